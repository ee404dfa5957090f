import type * as z from "zod";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { first } from "#worker/kernel/db.ts";
import { placeOf } from "./catalogue.ts";
import { checkWords } from "./check-words.ts";
import { exampleFor } from "./examples.ts";
import type { Look } from "./layout.ts";
import { render, renderInbox } from "./render.ts";
import { lacks, ownWords, type Resolved, systemWords } from "./resolve.ts";
import { templateById, withVariables } from "./save-template.ts";
import { segmentsOf } from "./segments.ts";
import type { NewTemplate, Preview } from "./templates-contract.ts";
import { examplesOf } from "./variables.ts";

type Shown = z.output<typeof Preview>;
type Payload = Record<string, unknown>;
interface Asked { payload?: Payload | undefined; look?: Look | undefined }

/** The payload, and the examples for what it lacks; with what it lacks. */
export function completed(resolved: Resolved, payload: Payload = {}): { values: Payload; missing: string[] } {
  const missing = lacks(resolved, payload), unsubscribe_url = exampleFor("unsubscribe_url", resolved.locale);
  const examples = { ...(resolved.type === "marketing" ? { unsubscribe_url } : {}), ...examplesOf(resolved.variables) };
  return { missing, values: { ...examples, ...Object.fromEntries(Object.entries(payload).filter(([name]) => !missing.includes(name))) } };
}

/** As it would be sent. */
export function show(resolved: Resolved, payload: Payload | undefined, { look, removed = [] }: { look?: Look | undefined; removed?: string[] } = {}): Shown {
  const { family, channel, locale } = resolved, { values, missing } = completed(resolved, payload);
  const base = { family, channel, locale, missing, removed, inbox: null, sms: null, provider_parameters: null, html: null };
  if (channel === "inbox") {
    const inbox = renderInbox(resolved, values);
    return { ...base, subject: inbox.title, text: inbox.body, inbox };
  }
  const { subject, text, html, whatsapp_template } = render(resolved, values, look);
  return { ...base, subject, text, html: html || null, sms: channel === "sms" ? segmentsOf(text) : null, provider_parameters: whatsapp_template?.parameters ?? null };
}

/** The version with this id: a tenant's, or the product's own words. */
export async function resolvedOf(ctx: Ctx, id: string): Promise<Resolved> {
  const place = placeOf(id);
  if (place) return systemWords(place.system, place.channel, place.locale);
  const [rows] = await ctx.read(templateById(id));
  return ownWords(first(rows));
}

export const preview = async (ctx: Ctx, id: string, { payload, look }: Asked): Promise<Shown> => show(await resolvedOf(ctx, id), payload, { look });

export async function previewWords({ payload, look, ...body }: z.output<typeof NewTemplate> & Asked): Promise<Shown> {
  const { draft, system } = withVariables(body), { removed, ...words } = await checkWords(draft, system), { family, channel, locale, type, variables } = words;
  return show({ id: "", family, channel, locale, words, type, variables, system, is_own: true, provider_template: words.provider_template_id }, payload, { look, removed });
}
