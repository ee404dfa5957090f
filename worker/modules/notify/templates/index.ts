import type * as z from "zod";
import { approvalNewsTemplates } from "./approval-news.ts";
import { approvalTemplates } from "./approvals.ts";
import { authTemplates } from "./auth.ts";
import { billingTemplates } from "./billing.ts";
import { consentTemplates } from "./consent.ts";
import { dealTemplates } from "./deals.ts";
import { digestTemplates } from "./digests.ts";
import { escalationTemplates } from "./escalations.ts";
import { leadTemplates } from "./leads.ts";
import { securityTemplates } from "./security.ts";
import { taskTemplates } from "./tasks.ts";
import { type Channel, familyOf, type Template } from "./template.ts";
import { userTemplates } from "./users.ts";

/** Every template of the product. */
const all = [
  ...approvalTemplates,
  ...authTemplates,
  ...billingTemplates,
  ...consentTemplates,
  ...dealTemplates,
  ...digestTemplates,
  ...escalationTemplates,
  ...leadTemplates,
  ...taskTemplates,
  ...approvalNewsTemplates,
  ...userTemplates,
  ...securityTemplates,
] as const;

type Every = (typeof all)[number];
type Family = Every["family"];
type OnChannel<F> = F extends `${infer A}.${infer B}` ? `${A}.${Channel}.${B}` : never;
/** A family, or its name on one channel. */
export type TemplateCode = Family | OnChannel<Family>;
type FamilyOf<C> = C extends `${infer A}.${Channel}.${infer B}` ? `${A}.${B}` : C;
/** What a template's words may use. */
export type PayloadOf<C extends TemplateCode> = z.input<Extract<Every, { family: FamilyOf<C> }>["payload"]>;

const byFamily: ReadonlyMap<string, Template> = new Map(all.map((t) => [t.family, t as Template]));

/** By a family's name or one of its codes; undefined for what no template has (any more). */
export const findTemplate = (code: string): Template | undefined => byFamily.get(familyOf(code));
export const templates: readonly Template[] = all;
