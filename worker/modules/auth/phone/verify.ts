import { isValidPhoneNumber } from "libphonenumber-js/max";
import { and, eq, type SQL, sql } from "drizzle-orm";
import { phoneVerification, userProfiles } from "#db/schema/identity.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { auditEntry, db, first, orFail, send, type Statement } from "#worker/kernel/db.ts";
import { AppError, invalid } from "#worker/kernel/errors.ts";
import { isMac, macOf } from "#worker/kernel/seal.ts";
import { type Recipient, recipientsQuery } from "#worker/modules/notify/public.ts";
import { newDigits, queueCode, RESEND_S, secondsUntil } from "../codes.ts";
import { factorEvents } from "../factors-contract.ts";
import { type Own, ownQueries } from "../factors/own.ts";

const v = phoneVerification;
const LIVES_S = 600, ATTEMPTS = 5, STARTS_PER_HOUR = 3;
type Verification = typeof v.$inferSelect;
type Pending = Pick<Verification, "id" | "e164" | "channel" | "expires_at" | "sent_at" | "attempts">;

const placeOf = (ctx: Ctx, id: string) => ({ tenant_id: ctx.tenant_id, table: "phone_verification", id });
const isPending = (ctx: Ctx) => and(eq(v.user_id, ctx.user_id!), eq(v.status, "pending"));
const in10Minutes = (now: string) => new Date(Date.parse(now) + LIVES_S * 1000).toISOString();

const shown = ({ id, e164, channel, expires_at, sent_at, attempts }: Pending) =>
  ({ id, phone_e164: e164, channel, expires_at, resend_at: new Date(Date.parse(sent_at) + RESEND_S * 1000).toISOString(), attempts_left: ATTEMPTS - attempts });

/** The caller, to be told on the phone that is being verified. */
const calleeQuery = (ctx: Ctx, phone: SQL | string) => recipientsQuery(sql`array[${ctx.user_id}]::uuid[]`, phone);
const sendCode = (ctx: Ctx, own: Pick<Own, "id" | "tenant_name">, callee: Recipient, { id, channel }: Pending, code: string): Statement[] => [
  ...queueCode(ctx, callee, { channel, purpose: "verify_phone", code, expires_s: LIVES_S, tenant_name: own.tenant_name }),
  ctx.emit(factorEvents["phone.verify.sent"], { user_id: own.id, verification_id: id, channel }),
];

/** Sends a code to a phone. A new start replaces the one before; the fourth within the hour is refused, also of several at once. */
export async function start(ctx: Ctx, { phone_e164, channel }: { phone_e164: string; channel: "sms" | "whatsapp" }) {
  if (!isValidPhoneNumber(phone_e164)) throw invalid("phone_e164", "There is no such phone number.");
  const [me, , [callee]] = await ctx.read(...ownQueries(ctx), calleeQuery(ctx, phone_e164)), own = first(me);
  if ((own.mfa.sms || own.mfa.whatsapp) && phone_e164 !== own.phone_e164) throw new AppError("CONFLICT", { reason: "Codes to your present phone are a second factor. Disable them before you change the phone." });
  const code = newDigits(), row = ctx.fresh({ user_id: own.id, e164: phone_e164, channel, expires_at: in10Minutes(ctx.now), sent_at: ctx.now, attempts: 0 });
  const hour = sql`(select count(*) from phone_verification where user_id = ${own.id} and created_at > now() - interval '1 hour')`;
  const refusal = sql`'RATE_LIMIT ' || json_build_object('retry_after_s', (select greatest(1, ceil(extract(epoch from min(created_at) + interval '1 hour' - now()))) from phone_verification where user_id = ${own.id} and created_at > now() - interval '1 hour'))`;
  return ctx.commit(
    shown(row),
    db.execute(sql`select pg_advisory_xact_lock(hashtextextended('phone' || ${own.id}, 0))`),
    db.execute(sql`select case when ${hour} < ${STARTS_PER_HOUR} then true else app.fail(${refusal}) end`),
    db.update(v).set({ status: "revoked" }).where(isPending(ctx)),
    db.insert(v).values({ ...row, code_hash: await macOf(code, placeOf(ctx, row.id)) }),
    ctx.emit(factorEvents["phone.verify.started"], { user_id: own.id, verification_id: row.id, channel }),
    ...sendCode(ctx, own, callee!, row, code),
    auditEntry("phone.verify.started", "phone_verification", row.id, { channel }),
  );
}

/** A new code for the same phone, once a minute; attempts are not given back. */
export async function resend(ctx: Ctx) {
  const [me, , rows, [callee]] = await ctx.read(...ownQueries(ctx), db.select().from(v).where(and(isPending(ctx), sql`${v.expires_at} > now()`)),
    calleeQuery(ctx, sql`(select e164 from phone_verification where user_id = ${ctx.user_id} and status = 'pending' limit 1)`));
  const own = first(me), before = first(rows), wait_s = secondsUntil(ctx.now, before.sent_at, RESEND_S);
  if (wait_s > 0) throw new AppError("RATE_LIMIT", { retry_after_s: wait_s });
  const code = newDigits(), after = { ...before, sent_at: ctx.now, expires_at: in10Minutes(ctx.now) };
  return ctx.commit(
    shown(after),
    orFail(db.update(v).set({ code_hash: await macOf(code, placeOf(ctx, before.id)), sent_at: after.sent_at, expires_at: after.expires_at })
      .where(and(eq(v.id, before.id), eq(v.status, "pending"), eq(v.sent_at, before.sent_at))).returning({ id: v.id }), "CONFLICT"),
    ctx.emit(factorEvents["phone.verify.resend"], { user_id: own.id, verification_id: before.id, channel: before.channel }),
    ...sendCode(ctx, own, callee!, before, code),
    auditEntry("phone.verify.resend", "phone_verification", before.id),
  );
}

/** Confirms the phone. The attempt is counted before the code is looked at, so that guesses made at once are five too. */
export async function confirm(ctx: Ctx, { code, phone_e164 }: { code: string; phone_e164?: string | undefined }) {
  const isNamed = phone_e164 === undefined ? undefined : eq(v.e164, phone_e164);
  const claim = db.update(v).set({ attempts: sql`${v.attempts} + 1` }).where(and(isPending(ctx), isNamed, sql`${v.expires_at} > now()`, sql`${v.attempts} < ${ATTEMPTS}`)).returning();
  const [[found]] = await send("write", { ...ctx, role: "app_tenant" }, [claim] as const);
  if (!found) throw new AppError("NOT_FOUND", { reason: "No code is waiting, or it was wrong too often. Start again." });
  if (!(await isMac(found.code_hash, code, placeOf(ctx, found.id)))) {
    await send("write", { ...ctx, role: "app_tenant" }, [ctx.emit(factorEvents["phone.verify.failed"], { user_id: ctx.user_id!, verification_id: found.id }), auditEntry("phone.verify.failed", "phone_verification", found.id)]);
    throw new AppError("VALIDATION_FAILED", { issues: [{ path: "code", message: "This code is wrong." }], attempts_left: ATTEMPTS - found.attempts });
  }
  return ctx.commit(
    { phone_e164: found.e164, phone_verified_at: ctx.now },
    orFail(db.update(v).set({ status: "verified" }).where(and(eq(v.id, found.id), eq(v.status, "pending"))).returning({ id: v.id }), "NOT_FOUND"),
    db.update(userProfiles).set({ phone_e164: found.e164, phone_verified_at: ctx.now, updated_at: ctx.now, version: sql`${userProfiles.version} + 1` }).where(eq(userProfiles.id, ctx.user_id!)),
    ctx.emit(factorEvents["phone.verify.succeeded"], { user_id: ctx.user_id!, verification_id: found.id }),
    auditEntry("phone.verify.succeeded", "phone_verification", found.id),
  );
}

/** Forgets the code that was sent. */
export async function cancel(ctx: Ctx) {
  const [rows] = await ctx.read(db.select({ id: v.id }).from(v).where(isPending(ctx)));
  const { id } = first(rows);
  return ctx.commit(
    { cancelled: true as const },
    orFail(db.update(v).set({ status: "revoked" }).where(and(eq(v.id, id), eq(v.status, "pending"))).returning({ id: v.id }), "NOT_FOUND"),
    ctx.emit(factorEvents["phone.verify.cancelled"], { user_id: ctx.user_id!, verification_id: id }),
  );
}
