import { and, eq, sql } from "drizzle-orm";
import { authChallenges } from "#db/schema/identity.ts";
import { assert, auditEntry, db, orFail } from "#worker/kernel/db.ts";
import { AppError } from "#worker/kernel/errors.ts";
import type { PublicCtx } from "#worker/kernel/http.ts";
import { macOf } from "#worker/kernel/seal.ts";
import { recipientsQuery } from "#worker/modules/notify/public.ts";
import { factorEvents } from "../factors-contract.ts";
import { newDigits, queueCode, RESEND_S, secondsUntil } from "../codes.ts";
import { type Challenge, methodsOf, openChallenge } from "./challenge.ts";

const c = authChallenges;
/** Of one account, whatever the number of challenges: nobody's phone is made to ring by who knows a password. */
const PER_HOUR = 6;

export const placeOfChallenge = ({ tenant_id, id }: Pick<Challenge, "tenant_id" | "id">) => ({ tenant_id, table: "auth_challenges", id });

/** Sends the code of a challenge to the verified phone; the one before stops working. */
export async function sendLoginCode(pub: PublicCtx, { challenge_token, method }: { challenge_token: string; method: "sms" | "whatsapp" }) {
  const { challenge, account } = await openChallenge(pub.request_id, challenge_token, { guess: false });
  if (!methodsOf(account).includes(method)) throw new AppError("CONFLICT", { reason: "This account does not use codes by this channel.", methods: methodsOf(account) });
  const wait_s = secondsUntil(pub.now, challenge.code_sent_at, RESEND_S);
  if (wait_s > 0) throw new AppError("RATE_LIMIT", { retry_after_s: wait_s });
  const ctx = pub.as({ tenant_id: account.tenant_id, actor_id: `user:${account.id}` });
  const [[recipient]] = await ctx.read(recipientsQuery(sql`array[${account.id}]::uuid[]`));
  const code = newDigits(), to = account.phone_e164!, expires_in = secondsUntil(pub.now, challenge.expires_at, 0);
  const recent = sql`(select sum(codes_sent) from auth_challenges where user_id = ${account.id} and created_at > now() - interval '1 hour')`;
  return ctx.commit(
    { sent: true as const, to: `•••• ${to.slice(-4)}`, expires_in, resend_in: RESEND_S },
    orFail(db.update(c).set({ code_hash: await macOf(code, placeOfChallenge(challenge)), code_channel: method, code_sent_at: ctx.now, codes_sent: sql`${c.codes_sent} + 1` })
      .where(and(eq(c.id, challenge.id), eq(c.codes_sent, challenge.codes_sent))).returning({ id: c.id }), "CONFLICT"),
    assert(sql`${recent} <= ${PER_HOUR}`, "RATE_LIMIT"),
    ...queueCode(ctx, recipient!, { channel: method, purpose: "sign_in", code, expires_s: expires_in, tenant_name: account.tenant.name }),
    ctx.emit(factorEvents["auth.challenge_code_sent"], { user_id: account.id, challenge_id: challenge.id, channel: method }),
    auditEntry("auth.challenge_code_sent", "users", account.id, { channel: method }),
  );
}
