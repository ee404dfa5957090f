import { env } from "cloudflare:workers";
import { and, eq, sql } from "drizzle-orm";
import type * as z from "zod";
import { channelOptIns } from "#db/schema/notify.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db, orFail, type Statement } from "#worker/kernel/db.ts";
import { AppError, invalid } from "#worker/kernel/errors.ts";
import type { PublicCtx } from "#worker/kernel/http.ts";
import { newToken, readToken } from "#worker/kernel/ids.ts";
import { consentOf } from "#worker/modules/privacy/public.ts";
import { deliver } from "../routing/deliver.ts";
import { type Facts, factsOf, factsQuery, policiesOf } from "../routing/facts.ts";
import { consentEvents, type optIn, OptIn, type optOut } from "./consent-contract.ts";
import { suppress, unsuppress } from "./suppress.ts";

const o = channelOptIns;
type Row = z.output<typeof OptIn>;
type Subject = Pick<Row, "subject_type" | "subject_id" | "channel">;

async function load(ctx: Ctx, { subject_type, subject_id, channel }: Subject) {
  if (subject_type === "user" && subject_id !== ctx.user_id && !ctx.can("notify.preferences.update.user")) throw new AppError("FORBIDDEN", { permission: "notify.preferences.update.user" });
  const wanted = subject_type === "user" ? { user_id: subject_id } : { contact_id: subject_id };
  const [found, [before]] = await ctx.read(factsQuery(wanted), db.select().from(o).where(and(eq(o.subject_type, subject_type), eq(o.subject_id, subject_id), eq(o.channel, channel))));
  return { facts: factsOf(found, wanted), before };
}

/** Stores what is said now: one row for each subject and channel, whose history the audit log has. */
function store(ctx: Ctx, before: { id: string; version: number; created_at: string } | undefined, values: Omit<typeof o.$inferInsert, "id">) {
  const row = { ...ctx.fresh(values), ...(before ? { id: before.id, version: before.version + 1, created_at: before.created_at } : {}) };
  const { id: _, created_at: __, ...set } = row;
  return { row, statement: db.insert(o).values(row).onConflictDoUpdate({ target: [o.tenant_id, o.subject_type, o.subject_id, o.channel], set: { ...set, version: sql`${o.version} + 1` } }) };
}

const shown = ({ token_hash: _, ...row }: typeof o.$inferInsert & object): Row => row as unknown as Row;

/** What follows once somebody has agreed: their own word that stood against it is lifted, and a contact's consent is on record. */
function agreed(ctx: Ctx, subject: Subject, facts: Facts, proof: string): Statement[] {
  const { channel, subject_id, subject_type } = subject, value = facts.addresses[channel];
  return [
    ...(value ? unsuppress(ctx, { channel, value, reasons: ["stop", "complaint", "unsubscribed"], at: ctx.now, on_record: subject_type === "contact" }) : []),
    ...(subject_type === "contact" ? consentOf(ctx, { contact_id: subject_id, channel, purpose: "marketing", status: "granted", proof }).statements
      : [ctx.emit(consentEvents["user.opted_in"], { user_id: subject_id, channel, purpose: "marketing" })]),
  ];
}

/** Marketing may be sent from now on; with double opt-in only once the link that goes out now was followed. */
export async function grant(ctx: Ctx, body: z.output<NonNullable<typeof optIn.body>>) {
  const { facts, before } = await load(ctx, body), { channel, consent_source, consent_text = null } = body;
  if (!facts.addresses[channel]) throw invalid("channel", "They have no address for this channel.");
  const base = { ...body, consent_text, consent_at: ctx.now, withdrawn_at: null }, proof = [consent_source, consent_text].filter(Boolean).join(": ");
  if (!policiesOf(facts).double_opt_in) {
    const { row, statement } = store(ctx, before, { ...base, status: "confirmed", confirmed_at: ctx.now, token_hash: null });
    return ctx.commit(shown(row), ...agreed(ctx, body, facts, proof), statement);
  }
  const id = before?.id ?? ctx.fresh({}).id, { token, hash } = await newToken(ctx.tenant_id, id);
  const { row, statement } = store(ctx, before ?? { id, version: 0, created_at: ctx.now }, { ...base, status: "pending", confirmed_at: null, token_hash: hash });
  const payload = { full_name: (facts.user ?? facts.contact)!.full_name, tenant_name: facts.tenant.name, url: `${env.APP_URL}/subscriptions/confirm?token=${token}` };
  const locale = (facts.user ?? facts.contact)?.locale ?? facts.tenant.locale;
  return ctx.commit(shown(row), statement,
    ...deliver(ctx, [{ facts, template_code: "consent.confirm", locale, payload, type: "transactional", wishes: [{ channel }], source: "consent" }]).statements,
    ctx.emit(consentEvents["consent.confirmation_sent"], { opt_in_id: id, channel }));
}

/** No marketing from now on. What they agreed to before stays on record. */
export async function withdraw(ctx: Ctx, body: z.output<NonNullable<typeof optOut.body>>) {
  const { facts, before } = await load(ctx, body), { subject_type, subject_id, channel, reason } = body, value = facts.addresses[channel];
  const { row, statement } = store(ctx, before, {
    subject_type, subject_id, channel, status: "withdrawn", consent_source: before?.consent_source ?? "opt-out", consent_text: before?.consent_text ?? null,
    consent_at: before?.consent_at ?? ctx.now, confirmed_at: before?.confirmed_at ?? null, withdrawn_at: ctx.now, token_hash: null,
  });
  return ctx.commit(shown(row), statement,
    ...(value ? suppress(ctx, { channel, value, reason: "unsubscribed", scope: "marketing", detail: reason, at: ctx.now, on_record: subject_type === "contact" }) : []),
    ...(subject_type === "contact" ? consentOf(ctx, { contact_id: subject_id, channel, purpose: "marketing", status: "withdrawn", proof: reason ?? "Opted out" }).statements
      : [ctx.emit(consentEvents["user.opted_out"], { user_id: subject_id, channel, purpose: "marketing" })]));
}

/** Follows the link of a double opt-in, once. */
export async function confirm(pub: PublicCtx, token: string) {
  const named = await readToken(token);
  if (!named) throw new AppError("AUTH_TOKEN_INVALID");
  const ctx = pub.as({ tenant_id: named.tenant_id, actor_id: "system:consent" });
  const [[row]] = await ctx.read(db.select().from(o).where(and(eq(o.id, named.id), eq(o.token_hash, named.hash), eq(o.status, "pending"))));
  if (!row) throw new AppError("AUTH_TOKEN_INVALID");
  const wanted = row.subject_type === "user" ? { user_id: row.subject_id } : { contact_id: row.subject_id };
  const [found] = await ctx.readAgain("Who agreed is known by the row of the link alone.", factsQuery(wanted));
  const facts = factsOf(found, wanted), proof = [row.consent_source, row.consent_text, "confirmed by link"].filter(Boolean).join(": ");
  return ctx.commit(
    { channel: row.channel, tenant_name: facts.tenant.name, confirmed: true as const },
    orFail(db.update(o).set({ status: "confirmed", confirmed_at: ctx.now, token_hash: null, updated_at: ctx.now, version: sql`${o.version} + 1` })
      .where(and(eq(o.id, row.id), eq(o.token_hash, named.hash))).returning({ id: o.id }), "AUTH_TOKEN_INVALID"),
    ...agreed(ctx, row, facts, proof),
  );
}
