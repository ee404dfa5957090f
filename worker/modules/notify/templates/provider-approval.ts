import { eq, sql } from "drizzle-orm";
import { messageTemplates as t } from "#db/schema/notify.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db, first, type Statement, updateOne } from "#worker/kernel/db.ts";
import { AppError, invalid } from "#worker/kernel/errors.ts";
import { ProviderError } from "../adapters/adapter.ts";
import { providerDecides, templateBook } from "../adapters/index.ts";
import type { Known, Submission, TemplateBook } from "../adapters/whatsapp-templates.ts";
import { openAccount, rowOf } from "../sending/credentials.ts";
import { ownView, type View } from "./catalogue.ts";
import { pieces } from "./liquid.ts";
import { completed } from "./preview-template.ts";
import { render } from "./render.ts";
import { type OwnTemplate, ownWords } from "./resolve.ts";
import { refuseSystem, templateById, told } from "./save-template.ts";
import { templateEvents } from "./templates-contract.ts";

/** The tenant's own account with the WhatsApp provider, for the read of whoever asks it about templates. */
export const accountQuery = rowOf("infobip");

/** The provider's templates, through the account that messages leave by. */
async function bookOf([own]: Awaited<typeof accountQuery>): Promise<TemplateBook> {
  const account = own && (await openAccount(own).catch(() => { throw new AppError("PROVIDER_ERROR", { code: "PROVIDER_CREDENTIALS" }); }));
  return templateBook(account);
}

/** What a provider refuses is the caller's to mend where it is about the words; everything else is PROVIDER_ERROR. */
async function asking<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    if (error.fault === "message") throw new AppError("VALIDATION_FAILED", { code: error.code, issues: [{ path: "body", message: error.words ?? error.code }] });
    throw new AppError("PROVIDER_ERROR", { code: error.code });
  }
}

/** Every template that the provider has of this account. */
export const knownTemplates = async (own: Awaited<typeof accountQuery>): Promise<readonly Known[]> => asking((await bookOf(own)).list());

/**
 * Asks the provider to approve a version. Asked again after an answer that was lost, it finds the template there and
 * takes its state; one of that name with other words is a CONFLICT.
 */
export async function submit(ctx: Ctx, id: string): Promise<View> {
  refuseSystem(id);
  const [rows, own] = await ctx.read(templateById(id), accountQuery), before = first(rows), request = submissionOf(before);
  ctx.next(before, {});
  const book = await bookOf(own), there = (await asking(book.list())).find(isOf(request));
  if (there?.decision && there.text !== request.text) throw new AppError("CONFLICT", { reason: "WhatsApp has other words under this name. Give the version another name.", provider_template_id: request.name });
  const found = there?.decision ? there : await asking(book.submit(request));
  const after = ctx.next(before, { provider_template_id: request.name, provider_status: found.decision ?? "pending", provider_reason: found.reason, submitted_by: ctx.user_id, submitted_at: ctx.now });
  const { provider_template_id, provider_status, provider_reason, submitted_by, submitted_at, updated_at } = after;
  return ctx.commit(ownView(after), updateOne(t, before, { provider_template_id, provider_status, provider_reason, submitted_by, submitted_at, updated_at }), ctx.emit(templateEvents["template.submitted"], told(after)));
}

const isOf = ({ name, language }: { name: string | null; language: string }) => (one: Known) => one.name === name && one.language === language;

/** The words as the provider wants them, or why they cannot be submitted. */
function submissionOf(row: OwnTemplate): Submission {
  if (row.channel !== "whatsapp" || row.status !== "approved") throw new AppError("CONFLICT", { reason: "Only a WhatsApp version that is approved here is submitted.", channel: row.channel, status: row.status });
  if (row.provider_status === "pending" || row.provider_status === "approved") throw new AppError("CONFLICT", { reason: "It is submitted already.", provider_status: row.provider_status });
  const name = row.provider_template_id ?? `${row.family.replaceAll(".", "_")}_v${row.number}`;
  if (!/^[a-z0-9_]+$/.test(name)) throw invalid("provider_template_id", "WhatsApp takes small letters, digits and _ in a name.");
  const resolved = ownWords({ ...row, provider_template_id: name }), filled = render(resolved, completed(resolved).values).whatsapp_template;
  if (!filled) throw invalid("body", "The provider fills placeholders in their order, so words that branch cannot be submitted.");
  let placeholder = 0;
  const text = pieces(row.body).map((piece) => (piece.liquid ? `{{${++placeholder}}}` : piece.text)).join("").trim();
  return { name, language: row.locale, category: row.type === "marketing" ? "MARKETING" : "UTILITY", text, examples: filled.parameters };
}

/** Reads the provider's decision about one version now. Where no provider decides, there is nothing to read. */
export async function sync(ctx: Ctx, id: string): Promise<View> {
  refuseSystem(id);
  const [rows, own] = await ctx.read(templateById(id), accountQuery), before = first(rows);
  if (before.channel !== "whatsapp" || before.provider_template_id === null) throw new AppError("CONFLICT", { reason: "WhatsApp has not been asked about this version. Submit it first." });
  if (!providerDecides()) return ownView(before);
  const changed = decided(before, await knownTemplates(own));
  if (!changed) return ownView(before);
  return ctx.commit(ownView(ctx.next(before, changed)), ...recorded(ctx, before, changed));
}

type Decided = Pick<OwnTemplate, "provider_status" | "provider_reason">;

/** What the provider has decided meanwhile; undefined where that is nothing new. What it took a moment ago it may not list yet. */
export function decided(before: OwnTemplate, known: readonly Known[]): Decided | undefined {
  const found = known.find(isOf({ name: before.provider_template_id, language: before.locale }));
  if (!found && before.provider_status === "pending") return undefined;
  const now = { provider_status: found?.decision ?? null, provider_reason: found?.reason ?? null };
  return now.provider_status === before.provider_status && now.provider_reason === before.provider_reason ? undefined : now;
}

/** A decision as it is stored, with its event. */
export const recorded = (ctx: Ctx, before: OwnTemplate, changed: Decided): Statement[] => [
  updateOne(t, before, { ...changed, updated_at: ctx.now }),
  ctx.emit(templateEvents["template.provider_decided"], { ...told(before), ...changed }),
];

/** Versions that the provider may still decide about. */
export const openVersionsQuery = db.select().from(t).where(sql`${eq(t.status, "approved")} and ${t.provider_template_id} is not null and ${t.provider_status} in ('pending', 'approved', 'paused')`);
