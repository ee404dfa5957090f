import type * as z from "zod";
import { approvalTemplates } from "./approvals.ts";
import { authTemplates } from "./auth.ts";
import { consentTemplates } from "./consent.ts";
import { dealTemplates } from "./deals.ts";
import { leadTemplates } from "./leads.ts";
import { securityTemplates } from "./security.ts";
import type { Template } from "./template.ts";
import { userTemplates } from "./users.ts";

/** Every template of the product. */
const all = [
  ...approvalTemplates,
  ...authTemplates,
  ...consentTemplates,
  ...dealTemplates,
  ...leadTemplates,
  ...userTemplates,
  ...securityTemplates,
] as const;

type Every = (typeof all)[number];
export type TemplateCode = Every["code"];
/** What a template's words may use. */
export type PayloadOf<C extends TemplateCode> = z.input<Extract<Every, { code: C }>["payload"]>;

const byCode: ReadonlyMap<string, Template> = new Map(all.map((t) => [t.code, t as Template]));

/** Undefined for a code that no template has (any more). */
export const findTemplate = (code: string): Template | undefined => byCode.get(code);
export const templates: readonly Template[] = all;
