import { type Double, read, send, serve } from "./serve.ts";

interface Received { path: string; headers: Record<string, unknown>; body: Record<string, any> }

const rejected = (id: number, name: string) => ({ groupId: 5, groupName: "REJECTED", id, name, description: name });
const PENDING = { groupId: 1, groupName: "PENDING", id: 26, name: "PENDING_ACCEPTED", description: "Message sent to next instance" };
/** v3 has its own shape of errors; v2 and WhatsApp share another. */
const v3 = (errorCode: string, description: string) => ({ errorCode, description, action: "Check the request.", violations: [], resources: [{ name: "API", url: "https://www.infobip.com/docs" }] });
const v2 = (messageId: string, text: string) => ({ requestError: { serviceException: { messageId, text, validationErrors: {} } } });
const error = (status: number, word: string, text: string): ((is3: boolean) => [number, unknown]) => (is3) => [status, is3 ? v3(`E${status}`, text) : v2(word, text)];

/** What the double answers is chosen by the last four digits of the number. */
const REPLIES: Record<string, (is3: boolean) => [status: number, body: unknown]> = {
  "9400": error(400, "BAD_REQUEST", "Bad Request"), "9401": error(401, "UNAUTHORIZED", "Invalid login details"), "9403": error(403, "FORBIDDEN", "Forbidden"),
  "9429": error(429, "TOO_MANY_REQUESTS", "Too many requests"), "9500": error(500, "GENERAL_ERROR", "Something went wrong. Please contact support."),
  "9502": () => [502, "<html><body>Bad gateway</body></html>"], "9404": () => [404, "<html><body>No such host</body></html>"],
  "9001": () => [200, "<html><body>Welcome to the guest network</body></html>"], "9002": () => [200, { messages: [] }], "9003": () => [200, "null"],
};
const REJECTIONS: Record<string, object> = {
  "8012": rejected(12, "REJECTED_NOT_ENOUGH_CREDITS"), "8013": rejected(13, "REJECTED_SENDER"), "8021": rejected(21, "REJECTED_SYSTEM_ERROR"), "8052": rejected(52, "REJECTED_INVALID_DESTINATION"),
};
const SLOW_MS = 1500;
const knows = (authorization: unknown) => /^App (?!wrong)\S+$/.test(String(authorization));

interface Template { id: string; name: string; language: string; status: string; category: string; structure: { type: string; body: { text: string; examples?: string[] } }; rejectionReason?: string }
/** What WhatsApp decides is in the name: `…approve…` and the like; what it has not decided is pending. */
const DECIDED = { approve: "APPROVED", reject: "REJECTED", pause: "PAUSED", disable: "DISABLED", appeal: "IN_APPEAL", delete: "PENDING_DELETION" };
const reviewed = (template: Template): Template => {
  const [, status] = Object.entries(DECIDED).find(([word]) => template.name.includes(word)) ?? [];
  return { ...template, status: status ?? template.status, ...(status === "REJECTED" ? { rejectionReason: "INVALID_FORMAT" } : {}) };
};

/** The templates of each sender: one for a name and language, words that neither begin nor end with a placeholder. */
function templateBook() {
  const books = new Map<string, Template[]>();
  return (sender: string, asked: Template | undefined): [status: number, body: unknown] => {
    const book = books.get(sender) ?? [], words = asked?.structure?.body?.text;
    if (!asked) return [200, { templates: book.map(reviewed) }];
    if (!words || !/^[a-z0-9_]+$/.test(asked.name) || !["MARKETING", "UTILITY", "AUTHENTICATION"].includes(asked.category)) return [400, v2("BAD_REQUEST", "Bad request")];
    if (/^\{\{\d+\}\}|\{\{\d+\}\}$/.test(words)) return [400, v2("BAD_REQUEST", "Body cannot start or end with a placeholder.")];
    if ((words.match(/\{\{\d+\}\}/g)?.length ?? 0) !== (asked.structure.body.examples?.length ?? 0)) return [400, v2("BAD_REQUEST", "Give an example for every placeholder.")];
    if (book.some(({ name, language }) => name === asked.name && language === asked.language)) return [400, v2("BAD_REQUEST", "Template with this name and language already exists.")];
    const made = { ...asked, id: String(books.size + book.length + 1), businessAccountId: 222, status: "PENDING" };
    books.set(sender, [...book, made]);
    return [201, made];
  };
}

/** Infobip's SMS v3 and WhatsApp as they behave: numbers without a plus, two shapes of errors, ids known once. GET /sent?to= tells what it took. */
export async function startInfobipDouble(): Promise<Double> {
  const sent: Received[] = [], ids = new Set<string>(), templates = templateBook();
  const messageOf = ({ path, body }: Received) =>
    path === "/whatsapp/1/message/text" ? body : path === "/sms/3/messages" ? { ...body["messages"]?.[0], ...body["messages"]?.[0]?.destinations?.[0] } : body["messages"]?.[0];

  function answer(received: Received): [number, unknown] {
    const { path, headers } = received, is3 = path === "/sms/3/messages", message = messageOf(received), to = String(message?.to ?? ""), id = String(message?.messageId ?? `auto-${sent.length}`);
    const scripted = REPLIES[to.slice(-4)];
    if (scripted) return scripted(is3);
    if (!knows(headers["authorization"])) return REPLIES["9401"]!(is3);
    if (!/^\d{7,15}$/.test(to) || !(is3 ? message.content?.text : message.content)) return REPLIES["9400"]!(is3);
    const status = ids.has(id) ? rejected(23, "REJECTED_DUPLICATE_MESSAGE_ID") : (REJECTIONS[to.slice(-4)] ?? PENDING);
    if (status === PENDING) sent.push(received);
    ids.add(id);
    if (is3) return [200, { bulkId: `bulk-${id}`, messages: [{ messageId: id, status, destination: to, details: { messageCount: 1 } }] }];
    return [200, path.endsWith("/text") ? { to, messageCount: 1, messageId: id, status } : { messages: [{ to, messageCount: 1, messageId: id, status }], bulkId: `bulk-${id}` }];
  }

  return serve((request, response) => {
    const { pathname, searchParams } = new URL(request.url!, "http://double");
    if (pathname === "/account/1/balance") return knows(request.headers["authorization"]) ? send(response, 200, { balance: 47.9, currency: "EUR" }) : send(response, ...REPLIES["9401"]!(false));
    const [, sender] = /^\/whatsapp\/2\/senders\/(\d+)\/templates$/.exec(pathname) ?? [];
    if (sender) return void read(request).then((text) => send(response, ...(knows(request.headers["authorization"]) ? templates(sender, text ? (JSON.parse(text) as Template) : undefined) : REPLIES["9401"]!(false))));
    if (request.method === "GET") return send(response, 200, sent.filter((received) => String(messageOf(received).to) === searchParams.get("to")));
    if (!["/sms/3/messages", "/whatsapp/1/message/text", "/whatsapp/1/message/template"].includes(pathname)) return send(response, 404, v2("NOT_FOUND", "Requested URL not found"));
    void read(request).then((text) => {
      const received: Received = { path: pathname, headers: request.headers, body: JSON.parse(text) as Received["body"] }, reply = answer(received);
      setTimeout(() => send(response, ...reply), String(messageOf(received)?.to).endsWith("7777") ? SLOW_MS : 0);
    });
  });
}
