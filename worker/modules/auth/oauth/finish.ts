import { eq, type SQL, sql } from "drizzle-orm";
import { jwtVerify } from "jose";
import * as oauth from "oauth4webapi";
import type * as z from "zod";
import { userIdentities, users } from "#db/schema/identity.ts";
import { auditEntry, db, type Statement } from "#worker/kernel/db.ts";
import { AppError } from "#worker/kernel/errors.ts";
import type { PublicCtx } from "#worker/kernel/http.ts";
import { newId } from "#worker/kernel/ids.ts";
import { describe, log } from "#worker/kernel/log.ts";
import { readAcrossTenants } from "#worker/kernel/system.ts";
import { accountsByEmail, accountsWhere, type FoundAccount, isUsable } from "../accounts.ts";
import { addressOf } from "../attempts.ts";
import { type finishOauth, identityEvents } from "../oauth-contract.ts";
import { enter } from "../sign-in.ts";
import { take } from "../states.ts";
import { overHttp, providerNamed, type ProviderSettings, redirectUri, serverOf } from "./providers.ts";
import { isSameBrowser, type Started } from "./start.ts";

/** All three sign with this one: a token that names another is not looked at. */
const ALGORITHM = "RS256";

interface Person { readonly subject: string; readonly email: string | undefined; readonly is_verified: boolean }

/**
 * Finishes a sign-in with a provider. An account is found by what it was linked to before; the first time by the address,
 * if both the provider and we have seen it proved. Its second factor is asked for as everywhere.
 */
export async function finish(pub: PublicCtx, { code, state, provider: named }: z.output<NonNullable<typeof finishOauth.body>>, request: Request, reply: Headers) {
  const started = await take<Started>(pub.request_id, "oauth", state);
  if (!started || !(await isSameBrowser(request, started)) || (named ?? started.provider) !== started.provider) throw failed("state");
  const provider = providerNamed(started.provider), person = await whoIs(provider, started, code, state);
  const { account, proof } = await accountOf(pub, provider, person, started.tenant_id);
  return enter(pub, account, { request, reply, address: await addressOf(account.email), proof });
}

/** Exchanges the code and reads the id_token: signature, algorithm, issuer, audience, nonce and times are all checked. */
async function whoIs(provider: ProviderSettings, { code_verifier, nonce }: Started, code: string, state: string): Promise<Person> {
  const { as, jwks } = await serverOf(provider), client = { client_id: provider.client_id, id_token_signed_response_alg: ALGORITHM };
  try {
    const callback = oauth.validateAuthResponse({ ...as, authorization_response_iss_parameter_supported: false }, client, new URLSearchParams({ code, state }), state);
    const response = await oauth.authorizationCodeGrantRequest(as, client, oauth.ClientSecretPost(provider.client_secret), callback, redirectUri(provider), code_verifier, overHttp(provider.issuer));
    const { id_token } = await oauth.processAuthorizationCodeResponse(as, client, response, { expectedNonce: nonce, requireIdToken: true });
    const { payload } = await jwtVerify(id_token!, jwks, { algorithms: [ALGORITHM], issuer: as.issuer, audience: provider.client_id, requiredClaims: ["sub", "exp"] });
    const { sub, email, email_verified } = payload as { sub: string; email?: string; email_verified?: boolean | string };
    return { subject: sub, email: email?.toLowerCase(), is_verified: email_verified === true || email_verified === "true" };
  } catch (error) {
    log("warn", "OAuth sign-in", { provider: provider.code, ...describe(error) });
    if (error instanceof TypeError || (error as Error).name === "TimeoutError") throw new AppError("PROVIDER_ERROR", { provider: provider.code, retryable: true });
    throw failed("provider");
  }
}

async function accountOf(pub: PublicCtx, { code: provider }: ProviderSettings, { subject, email, is_verified }: Person, tenant_id: string | undefined): Promise<{ account: FoundAccount; proof: Statement[] }> {
  const here: SQL | undefined = tenant_id ? eq(users.tenant_id, tenant_id) : undefined;
  const linkedTo = sql`exists (select from user_identities i where i.provider = ${provider} and i.subject = ${subject} and i.tenant_id = ${users.tenant_id} and i.user_id = ${users.id})`;
  const [linked, named] = await readAcrossTenants("sign-in", pub.request_id, accountsWhere(linkedTo, here).limit(20), accountsByEmail(email ?? "", here));
  if (linked.length) return { account: oneOf(linked.filter(isUsable)), proof: [] };
  if (!email || !is_verified) throw failed("email_unverified");
  const joined = named.filter((account) => account.status !== "invited");
  if (!joined.length) throw new AppError("AUTH_ACCOUNT_UNKNOWN", { email });
  if (!joined.some((account) => account.email_verified_at)) throw new AppError("AUTH_EMAIL_UNVERIFIED");
  const account = oneOf(joined.filter((a) => isUsable(a) && a.email_verified_at));
  const ctx = pub.as({ tenant_id: account.tenant_id, actor_id: `user:${account.id}` }), id = newId();
  return {
    account,
    proof: [
      db.insert(userIdentities).values({ id, tenant_id: account.tenant_id, user_id: account.id, provider, subject, email }),
      ctx.emit(identityEvents["user.identity_linked"], { user_id: account.id, identity_id: id, provider }),
      auditEntry("user.identity_linked", "users", account.id, { provider }),
    ],
  };
}

function oneOf(usable: readonly FoundAccount[]): FoundAccount {
  const [account] = usable;
  if (!account) throw new AppError("FORBIDDEN", { reason: "This account or its workspace is not active." });
  if (usable.length > 1) throw new AppError("CONFLICT", { reason: "Several workspaces have this account. Start again with tenant_id.", tenants: usable.map(({ tenant: { id, name } }) => ({ id, name })) });
  return account;
}

const failed = (reason: "state" | "provider" | "email_unverified") => new AppError("AUTH_OAUTH_FAILED", { reason });
