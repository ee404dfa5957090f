import { type Adapter, customId, type OutgoingMessage, ProviderError } from "./adapter.ts";
import { type Answer, ask, faultOf } from "./http.ts";

interface Settings { base_url: string; api_key: string | undefined; from: string; timeout_ms?: number }
interface Reply { messageId?: unknown; code?: unknown; message?: unknown }

/** `Name <address>` or a bare address. */
function sender(from: string) {
  const [, name, email] = /^\s*(.*?)\s*<([^>]+)>\s*$/.exec(from) ?? [];
  return email ? { ...(name ? { name } : {}), email } : { email: from.trim() };
}

const bodyOf = (from: string, m: OutgoingMessage) => ({
  sender: sender(from), to: [{ email: m.to }], subject: m.subject, textContent: m.text, htmlContent: m.html, tags: [m.template_code],
  headers: { ...m.headers, idempotencyKey: m.id, "X-Mailin-custom": customId(m.tenant_id, m.id) },
});

/** Brevo's transactional email. It remembers an idempotency key for 15 minutes at the least: within 10 a repeat is safe. */
export const brevo = ({ base_url, api_key, from, timeout_ms = 10_000 }: Settings): Adapter => ({
  name: "brevo",
  repeatable_ms: 10 * 60_000,
  async send(message) {
    if (!api_key) throw new ProviderError("brevo.no_api_key", "account");
    const answer = await ask<Reply>({ url: `${base_url}/v3/smtp/email`, body: bodyOf(from, message), timeout_ms, headers: { "api-key": api_key, "x-request-id": message.request_id } });
    if (typeof answer === "string") throw new ProviderError(`brevo.${answer}`, "passing");
    return accepted(answer);
  },
});

function accepted({ status, reply }: Answer<Reply>) {
  if ((status === 201 || status === 202) && typeof reply?.messageId === "string") return { provider_message_id: reply.messageId };
  const code = typeof reply?.code === "string" ? reply.code : undefined;
  // Our idempotency key was seen before: an earlier try, whose answer never reached us, was accepted.
  if (status === 400 && code === "duplicate_parameter") return { provider_message_id: null };
  if (!code && status < 500 && status !== 429) throw new ProviderError("brevo.not_understood", "passing");
  throw new ProviderError(`brevo.${code ?? status}`, faultOf(status));
}
