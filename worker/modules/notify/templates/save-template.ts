import { eq, type SQL, sql } from "drizzle-orm";
import type * as z from "zod";
import { messageTemplates } from "#db/schema/notify.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db, first, updateOne } from "#worker/kernel/db.ts";
import { AppError, invalid } from "#worker/kernel/errors.ts";
import { providerDecides } from "../adapters/index.ts";
import { nameOf, ownView, type Place, placeOf, type View } from "./catalogue.ts";
import { checkWords } from "./check-words.ts";
import { findTemplate } from "./index.ts";
import type { OwnTemplate } from "./resolve.ts";
import { codeOf, type Locale, wordsOf } from "./template.ts";
import { type NewTemplate, templateEvents, type TemplatePatch } from "./templates-contract.ts";
import { systemVariables } from "./variables.ts";

const t = messageTemplates;
type New = z.output<typeof NewTemplate>;
export const templateById = (id: string) => db.select().from(t).where(eq(t.id, id));
/** What an event says of a version. */
export const told = ({ id, family, channel, locale, number }: Place & { id: string; number: number }) => ({ template_id: id, family, channel, locale, number });

/** What is known of a family before a version is added to it: its drafts, its type, and how far each place has counted. */
const familyQuery = (family: string | SQL) =>
  db.select({ id: t.id, name: t.name, type: t.type, channel: t.channel, locale: t.locale, status: t.status, number: t.number }).from(t).where(sql`${t.family} = ${family}`).orderBy(sql`${t.number} desc`);

/** The words and variables of a body, completed by what the product says of its own families. */
export function withVariables<B extends Pick<New, "family" | "locale" | "variables" | "type">>(body: B) {
  const system = findTemplate(body.family);
  if (!system) return { draft: { ...body, variables: body.variables ?? {} }, system };
  if (system.secret) throw invalid("family", "Codes and links that open an account are worded by the product alone.");
  if (body.variables) throw invalid("variables", "This message has variables of its own. Leave them out.");
  if (body.type !== "transactional") throw invalid("type", "This message is transactional.");
  return { draft: { ...body, variables: systemVariables(system, body.locale) }, system };
}

/** Where WhatsApp leaves through a provider, its decision is read and not written. */
function refuseDecision({ provider_status }: { provider_status?: unknown }, known: OwnTemplate["provider_status"] = null): void {
  if (providerDecides() && provider_status !== undefined && provider_status !== known) throw invalid("provider_status", "The provider decides this. Submit the version for its approval.");
}

export async function create(ctx: Ctx, body: New): Promise<View> {
  refuseDecision(body);
  const { draft, system } = withVariables(body);
  const [{ removed: _, ...words }, [known]] = await Promise.all([checkWords(draft, system), ctx.read(familyQuery(body.family))]);
  return addDraft(ctx, words, known);
}

type Known = Awaited<ReturnType<typeof familyQuery>>;

/** The next version of its place, as a draft. Keys refuse a second draft that is made at the same moment. */
function addDraft(ctx: Ctx, words: New & { variables: View["variables"] }, known: Known): Promise<View> {
  const { family, channel, locale } = words, here = known.filter((row) => row.channel === channel && row.locale === locale);
  const waiting = here.find((row) => row.status === "draft"), other = known.find((row) => row.type !== words.type);
  if (waiting) throw new AppError("CONFLICT", { reason: "There is a draft already. Change that one, or give it up first.", template_id: waiting.id });
  if (other) throw invalid("type", `This family is ${other.type}; all of its versions are.`);
  const name = words.name ?? known[0]?.name ?? nameOf(family);
  const row = ctx.fresh({ ...words, name, code: codeOf(family, channel), number: (here[0]?.number ?? 0) + 1, status: "draft" as const, approved_by: null, approved_at: null, created_by: ctx.user_id, provider_reason: null, submitted_by: null, submitted_at: null });
  return ctx.commit(ownView(row), db.insert(t).values(row), ctx.emit(templateEvents["template.created"], told(row)));
}

const PROVIDER = ["provider_template_id", "provider_status"];

/** Words change in drafts only. What the provider says is recorded as long as the version may be sent. */
export async function patch(ctx: Ctx, id: string, body: z.output<typeof TemplatePatch>): Promise<View> {
  refuseSystem(id);
  const [rows] = await ctx.read(templateById(id)), before = first(rows);
  const open = before.status === "draft" || (before.status === "approved" && Object.keys(body).every((field) => PROVIDER.includes(field)));
  if (!open) throw new AppError("CONFLICT", { reason: "Only drafts change. Start the next version.", status: before.status });
  const { draft, system } = withVariables({ ...before, variables: findTemplate(before.family) ? body.variables : ((body.variables ?? before.variables) as New["variables"]), ...wordsIn(body) });
  refuseDecision(body, before.provider_status);
  const { removed: _, ...words } = await checkWords(draft, system);
  // Of another template the provider has not decided anything that we know.
  const renamed = providerDecides() && words.provider_template_id !== before.provider_template_id ? { provider_status: null, provider_reason: null } : {};
  const after = ctx.next(before, { ...words, ...renamed, updated_at: ctx.now });
  const { subject, body: text, html, action_label, name, variables, provider_template_id, provider_status, provider_reason, updated_at } = after;
  return ctx.commit(
    ownView(after),
    updateOne(t, before, { subject, body: text, html, action_label, name, variables, provider_template_id, provider_status, provider_reason, updated_at }),
    ctx.emit(templateEvents["template.updated"], { ...told(after), fields: Object.keys(body) }),
  );
}

const wordsIn = ({ variables: _, ...words }: z.output<typeof TemplatePatch>) => words;

/** A draft in another language: of the product's messages with the product's words, of a tenant's with the words to translate. */
export async function localize(ctx: Ctx, id: string, locale: Locale): Promise<View> {
  const place = placeOf(id);
  const [rows, known] = await ctx.read(templateById(id), familyQuery(place?.family ?? sql`(select family from message_templates where id = ${id})`));
  const source = place ? { ...place, name: nameOf(place.family), type: "transactional" as const, provider_template_id: null, provider_status: null, ...wordsOf(place.system, place.channel, locale) } : first(rows);
  if (source.locale === locale) throw invalid("locale", "It is in this language already.");
  const { family, channel, name, type, subject, body, html, action_label } = source, variables = place ? undefined : (first(rows).variables as New["variables"]);
  const { draft, system } = withVariables({ family, channel, locale, name, type, subject, body, html, action_label, variables: findTemplate(family) ? undefined : variables, provider_template_id: null, provider_status: null });
  const { removed: _, ...words } = await checkWords(draft, system);
  return addDraft(ctx, words, known);
}

/** The product's words have no row to change. */
export function refuseSystem(id: string): void {
  if (placeOf(id)) throw new AppError("CONFLICT", { reason: "These are the product's own words. Start a version of your own with POST /v1/notify/templates." });
}
