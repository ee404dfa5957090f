import { and, desc, eq, gt, isNull, sql } from "drizzle-orm";
import type * as z from "zod";
import { personalAccessTokens } from "#db/schema/identity.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { assert, auditEntry, db, first, updateOne } from "#worker/kernel/db.ts";
import { AppError } from "#worker/kernel/errors.ts";
import { newToken } from "#worker/kernel/ids.ts";
import { PREFIX } from "../access-token.ts";
import { hoursFrom } from "../tokens.ts";
import { type createToken, tokenEvents } from "../tokens-contract.ts";

const t = personalAccessTokens;
const MOST = 20;
const isLiving = (ctx: Ctx) => and(eq(t.user_id, ctx.user_id!), isNull(t.revoked_at), gt(t.expires_at, ctx.now));

/** A token for scripts, shown this once. It may do what is named here and its owner may do, whichever is less, at the time it is used. */
export async function create(ctx: Ctx, { name, permissions, expires_in_days }: z.output<NonNullable<typeof createToken.body>>) {
  const missing = permissions.filter((permission) => !ctx.can(permission));
  if (missing.length) throw new AppError("FORBIDDEN", { reason: "A token can be given only what you may do yourself.", permissions: missing });
  const row = ctx.fresh({ name, permissions: [...new Set(permissions)], expires_at: hoursFrom(ctx.now, expires_in_days * 24), last_used_at: null });
  const { token, hash } = await newToken(ctx.tenant_id, row.id);
  return ctx.commit(
    { ...row, token: `${PREFIX}${token}` },
    db.execute(sql`select pg_advisory_xact_lock(hashtextextended('tokens' || ${ctx.user_id!}, 0))`),
    db.insert(t).values({ ...row, user_id: ctx.user_id!, token_hash: hash }),
    assert(sql`(select count(*) from personal_access_tokens where user_id = ${ctx.user_id!} and revoked_at is null and expires_at > now()) <= ${MOST}`, "LIMIT_REACHED"),
    ctx.emit(tokenEvents["token.created"], { user_id: ctx.user_id!, token_id: row.id }),
    auditEntry("token.created", "personal_access_tokens", row.id, { name, permissions }),
  );
}

export async function list(ctx: Ctx) {
  const columns = { id: t.id, name: t.name, permissions: t.permissions, created_at: t.created_at, expires_at: t.expires_at, last_used_at: t.last_used_at };
  const [items] = await ctx.read(db.select(columns).from(t).where(isLiving(ctx)).orderBy(desc(t.created_at), desc(t.id)));
  return { items };
}

/** Revokes a token of the caller: the gate forgets it before the answer is sent. */
export async function revoke(ctx: Ctx, id: string) {
  const [rows] = await ctx.read(db.select({ id: t.id, version: t.version }).from(t).where(and(eq(t.id, id), isLiving(ctx))));
  return ctx.commit(
    { id },
    updateOne(t, first(rows), { revoked_at: ctx.now }),
    ctx.emit(tokenEvents["token.revoked"], { user_id: ctx.user_id!, token_id: id }),
    auditEntry("token.revoked", "personal_access_tokens", id),
  );
}
