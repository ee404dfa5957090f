import { env } from "cloudflare:workers";
import * as z from "zod";
import type { Report } from "#worker/modules/notify/public.ts";
import { type Source, timeOf } from "./source.ts";

type Meaning = Pick<Report, "says" | "suppresses">;
const BOUNCE: Meaning = { says: "bounced", suppresses: { reason: "bounce", scope: "all" } };
const COMPLAINT: Meaning = { says: "note", suppresses: { reason: "complaint", scope: "all" } };
const UNSUBSCRIBED: Meaning = { says: "note", suppresses: { reason: "unsubscribed", scope: "marketing" } };

/** What Brevo's words mean for a message. A word it adds one day is kept and means nothing yet; a machine's opening (`proxy_open`) is nobody's. */
const MEANS: Record<string, Meaning> = {
  request: { says: "sent" }, delivered: { says: "delivered" }, blocked: { says: "refused" }, error: { says: "refused" },
  hard_bounce: BOUNCE, invalid_email: BOUNCE, bounce: { says: "bounced" }, soft_bounce: { says: "temporary" }, deferred: { says: "temporary" },
  opened: { says: "opened" }, unique_opened: { says: "opened" }, click: { says: "clicked" },
  spam: COMPLAINT, complaint: COMPLAINT, unsubscribed: UNSUBSCRIBED, unsubscribe: UNSUBSCRIBED,
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
type BrevoEvent = z.infer<typeof Event>;

const idOf = (event: BrevoEvent): string => (event["message-id"] ?? event.messageId)!;

/** Brevo's delivery reports. They have no id: the same message, word, address and time are the same report. */
export const brevo: Source = {
  secrets: () => ({ token: env.BREVO_WEBHOOK_TOKEN }),
  most: 2000,
  entries: (body) => (Array.isArray(body) ? (body as unknown[]) : [body]),
  read(entry) {
    const { data: e } = Event.safeParse(entry);
    return e && { kind: "brevo", raw: entry as object, is: [idOf(e), e.event, e.email?.toLowerCase() ?? "", e.ts_epoch ?? e.ts_event ?? e.ts ?? e.date ?? ""] };
  },
  expects: "Send one report, or an array of at most 2000: each with `event` and `message-id`.",
};

/** A stored call as a report on one of our messages. `date` has a zone in the seeds only; Brevo's has none and is not used. */
export function toReport(body: unknown, message_id: string, received_at: string): Report {
  const event = Event.parse(body), { ts_epoch, ts_event, ts, date, email } = event;
  const at = timeOf(ts_epoch ?? ((ts_event ?? ts ?? 0) * 1000 || date), received_at);
  return { message_id, provider_message_id: idOf(event), ...(MEANS[event.event] ?? { says: "note" }), code: `brevo.${event.event}`, at, address: email };
}
