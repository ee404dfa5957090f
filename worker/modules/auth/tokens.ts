import { env } from "cloudflare:workers";
import { and, eq, isNull, sql } from "drizzle-orm";
import { authTokens, users } from "#db/schema/identity.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db, type Statement } from "#worker/kernel/db.ts";
import { AppError } from "#worker/kernel/errors.ts";
import type { PublicCtx } from "#worker/kernel/http.ts";
import { newToken, readToken } from "#worker/kernel/ids.ts";
import { queueEmail } from "#worker/modules/notify/public.ts";
import { accountsWhere, type FoundAccount } from "./accounts.ts";

export type Purpose = "verify_email" | "reset_password";

const LINKS = {
  verify_email: { path: "/verify-email", expires_hours: 24, template_code: "auth.verify_email" },
  reset_password: { path: "/reset-password", expires_hours: 1, template_code: "auth.reset_password" },
} as const;

/** Other words, or another life, for a link of the same purpose. */
interface Wording { template_code?: "auth.password_reset_by_admin"; expires_hours?: number }

type Addressee = Pick<FoundAccount, "id" | "email" | "full_name" | "locale"> & { tenant: { name: string } };

/** A link that works once, in a mail. Links of the same purpose sent before stop working; of two at the same time, one is sent. */
export async function mailLink(ctx: Ctx, account: Addressee, purpose: Purpose, wording: Wording = {}): Promise<Statement[]> {
  const { path, expires_hours, template_code } = { ...LINKS[purpose], ...wording };
  const row = ctx.fresh({ user_id: account.id, purpose, expires_at: hoursFrom(ctx.now, expires_hours) });
  const { token, hash } = await newToken(ctx.tenant_id, row.id);
  return [
    db.update(authTokens).set({ used_at: ctx.now }).where(and(eq(authTokens.user_id, account.id), eq(authTokens.purpose, purpose), isNull(authTokens.used_at))),
    db.insert(authTokens).values({ ...row, token_hash: hash }),
    ...queueEmail(ctx, {
      to: account.email, locale: account.locale, template_code,
      payload: { full_name: account.full_name, tenant_name: account.tenant.name, url: `${env.APP_URL}${path}?token=${token}`, expires_hours },
    }),
  ];
}

/** True while fewer than five such links were sent within the hour: nobody's mailbox is filled by a stranger. */
export const maySend = (purpose: Purpose) =>
  sql`(select count(*) from auth_tokens sent where sent.tenant_id = ${users.tenant_id} and sent.user_id = ${users.id} and sent.purpose = ${purpose} and sent.created_at > now() - interval '1 hour') < 5`;

/** The account a link was sent to, and what spends the link in the commit that it allows. AUTH_TOKEN_INVALID when it is not good any more. */
export async function openLink(pub: PublicCtx, token: string, purpose: Purpose): Promise<{ ctx: Ctx; account: FoundAccount; spend: Statement }> {
  const named = await readToken(token);
  if (!named) throw new AppError("AUTH_TOKEN_INVALID");
  const { tenant_id, id, hash } = named;
  const living = sql`id = ${id} and token_hash = ${hash} and purpose = ${purpose} and used_at is null and expires_at > now()`;
  const [[account]] = await pub.as({ tenant_id, actor_id: "system:auth" }).read(accountsWhere(sql`${users.id} = (select user_id from auth_tokens where ${living})`));
  if (!account || !["active", "suspended"].includes(account.status)) throw new AppError("AUTH_TOKEN_INVALID");
  return {
    ctx: pub.as({ tenant_id, actor_id: `user:${account.id}` }), account,
    spend: db.execute(sql`with spent as (update auth_tokens set used_at = now() where ${living} returning id)
      select case when exists (select from spent) then true else app.fail('AUTH_TOKEN_INVALID') end`),
  };
}

export const hoursFrom = (now: string, hours: number): string => new Date(Date.parse(now) + hours * 3_600_000).toISOString();
