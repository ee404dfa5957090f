import type * as z from "zod";
import { ApiError } from "#web/src/kernel/api.ts";
import type { Translate } from "#web/src/kernel/i18n.ts";
import type { listTemplateFamilies, NewTemplate, Preview, Template, Variables } from "#worker/modules/notify/templates/templates-contract.ts";
import type en from "./text/en.ts";

export type Version = z.output<typeof Template>;
export type Shown = z.output<typeof Preview>;
export type Draft = z.input<typeof NewTemplate>;
export type FamilyRow = z.output<typeof listTemplateFamilies.returns>["items"][number];
export type Channel = Version["channel"];
export type Language = Version["locale"];
export type VariableMap = z.output<typeof Variables>;
export type Say = Translate<typeof en>;

export const CHANNELS: readonly Channel[] = ["email", "sms", "whatsapp", "inbox"];
export const LANGUAGES: readonly Language[] = ["en", "ar"];
/** What to read again after a change: the list of families and every version. */
export const PATHS = "/v1/notify/template";

/** A message's name in the reader's language; a company's own messages have the one they were given. */
export const familyName = (w: Say, { family, name }: { family: string; name: string }): string => w.maybe(`families.${family.replaceAll(".", "_")}`) ?? name;

/** How a version stands, as one of the `statuses` of the words. */
export const standing = (version: Version): "draft" | "approved" | "retired" | "held" | "product" | "replaced" =>
  version.is_system ? (version.in_use ? "product" : "replaced") : version.status === "approved" && !version.in_use ? "held" : version.status;

/** What is worked on or looked at first of several: the draft, else what is in use, else the newest. */
export const firstOf = (versions: readonly Version[]): Version | undefined =>
  versions.find(({ status }) => status === "draft") ?? versions.find(({ in_use }) => in_use) ?? versions[0];

export type Look = "light" | "dark";
export interface Mistake { path: string; message: string }

/** What is wrong with words, by field, with the line where the API names it. */
export function mistakesIn(w: Say, error: unknown): Mistake[] {
  if (!(error instanceof ApiError)) return [];
  const issues = (error.details as { issues?: (Mistake & { line?: number })[] } | null)?.issues ?? [];
  return issues.map(({ path, message, line }) => ({ path, message: line ? w("line", { line, message }) : message }));
}

/** The same error with the lines in its messages, for a form to show. */
export function withLines(w: Say, error: unknown): unknown {
  if (!(error instanceof ApiError) || error.code !== "VALIDATION_FAILED") return error;
  return new ApiError(error.status, error.code, error.message, { ...(error.details as object), issues: mistakesIn(w, error) }, error.request_id);
}
