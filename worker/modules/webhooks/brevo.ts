import * as z from "zod";
import { sha256 } from "#worker/kernel/ids.ts";
import type { Report } from "#worker/modules/notify/public.ts";

/** What Brevo's words mean for a message. A word it adds one day is kept and means nothing yet. */
const SAYS: Record<string, Report["says"]> = {
  request: "sent", delivered: "delivered", hard_bounce: "bounced", invalid_email: "bounced", blocked: "refused", error: "refused",
  soft_bounce: "temporary", deferred: "temporary",
};

const Word = z.string().min(1).max(64).transform((word) => word.replace(/([a-z])([A-Z])/g, "$1_$2").toLowerCase());
const MessageId = z.string().min(1).max(500);
const Seconds = z.number().int().positive();

/** The least that makes a report: what happened to which message. Everything else may be missing. */
const Event = z.looseObject({
  event: Word, email: z.string().max(320).optional(), "message-id": MessageId.optional(), messageId: MessageId.optional(),
  ts_epoch: Seconds.optional(), ts_event: Seconds.optional(), ts: Seconds.optional(), date: z.string().max(40).optional(),
  "X-Mailin-custom": z.string().max(1000).optional(),
}).refine((e) => e["message-id"] ?? e.messageId);
export type BrevoEvent = z.infer<typeof Event>;

const MAX_BATCH = 500;
const idOf = (event: BrevoEvent): string => (event["message-id"] ?? event.messageId)!;

/** The reports in a body, and how many entries were none. Undefined when it holds no report at all. */
export function readReports(body: unknown): { events: { raw: object; event: BrevoEvent }[]; refused: number } | undefined {
  const entries = Array.isArray(body) ? (body as unknown[]) : [body];
  if (entries.length > MAX_BATCH) return undefined;
  const events = entries.flatMap((raw) => {
    const { data } = Event.safeParse(raw);
    return data ? [{ raw: raw as object, event: data }] : [];
  });
  return events.length ? { events, refused: entries.length - events.length } : undefined;
}

/** Brevo gives its reports no id: the same message, word, address and time are the same report. */
export const dedupeKey = (event: BrevoEvent): Promise<string> =>
  sha256(JSON.stringify([idOf(event), event.event, event.email?.toLowerCase() ?? "", event.ts_epoch ?? event.ts_event ?? event.ts ?? event.date ?? ""]));

/** `date` has no zone: it is not used. */
const timeOf = ({ ts_epoch, ts_event, ts }: BrevoEvent, received_at: string): string => {
  const ms = ts_epoch ?? (ts_event ?? ts ?? 0) * 1000;
  return ms > 0 && ms < 8.64e15 ? new Date(ms).toISOString() : received_at;
};

/** A stored call as a report on one of our messages. */
export function toReport(body: unknown, message_id: string, received_at: string): Report {
  const event = Event.parse(body);
  return { message_id, provider_message_id: idOf(event), says: SAYS[event.event] ?? "note", code: `brevo.${event.event}`, at: timeOf(event, received_at) };
}
