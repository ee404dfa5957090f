import { env } from "cloudflare:workers";
import * as z from "zod";
import { type Source, timeOf } from "./source.ts";

const Short = z.string().max(1000);
const Mail = z.looseObject({
  Uuid: z.union([z.array(Short), Short]).nullish(), MessageId: Short.nullish(), InReplyTo: Short.nullish(), SentAtDate: Short.nullish(), Subject: Short.nullish(),
  From: z.looseObject({ Address: z.email().max(320) }), ExtractedMarkdownMessage: z.string().nullish(), RawTextBody: z.string().nullish(), Headers: z.record(z.string(), z.unknown()).nullish(),
});
type Mail = z.infer<typeof Mail>;

/** Brevo's id of it; the sender's own, which anybody may repeat, only without one. */
const idOf = ({ Uuid, MessageId, From, SentAtDate }: Mail) => (Array.isArray(Uuid) ? Uuid[0] : Uuid) ?? MessageId ?? [From.Address, SentAtDate];

/** Replies to our mail, as Brevo parses them. Attachments stay with Brevo. */
export const inboundEmail: Source = {
  secrets: () => ({ token: env.BREVO_WEBHOOK_TOKEN }),
  most: 500,
  entries: (body) => z.looseObject({ items: z.array(z.unknown()) }).safeParse(body).data?.items ?? [body],
  read(entry) {
    const { data } = Mail.safeParse(entry);
    return data && { kind: "brevo-inbound", raw: entry as object, is: ["mail", idOf(data)] };
  },
  expects: "Send {items: […]} of at most 500 messages: each with `From.Address`.",
};

const TITLE_MAX = 200, BODY_MAX = 10_000;

/** A stored reply. What a machine answered (`Auto-Submitted`) says nothing. `texts`: where a wish to be left alone may stand by itself. */
export function toReply(body: unknown, received_at: string) {
  const mail = Mail.parse(body), text = (mail.ExtractedMarkdownMessage ?? mail.RawTextBody ?? "").trim(), subject = (mail.Subject ?? "").trim();
  const automatic = Object.entries(mail.Headers ?? {}).some(([name, value]) => name.toLowerCase() === "auto-submitted" && value !== "no");
  const sent_at = mail.SentAtDate ? Date.parse(mail.SentAtDate) : Number.NaN;
  return {
    from: mail.From.Address.toLowerCase(), automatic, title: subject.slice(0, TITLE_MAX) || "(no subject)", body: text.slice(0, BODY_MAX) || null,
    texts: [subject, text.split("\n", 1)[0]!], at: timeOf(sent_at, received_at),
  };
}
