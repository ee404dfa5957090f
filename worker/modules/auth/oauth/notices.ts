import { and, eq, lte, sql } from "drizzle-orm";
import { decodeJwt, jwtVerify } from "jose";
import * as z from "zod";
import { userIdentities } from "#db/schema/identity.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { auditEntry, db, orFail } from "#worker/kernel/db.ts";
import { AppError } from "#worker/kernel/errors.ts";
import { describe, log } from "#worker/kernel/log.ts";
import { readAcrossTenants } from "#worker/kernel/system.ts";
import { identityEvents, Provider } from "../oauth-contract.ts";
import { endSessions } from "../sessions.ts";
import { providers, serverOf } from "./providers.ts";

const ALGORITHM = "RS256";

/** What a provider says of somebody's account with it. */
export const Notice = z.object({ provider: Provider, type: z.string(), subject: z.string().min(1), at: z.iso.datetime() });
export type Notice = z.output<typeof Notice>;

/** Apple's claim is JSON within JSON. */
const Events = z.preprocess((events) => (typeof events === "string" ? JSON.parse(events) as unknown : events), z.looseObject({ type: z.string().max(100), sub: z.string().min(1).max(500), event_time: z.number().optional() }));

/** A notice that a provider of ours has signed for us, and its id. AUTH_UNAUTHORIZED for any other. */
export async function readNotice(token: string): Promise<{ id: string; notice: Notice }> {
  try {
    const said = decodeJwt(token), audiences = [said.aud].flat();
    const provider = providers().find(({ issuer, client_id }) => said.iss !== undefined && new URL(said.iss).href === issuer.href && audiences.includes(client_id));
    if (!provider) throw new Error("Of no provider of ours.");
    const { as, jwks } = await serverOf(provider);
    const { payload } = await jwtVerify(token, jwks, { algorithms: [ALGORITHM], issuer: as.issuer, audience: provider.client_id, requiredClaims: ["iat", "jti", "events"] });
    const { type, sub: subject, event_time } = Events.parse(payload["events"]);
    // Apple counts in seconds or in milliseconds.
    const ms = event_time === undefined ? payload.iat! * 1000 : event_time > 1e11 ? event_time : event_time * 1000;
    return { id: payload.jti!, notice: { provider: provider.code, type, subject, at: new Date(ms).toISOString() } };
  } catch (error) {
    if (error instanceof AppError) throw error;
    log("warn", "OAuth notice", describe(error));
    throw new AppError("AUTH_UNAUTHORIZED", { reason: "This is not signed for us by a provider of ours." });
  }
}

/** The person has taken back the permission to be signed in here, or has no account with the provider any more. */
const ENDS: ReadonlySet<string> = new Set(["consent-revoked", "account-delete", "account-deleted"]);

/** Whom a notice that ends something concerns, in every tenant. A link that was made after it stays. */
export async function concernedBy({ provider, type, subject, at }: Notice, request_id: string) {
  if (!ENDS.has(type)) return [];
  const i = userIdentities;
  const [found] = await readAcrossTenants("oauth-notice", request_id, db.select({ tenant_id: i.tenant_id, id: i.id, user_id: i.user_id }).from(i)
    .where(and(eq(i.provider, provider), eq(i.subject, subject), lte(i.created_at, sql`${at}::timestamptz`))));
  return found;
}

/** Takes the link away and ends every session of the account: it is opened by its other ways in alone. */
export async function unlink(ctx: Ctx, { id, user_id }: { id: string; user_id: string }, { provider, type }: Notice): Promise<void> {
  await ctx.commit(null,
    orFail(db.delete(userIdentities).where(eq(userIdentities.id, id)).returning({ id: userIdentities.id }), "NOT_FOUND"),
    ctx.emit(identityEvents["user.identity_unlinked"], { user_id, identity_id: id, provider, reason: type }),
    auditEntry("user.identity_unlinked", "users", user_id, { provider, reason: type }),
    ...endSessions(ctx, { user_id, reason: "identity_unlinked" }));
}
