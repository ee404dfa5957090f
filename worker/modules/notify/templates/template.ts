import type * as z from "zod";

export const LOCALES = ["en", "ar"] as const;
export type Locale = (typeof LOCALES)[number];

/** The words of one template in one language. Liquid; blank lines separate paragraphs. */
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
}

export interface Template<C extends string = string, P extends z.ZodType = z.ZodType> {
  readonly code: C;
  /** What the words may use. A message whose payload lacks any of it is refused before it is queued. */
  readonly payload: P;
  readonly severity?: "info" | "success" | "warning" | "error";
  /** The payload opens something (a link with a token): it is forgotten once the message is sent. */
  readonly secret?: boolean;
  readonly en: Words;
  readonly ar: Words;
}

/** Declares a template: its payload and its words in every language. */
export const template = <const C extends string, P extends z.ZodType>(declared: Template<C, P>): Template<C, P> => declared;
