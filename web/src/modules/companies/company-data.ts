import type * as z from "zod";
import { ApiError } from "#web/src/kernel/api.ts";
import { errorText } from "#web/src/kernel/errors.ts";
import { wordsOf } from "#web/src/kernel/i18n.ts";
import type { Company } from "#worker/modules/contacts/contract.ts";
import { companyWords } from "./text/index.ts";

export type CompanyRow = z.output<typeof Company>;
export const STATUSES = ["active", "inactive"] as const;
/** The queries that a change to a company makes old. */
export const COMPANY_PATHS = ["/v1/companies", "/v1/contacts", "/v1/timeline"] as const;
export const isDomain = (text: string) => /^(\w+:\/\/)?[^\s/]+\.[^\s/]{2,}(\/.*)?$/.test(text.trim());

/** An error about a company in words; what the kit says for the rest. */
export function companyErrorText(error: unknown): string {
  const w = wordsOf(companyWords);
  return (error instanceof ApiError ? w.maybe(`errors.${error.code}`) : undefined) ?? errorText(error);
}
