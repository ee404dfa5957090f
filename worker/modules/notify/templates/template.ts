import type * as z from "zod";

export const LOCALES = ["en", "ar"] as const;
export type Locale = (typeof LOCALES)[number];

/** The channels that words are written for. */
export const CHANNELS = ["email", "sms", "whatsapp", "inbox"] as const;
export type Channel = (typeof CHANNELS)[number];

/** What a message says in one language. Liquid; blank lines separate paragraphs. */
export interface Words {
  readonly subject: string;
  readonly text: string;
  /** The caption of the button, which opens the payload's `url`. Plain text shows the address below it. */
  readonly action?: string;
  /** Replaces the paragraphs made of `text`, inside the same frame. Values are escaped. */
  readonly html?: string;
  /** For the inbox; subject and text where they are left out. */
  readonly inbox_title?: string;
  readonly inbox_body?: string;
  /** For SMS; the title and the link where it is left out. */
  readonly sms?: string;
  /** For WhatsApp; title, body and link where it is left out. */
  readonly whatsapp?: string;
}

/** One family of the product's own messages: what is said, in every language and on every channel that it may go to. */
export interface Template<F extends string = string, P extends z.ZodType = z.ZodType> {
  readonly family: F;
  /** What the words may use. A message whose payload lacks any of it is refused before it is queued. */
  readonly payload: P;
  /** Every channel, where it is left out. */
  readonly channels?: readonly Channel[];
  readonly severity?: "info" | "success" | "warning" | "error";
  /** The payload opens something (a link with a token): it is forgotten once the message is sent. */
  readonly secret?: boolean;
  readonly en: Words;
  readonly ar: Words;
}

/** Declares a template: its payload and its words in every language. */
export const template = <const F extends string, P extends z.ZodType>(declared: Template<F, P>): Template<F, P> => declared;

/** The words of one channel. `subject` is a mail's subject or an inbox entry's title, and empty elsewhere. */
export interface ChannelWords { readonly subject: string; readonly body: string; readonly html: string | null; readonly action_label: string | null }

/** What the product says on a channel; what is short or plain there is made of the mail's words unless it has its own. */
export function wordsOf(template: Template, channel: Channel, locale: Locale): ChannelWords {
  const { subject, text, action, html, inbox_title = subject, inbox_body = text, sms, whatsapp } = template[locale];
  const link = action ? "\n{{ url }}" : "", plain = { subject: "", html: null, action_label: null };
  switch (channel) {
    case "email": return { subject, body: text, html: html ?? null, action_label: action ?? null };
    case "inbox": return { subject: inbox_title, body: inbox_body, html: null, action_label: null };
    case "sms": return { ...plain, body: sms ?? inbox_title + link };
    case "whatsapp": return { ...plain, body: whatsapp ?? `*${inbox_title}*\n\n${inbox_body}${link && `\n${link}`}` };
  }
}

/** What a message says whatever the channel: `otp.sms.sign_in` and `otp.whatsapp.sign_in` are the family `otp.sign_in`. */
export const familyOf = (code: string): string => code.replace(/\.(email|sms|whatsapp|inbox)(?=\.)/, "");

/** Codes, links and news about an account: neither preferences nor quiet hours hold them back. */
export const isSecurity = (family: string): boolean => /^(auth|otp)\./.test(family);

/** The name of a family on one channel: `otp.sign_in` is `otp.sms.sign_in` by SMS. */
export const codeOf = (family: string, channel: Channel): string => family.replace(".", `.${channel}.`);
