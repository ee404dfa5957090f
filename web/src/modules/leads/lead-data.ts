import type * as z from "zod";
import { ApiError } from "#web/src/kernel/api.ts";
import { errorText } from "#web/src/kernel/errors.ts";
import { wordsOf } from "#web/src/kernel/i18n.ts";
import { LeadSource, LeadStatus, type Lead, type LeadDetail } from "#worker/modules/leads/contract.ts";
import { leadWords, type LeadSay } from "./text/index.ts";

export type LeadRow = z.output<typeof Lead>;
export type LeadView = z.output<typeof LeadDetail>;
export type Status = LeadRow["status"];

export const STATUSES = LeadStatus.options;
/** The way of a lead that goes well; disqualified stands apart. */
export const PATH = ["new", "contacted", "qualified", "converted"] as const satisfies readonly Status[];
/** What a person may set; converting is more than a status. */
export const SETTABLE = STATUSES.filter((status) => status !== "converted");
export const SOURCES = LeadSource.options;

/** The queries that a change to a lead makes old. */
export const LEAD_PATHS = ["/v1/leads", "/v1/timeline"] as const;

/** An error about a lead in words; what the kit says for the rest. */
export function leadErrorText(error: unknown): string {
  const w = wordsOf(leadWords);
  return (error instanceof ApiError ? w.maybe(`errors.${error.code}`) : undefined) ?? errorText(error);
}

/** The same error, speaking in these words wherever the kit shows it. */
export const inWords = (error: unknown) => (error instanceof ApiError ? new ApiError(error.status, `lead:${error.code}`, leadErrorText(error), error.details, error.request_id) : error);

export interface Twin {
  type: string;
  id: string;
  reason: string;
  label?: string;
}
/** Whom a refused record repeats. */
export const twinsOf = (error: unknown): readonly Twin[] =>
  error instanceof ApiError && error.code === "DUPLICATE" ? ((error.details as { duplicates?: readonly Twin[] } | null)?.duplicates ?? []) : [];

/** Where a lead came from, in words. */
export const sourceName = (w: LeadSay, source: LeadRow["source"]) => w(`sources.${source}`);
