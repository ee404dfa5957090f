import { eq } from "drizzle-orm";
import type * as z from "zod";
import { users } from "#db/schema/identity.ts";
import { auditEntry, type Statement } from "#worker/kernel/db.ts";
import { AppError } from "#worker/kernel/errors.ts";
import type { PublicCtx } from "#worker/kernel/http.ts";
import { readAcrossTenants, writeAcrossTenants } from "#worker/kernel/system.ts";
import { ACCESS_TOKEN_S, signAccessToken } from "./access-token.ts";
import { accountsByEmail, type FoundAccount, isUsable, shown, shownMfa } from "./accounts.ts";
import { addressOf, countFailure, insistUnlocked, lockQuery, passed, unlocked } from "./attempts.ts";
import { authEvents, type Credentials } from "./contract.ts";
import { setRefreshCookie } from "./cookie.ts";
import { countryOf } from "./devices.ts";
import { challenge } from "./factors/challenge.ts";
import { isPassword } from "./passwords.ts";
import { newSession } from "./sessions.ts";

/**
 * Signs in with an address and a password. A wrong password and an unknown address take the same work and get the same
 * answer; what else is wrong with an account is told only to who knows its password.
 */
export async function login(pub: PublicCtx, { email, password, tenant_id }: z.output<typeof Credentials>, request: Request, reply: Headers) {
  const address = await addressOf(email);
  const [found, lock] = await readAcrossTenants("sign-in", pub.request_id, accountsByEmail(email, tenant_id ? eq(users.tenant_id, tenant_id) : undefined), lockQuery(address));
  insistUnlocked(lock);
  const opened: FoundAccount[] = [];
  for (const account of found.length ? found : [undefined]) if (await isPassword(account?.password_hash, password)) opened.push(account!);
  if (!opened.length) {
    await Promise.all([countFailure(pub.request_id, address), ...found.map((account) => recordFailure(pub, account))]);
    throw new AppError("AUTH_INVALID_CREDENTIALS");
  }
  const usable = opened.filter((account) => isUsable(account) && account.email_verified_at);
  const [account] = usable;
  if (!account || usable.length > 1) {
    // The password was right: only where no lock forbids the guess is anything told. It forgets no failures: whoever has
    // an account of their own under this address, as anybody may start, would have as many guesses as they like.
    await writeAcrossTenants("sign-in", pub.request_id, unlocked(address));
    throw account ? new AppError("CONFLICT", { reason: "Several workspaces have this account. Send tenant_id.", tenants: usable.map(({ tenant: { id, name } }) => ({ id, name })) }) : refusalOf(opened);
  }
  return enter(pub, account, { request, reply, address, proof: [passed(address)] });
}

export interface Entrance {
  readonly request: Request;
  readonly reply: Headers;
  /** Under which failures of the second factor are counted. */
  readonly address: string;
  /** Spends, in the commit of the session, what let them in. Kept back while a second factor is still asked for. */
  readonly proof: readonly Statement[];
  /** A second factor was shown already. */
  readonly verified?: boolean;
}

/**
 * The one way to a session, whatever was shown first. Who has a second factor gets a challenge instead, as
 * AUTH_2FA_REQUIRED; nothing else makes sessions.
 */
export async function enter(pub: PublicCtx, account: FoundAccount, { request, reply, address, proof, verified = false }: Entrance) {
  const ctx = pub.as({ tenant_id: account.tenant_id, actor_id: `user:${account.id}` });
  if (account.mfa.enrolled && !verified) throw await challenge(ctx, account, address);
  const { session_id, token, statements } = await newSession(ctx, account.id, { country: countryOf(request), verified });
  const answer = await signedIn(account, session_id);
  await ctx.commit(answer, ...proof, ...statements);
  setRefreshCookie(reply, request, token);
  return answer;
}

/** What a sign-in and a refresh answer. */
export const signedIn = async (account: FoundAccount, session_id: string) => ({
  access_token: await signAccessToken({ tenant_id: account.tenant_id, user_id: account.id, session_id }),
  token_type: "Bearer" as const, expires_in: ACCESS_TOKEN_S, ...shown(account), mfa: shownMfa(account.mfa),
});

function refusalOf(opened: readonly FoundAccount[]): AppError {
  if (opened.some(isUsable)) return new AppError("AUTH_EMAIL_UNVERIFIED");
  return new AppError("FORBIDDEN", { reason: opened[0]!.status === "active" ? "This workspace is not active." : "This account is not active. Ask an admin of your workspace." });
}

function recordFailure(pub: PublicCtx, { tenant_id, id }: FoundAccount) {
  const ctx = pub.as({ tenant_id, actor_id: "system:sign-in" });
  return ctx.commit(null, ctx.emit(authEvents["auth.login_failed"], { user_id: id }), auditEntry("auth.login_failed", "users", id));
}
