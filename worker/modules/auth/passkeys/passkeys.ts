import { generateRegistrationOptions, verifyRegistrationResponse } from "@simplewebauthn/server";
import { and, eq, sql } from "drizzle-orm";
import type * as z from "zod";
import { userPasskeys } from "#db/schema/identity.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { columns, db, deleteOne, first, updateOne } from "#worker/kernel/db.ts";
import { invalid } from "#worker/kernel/errors.ts";
import { packIds } from "#worker/kernel/ids.ts";
import { firstBackupCodes, insistProven, keep, ownQueries, readOwn } from "../factors/own.ts";
import { type addPasskey, Passkey, passkeyEvents } from "../passkeys-contract.ts";
import { answered, ask, knownQuery, origins, rpID } from "./assertion.ts";

const p = userPasskeys;
const shown = columns(p, Passkey);
const mine = (ctx: Ctx) => eq(p.user_id, ctx.user_id!);

/** Options to make a passkey, on a device that has none of the caller's yet. */
export async function options(ctx: Ctx) {
  const [me, , known] = await ctx.read(...ownQueries(ctx), knownQuery(ctx.user_id!));
  const own = first(me);
  const made = await generateRegistrationOptions({
    rpName: "M3Core", rpID: rpID(), userName: own.email, userDisplayName: own.email, userID: packIds(ctx.tenant_id, own.id),
    attestationType: "none", excludeCredentials: known, authenticatorSelection: { residentKey: "preferred", userVerification: "preferred" },
  });
  return ask(ctx.request_id, `passkey:${own.id}`, made);
}

/** Keeps a passkey. Who has a second factor already shows it again first: a stolen session must not leave a key behind. */
export async function add(ctx: Ctx, { name, credential }: z.output<NonNullable<typeof addPasskey.body>>) {
  const own = await readOwn(ctx);
  if (own.mfa.enrolled) await insistProven(ctx, own, {});
  const expectedChallenge = await answered(ctx.request_id, `passkey:${own.id}`, credential.response.clientDataJSON);
  if (!expectedChallenge) throw invalid("credential", "This passkey was not asked for, or too long ago. Start again.");
  const { verified, registrationInfo } = await verifyRegistrationResponse({
    response: credential as never, expectedChallenge, expectedOrigin: origins(), expectedRPID: rpID(), requireUserVerification: false,
  }).catch(() => ({ verified: false as const, registrationInfo: undefined }));
  if (!verified || !registrationInfo) throw invalid("credential", "This passkey could not be verified.");
  const { credential: made, credentialBackedUp: is_backed_up } = registrationInfo;
  const passkey = ctx.fresh({ name, is_backed_up, last_used_at: null });
  const { codes, hashes } = await firstBackupCodes(own);
  return ctx.commit(
    { passkey, backup_codes: codes },
    db.insert(p).values({ ...passkey, user_id: own.id, credential_id: made.id, public_key: Buffer.from(made.publicKey).toString("base64url"), counter: made.counter, transports: made.transports ?? [] }),
    ...(hashes ? [keep(own.id, { backup_codes: hashes })] : []),
    ctx.emit(passkeyEvents["passkey.added"], { user_id: own.id, passkey_id: passkey.id }),
  );
}

export async function list(ctx: Ctx) {
  const [items] = await ctx.read(db.select(shown).from(p).where(mine(ctx)).orderBy(sql`${p.created_at} desc, ${p.id} desc`));
  return { items };
}

export async function rename(ctx: Ctx, id: string, { name }: { name: string }) {
  const [rows] = await ctx.read(db.select(shown).from(p).where(and(eq(p.id, id), mine(ctx))));
  const before = first(rows), after = ctx.next(before, { name });
  return ctx.commit(after, updateOne(p, before, { name, updated_at: after.updated_at }), ctx.emit(passkeyEvents["passkey.renamed"], { user_id: ctx.user_id!, passkey_id: id }));
}

/** Removes a passkey of who has just shown a second factor. With the last factor go the backup codes. */
export async function remove(ctx: Ctx, id: string) {
  const [me, [secrets], rows] = await ctx.read(...ownQueries(ctx), db.select({ id: p.id, version: p.version }).from(p).where(and(eq(p.id, id), mine(ctx))));
  const own = { ...first(me), secrets }, passkey = first(rows);
  await insistProven(ctx, own, {});
  const { totp, sms, whatsapp, passkeys } = own.mfa;
  return ctx.commit(
    { id },
    deleteOne(p, passkey),
    ...(totp || sms || whatsapp || passkeys > 1 ? [] : [keep(own.id, { backup_codes: [] })]),
    ctx.emit(passkeyEvents["passkey.removed"], { user_id: own.id, passkey_id: id }),
  );
}
