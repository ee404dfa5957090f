import type * as z from "zod";
import { ApiError } from "#web/src/kernel/api.ts";
import { errorText } from "#web/src/kernel/errors.ts";
import { wordsOf } from "#web/src/kernel/i18n.ts";
import { ChannelType, type Contact, LifecycleStage } from "#worker/modules/contacts/contract.ts";
import { contactWords } from "./text/index.ts";

export type ContactRow = z.output<typeof Contact>;
export type ChannelRow = ContactRow["channels"][number];
export const STAGES = LifecycleStage.options;
export const CHANNELS = ChannelType.options;

/** The queries that a change to a contact makes old. */
export const CONTACT_PATHS = ["/v1/contacts", "/v1/timeline"] as const;
export const isEmail = (text: string) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text.trim());

/** An error about a contact in words; what the kit says for the rest. */
export function contactErrorText(error: unknown): string {
  const w = wordsOf(contactWords);
  return (error instanceof ApiError ? w.maybe(`errors.${error.code}`) : undefined) ?? errorText(error);
}
