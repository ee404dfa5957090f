import type * as z from "zod";
import { ApiError } from "#web/src/kernel/api.ts";
import { errorText } from "#web/src/kernel/errors.ts";
import { ImportField, type ImportDefaults, type ImportIssue, type ImportPreview, type LeadImport, type RowError } from "#worker/modules/leads/import-contract.ts";
import type { LeadSay } from "../text/index.ts";

export type ImportRow = z.output<typeof LeadImport>;
export type Preview = z.output<typeof ImportPreview>;
export type Mapping = Preview["mapping"];
export type Defaults = z.input<typeof ImportDefaults>;
export type Issue = z.output<typeof ImportIssue>;
type Field = z.output<typeof ImportField>;

export const FIELDS = ImportField.options;
export const MOST_BYTES = 25 * 1024 * 1024;
export const isUnderWay = (status: ImportRow["status"] | undefined) => status === "running" || status === "undoing";

/** Why a file was refused, in words. */
export function refusalText(w: LeadSay, error: unknown): string {
  if (!(error instanceof ApiError)) return errorText(error);
  if (error.code === "PAYLOAD_TOO_LARGE" || error.status === 413) return w("importing.refused.large");
  const details = (error.details ?? {}) as Record<string, string | number>;
  return w.maybe(`importing.refused.${details.reason}`, { row: 1, ...details }) ?? errorText(error);
}

/** What keeps a mapping from making leads, in words; undefined when it can. */
export function mappingProblem(w: LeadSay, mapping: Mapping): string | undefined {
  const fields = Object.values(mapping).filter((field): field is Field => field !== null);
  const twice = fields.find((field, at) => field !== "notes" && fields.indexOf(field) !== at);
  if (twice) return w("importing.problem.twice", { field: w(`importing.fields.${twice}`) });
  if (!fields.includes("full_name") && !fields.includes("first_name")) return w("importing.problem.name");
  if (!fields.includes("email") && !fields.includes("phone")) return w("importing.problem.reach");
  return undefined;
}

/** What is wrong with a row, in words. */
export function wrongText(w: LeadSay, issue: Pick<z.output<typeof RowError>, "code" | "field" | "message" | "value"> & { match_type?: string | null }): string {
  if (issue.code === "duplicate" && issue.match_type === "row") return w("importing.wrongs.duplicate_row");
  if (issue.code === "invalid_phone" && /^\d([.,]\d+)?e\+?\d+$/i.test(issue.value ?? "")) return w("importing.wrongs.invalid_phone_rounded");
  return w.maybe(`importing.wrongs.${issue.code}_${issue.field}`) ?? w.maybe(`importing.wrongs.${issue.code}`) ?? issue.message;
}

/** The name of the field a fault is in, as the mapping says it. */
export const fieldText = (w: LeadSay, field: string | null) => (field ? (field === "first_name" ? w("name") : (w.maybe(`importing.fields.${field === "phone_e164" ? "phone" : field}`) ?? field)) : "");
