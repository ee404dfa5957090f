import { type Adapter, type OutgoingMessage, ProviderError } from "./adapter.ts";

interface Settings { base_url: string; api_key: string | undefined; from: string; timeout_ms?: number }
interface Reply { messageId?: unknown; code?: unknown; message?: unknown }

/** What Brevo's webhooks bring back, so that a report finds its message even before the answer to the send was recorded. */
export const customId = (tenant_id: string, id: string): string => `${tenant_id}:${id}`;

/** `Name <address>` or a bare address. */
function sender(from: string) {
  const [, name, email] = /^\s*(.*?)\s*<([^>]+)>\s*$/.exec(from) ?? [];
  return email ? { ...(name ? { name } : {}), email } : { email: from.trim() };
}

const bodyOf = (from: string, m: OutgoingMessage) => ({
  sender: sender(from), to: [{ email: m.to }], subject: m.subject, textContent: m.text, htmlContent: m.html, tags: [m.template_code],
  headers: { idempotencyKey: m.id, "X-Mailin-custom": customId(m.tenant_id, m.id) },
});

/** Brevo's transactional email. It remembers an idempotency key for 15 minutes at the least: within 10 a repeat is safe. */
export const brevo = ({ base_url, api_key, from, timeout_ms = 10_000 }: Settings): Adapter => ({
  name: "brevo",
  repeatable_ms: 10 * 60_000,
  async send(message) {
    if (!api_key) throw new ProviderError("brevo.no_api_key", "account");
    let status: number, reply: Reply | undefined;
    try {
      const response = await fetch(`${base_url}/v3/smtp/email`, {
        method: "POST", signal: AbortSignal.timeout(timeout_ms), body: JSON.stringify(bodyOf(from, message)),
        headers: { "api-key": api_key, accept: "application/json", "content-type": "application/json", "x-request-id": message.request_id },
      });
      status = response.status;
      reply = await response.json<Reply>().catch((error: unknown) => { if (error instanceof SyntaxError) return undefined; throw error; });
    } catch (error) {
      throw new ProviderError((error as Error).name === "TimeoutError" ? "brevo.timeout" : "brevo.unreachable", "passing");
    }
    return accepted(status, reply);
  },
});

function accepted(status: number, reply: Reply | undefined) {
  if ((status === 201 || status === 202) && typeof reply?.messageId === "string") return { provider_message_id: reply.messageId };
  const code = typeof reply?.code === "string" ? reply.code : undefined;
  // Our idempotency key was seen before: an earlier try, whose answer never reached us, was accepted.
  if (status === 400 && code === "duplicate_parameter") return { provider_message_id: null };
  if (!code && status < 500 && status !== 429) throw new ProviderError("brevo.not_understood", "passing");
  throw new ProviderError(`brevo.${code ?? status}`, faultOf(status));
}

function faultOf(status: number): ProviderError["fault"] {
  if (status === 401 || status === 402 || status === 403) return "account";
  return status === 408 || status === 429 || status >= 500 || status < 400 ? "passing" : "message";
}
