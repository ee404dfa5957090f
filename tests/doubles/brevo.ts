import { type Double, read, send, serve } from "./serve.ts";

interface Received { headers: Record<string, unknown>; body: { to: { email: string }[]; headers: { idempotencyKey: string } } }

/** What the double answers is chosen by the recipient's local part: `429@…` is too fast, `slow@…` too late. */
const REPLIES: Record<string, [status: number, body: unknown]> = {
  "400": [400, { code: "invalid_parameter", message: "email is not valid in to" }],
  "401": [401, { code: "unauthorized", message: "Key not found" }],
  "402": [402, { code: "not_enough_credits", message: "You do not have enough credits" }],
  "404": [404, { code: "document_not_found", message: "Template not found" }],
  "429": [429, { code: "too_many_requests", message: "API rate limit exceeded" }],
  "500": [500, { code: "internal_error", message: "Internal server error" }],
  "502": [502, "<html><body>Bad gateway</body></html>"],
  "garbage": [200, "<html><body>Welcome to the guest network</body></html>"],
  "odd": [201, { id: 7 }],
};
const SLOW_MS = 2500;
const ACCOUNT = { organization_id: "5f1c", email: "owner@nilegulf.test", firstName: "Mona", lastName: "El-Sayed", companyName: "Nile & Gulf Realty", plan: [{ type: "payAsYouGo", creditsType: "sendLimit", credits: 8755 }], relay: { enabled: true } };

/** Brevo's transactional email as it behaves, errors and idempotency keys included. GET /sent?to= tells what it accepted. */
export async function startBrevoDouble(): Promise<Double> {
  const sent: Received[] = [], keys = new Set<string>();

  function answer(received: Received): [number, unknown] {
    const { to, headers } = received.body, reply = REPLIES[to[0]!.email.split("@")[0]!];
    if (received.headers["api-key"] === "wrong") return REPLIES["401"]!;
    if (reply) return reply;
    if (keys.has(headers.idempotencyKey)) return [400, { code: "duplicate_parameter", message: "idempotencyKey is already used" }];
    keys.add(headers.idempotencyKey);
    sent.push(received);
    return [201, { messageId: `<${Date.now()}.${sent.length}@smtp-relay.mailin.fr>` }];
  }

  return serve((request, response) => {
    const { pathname, searchParams } = new URL(request.url!, "http://double");
    if (pathname === "/v3/account") {
      const key = String(request.headers["api-key"]), [status, body] = key.startsWith("wrong") ? REPLIES["401"]! : key.startsWith("odd") ? REPLIES["garbage"]! : [200, ACCOUNT];
      return void setTimeout(() => send(response, status, body), key.startsWith("slow") ? SLOW_MS : 0);
    }
    if (request.method === "GET") return send(response, 200, sent.filter(({ body }) => body.to[0]!.email === searchParams.get("to")));
    if (pathname !== "/v3/smtp/email") return send(response, 404, { code: "not_found", message: "Not found" });
    void read(request).then((body) => {
      const received = { headers: request.headers, body: JSON.parse(body) as Received["body"] }, reply = answer(received);
      setTimeout(() => send(response, ...reply), received.body.to[0]!.email.startsWith("slow") ? SLOW_MS : 0);
    });
  });
}
