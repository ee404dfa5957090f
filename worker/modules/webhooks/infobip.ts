import { env } from "cloudflare:workers";
import * as z from "zod";
import type { Report } from "#worker/modules/notify/public.ts";
import { type Source, timeOf } from "./source.ts";

const Short = z.string().max(500), Code = z.string().max(100);
const Status = z.looseObject({ groupName: Code, name: Code.optional() });
const Failure = z.looseObject({ groupName: Code.optional(), name: Code.optional(), permanent: z.boolean().optional() });

/** What became of a message of ours; `seenAt` alone when it was read. */
const Delivery = z.looseObject({ messageId: Short.min(1), to: Short.optional(), status: Status.optional(), error: Failure.nullish(), sentAt: Short.nullish(), doneAt: Short.nullish(), seenAt: Short.nullish() })
  .refine((r) => r.status ?? r.seenAt);
/** What somebody wrote to us: SMS, flat, or WhatsApp, within `message`. */
const Inbound = z.looseObject({
  messageId: Short.min(1), from: z.string().regex(/^\+?\d{3,20}$/), receivedAt: Short.nullish(), integrationType: Code.nullish(), text: z.string().nullish(), cleanText: z.string().nullish(), keyword: z.string().nullish(),
  message: z.looseObject({ text: z.string().nullish() }).nullish(),
}).refine((m) => m.receivedAt ?? m.text ?? m.message);

const Body = z.looseObject({ results: z.array(z.unknown()) });

/** Infobip's delivery reports and inbound messages: an object of results, or the array around it that the seeds show. */
export const infobip: Source = {
  secrets: () => ({ token: env.INFOBIP_WEBHOOK_TOKEN, hmac: { key: env.INFOBIP_WEBHOOK_HMAC_KEY, header: env.INFOBIP_WEBHOOK_HMAC_HEADER } }),
  most: 2000,
  entries: (body) => (Array.isArray(body) ? (body as unknown[]) : [body]).flatMap((part) => Body.safeParse(part).data?.results ?? [part]),
  read(entry) {
    const { data: r } = Delivery.safeParse(entry);
    if (r) return { kind: "infobip", raw: entry as object, is: ["report", r.messageId, r.status?.name ?? r.status?.groupName ?? "seen", r.doneAt ?? r.sentAt ?? r.seenAt ?? ""] };
    const { data: m } = Inbound.safeParse(entry);
    return m && { kind: "infobip-inbound", raw: entry as object, is: ["inbound", m.messageId] };
  },
  expects: "Send {results: […]} of at most 2000: delivery reports with `messageId` and `status`, or inbound messages with `messageId` and `from`.",
};

const SAYS: Record<string, Report["says"]> = { PENDING: "sent", DELIVERED: "delivered", UNDELIVERABLE: "refused", REJECTED: "refused", EXPIRED: "expired" };

/** An error that will come again, and is about who was written to; what is wrong with our account or our words is not. */
const isOfNumber = ({ permanent, groupName, name = "" }: z.infer<typeof Failure>): boolean =>
  Boolean(permanent) && (!groupName || groupName === "HANDSET_ERRORS" || /SUBSCRIBER|DESTINATION|DEST_ADDRESS/.test(name));

/** A stored delivery report as one on a message of ours. Reaching the operator is not reaching the phone. */
export function toReport(body: unknown, message_id: string, received_at: string): Report {
  const { messageId, to, status, error, sentAt, doneAt, seenAt } = Delivery.parse(body), { groupName = "", name = groupName } = status ?? {};
  const base = { message_id, provider_message_id: messageId, address: to && `+${to.replace(/^\+/, "")}`, at: timeOf(seenAt ?? doneAt ?? sentAt, received_at) };
  if (!status) return { ...base, says: "opened", code: "infobip.seen" };
  const failed = groupName === "UNDELIVERABLE" || groupName === "REJECTED" || groupName === "EXPIRED", cause = failed && error?.name && error.name !== "NO_ERROR" ? error.name : name;
  const dead = failed && error && isOfNumber(error);
  const says = dead ? "bounced" as const : name === "DELIVERED_TO_OPERATOR" ? "sent" as const : (SAYS[groupName] ?? "note");
  return { ...base, says, code: `infobip.${cause.toLowerCase()}`, ...(dead ? { suppresses: { reason: "bounce", scope: "all" } } : {}) };
}

export interface Heard { readonly channel: "sms" | "whatsapp"; readonly from: string; readonly texts: readonly string[]; readonly at: string }

/** A stored inbound message. A keyword counts by itself only where nothing else was written. */
export function toHeard(body: unknown, received_at: string): Heard {
  const { from, integrationType, text, cleanText, keyword, message, receivedAt } = Inbound.parse(body);
  const texts = [text, cleanText, message?.text, cleanText ? null : keyword].filter((t) => typeof t === "string");
  return { channel: message || integrationType?.toUpperCase() === "WHATSAPP" ? "whatsapp" : "sms", from: `+${from.replace(/^\+/, "")}`, texts, at: timeOf(receivedAt, received_at) };
}
