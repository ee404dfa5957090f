import { type Adapter, customId, type OutgoingMessage, ProviderError } from "./adapter.ts";
import { type Answer, ask, faultOf } from "./http.ts";

/** `notify_url` is asked for only where the account has no subscription of its own for delivery reports. */
export interface Settings { base_url: string; api_key: string | undefined; sender: string | undefined; notify_url?: string | undefined; timeout_ms?: number | undefined }

interface Taken { messageId?: unknown; status?: { groupName?: unknown; name?: unknown } }
/** SMS and templates answer with a list, WhatsApp text with the one message. Errors have the shape of v3, or that of v2 and WhatsApp. */
export interface Reply extends Taken { messages?: Taken[]; errorCode?: unknown; requestError?: { serviceException?: { messageId?: unknown; text?: unknown } } }

/** Infobip's numbers are E.164 without the plus. */
export const bare = (phone: string): string => phone.replace(/^\+/, "");

const smsOf = (sender: string, notify_url: string | undefined, m: OutgoingMessage) => ({
  messages: [{
    sender, destinations: [{ to: bare(m.to), messageId: m.id }], content: { text: m.text },
    webhooks: { ...(notify_url ? { delivery: { url: notify_url } } : {}), contentType: "application/json", callbackData: customId(m.tenant_id, m.id) },
  }],
});

const whatsAppOf = (sender: string, notify_url: string | undefined, m: OutgoingMessage) =>
  ({ from: bare(sender), to: bare(m.to), messageId: m.id, callbackData: customId(m.tenant_id, m.id), ...(notify_url ? { notifyUrl: notify_url } : {}) });

/**
 * Nothing is promised for a second request with the same message id, so an answer that was lost is for a person to
 * decide. Where Infobip says that it knows the id already, it was taken before.
 */
const infobip = (settings: Settings, requestOf: (sender: string, m: OutgoingMessage) => { path: string; body: object }): Adapter => ({
  name: "infobip",
  repeatable_ms: 0,
  async send(message) {
    const { base_url, api_key, sender, timeout_ms = 10_000 } = settings;
    if (!api_key) throw new ProviderError("infobip.no_api_key", "account");
    if (!sender) throw new ProviderError("infobip.no_sender", "account");
    const { path, body } = requestOf(sender, message);
    const answer = await ask<Reply>({ url: `${base_url}${path}`, body, timeout_ms, headers: { authorization: `App ${api_key}`, "x-request-id": message.request_id } });
    if (typeof answer === "string") throw new ProviderError(`infobip.${answer}`, "unknown");
    return accepted(answer, message.id);
  },
});

export const infobipSms = (settings: Settings): Adapter =>
  infobip(settings, (sender, m) => ({ path: "/sms/3/messages", body: smsOf(sender, settings.notify_url, m) }));

/** By the template that was approved; without one, as text. */
export const infobipWhatsApp = (settings: Settings): Adapter =>
  infobip(settings, (sender, m) => {
    const message = whatsAppOf(sender, settings.notify_url, m), template = m.whatsapp_template;
    if (!template) return { path: "/whatsapp/1/message/text", body: { ...message, content: { text: m.text } } };
    const content = { templateName: template.name, templateData: { body: { placeholders: template.parameters } }, language: template.language };
    return { path: "/whatsapp/1/message/template", body: { messages: [{ ...message, content }] } };
  });

const ACCOUNT = new Set([
  "REJECTED_NOT_ENOUGH_CREDITS", "REJECTED_SENDER", "REJECTED_SOURCE", "REJECTED_NETWORK", "REJECTED_ROUTE_NOT_AVAILABLE", "REJECTED_PREPAID_PACKAGE_EXPIRED", "REJECTED_DESTINATION_NOT_REGISTERED",
]);
const PASSING = new Set(["REJECTED_SYSTEM_ERROR", "REJECTED_FLOODING_FILTER"]);

function accepted({ status, reply }: Answer<Reply>, id: string) {
  if (status < 200 || status >= 300) throw refused(status, reply);
  const taken = reply?.messages?.[0] ?? reply, name = taken?.status?.name, group = taken?.status?.groupName;
  if (name === "REJECTED_DUPLICATE_MESSAGE_ID") return { provider_message_id: id };
  if (group === undefined || group === "PENDING" || group === "DELIVERED") {
    if (typeof taken?.messageId === "string") return { provider_message_id: taken.messageId };
    throw new ProviderError("infobip.not_understood", "unknown");
  }
  const word = typeof name === "string" ? name : String(group);
  throw new ProviderError(`infobip.${word.toLowerCase()}`, ACCOUNT.has(word) ? "account" : PASSING.has(word) ? "passing" : "message");
}

function refused(status: number, reply: Reply | undefined): ProviderError {
  const code = reply?.errorCode ?? reply?.requestError?.serviceException?.messageId;
  if (typeof code !== "string" && status < 500 && status !== 429) return new ProviderError("infobip.not_understood", "passing");
  return new ProviderError(`infobip.${typeof code === "string" ? code.toLowerCase() : status}`, faultOf(status));
}
