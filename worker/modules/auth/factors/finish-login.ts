import type * as z from "zod";
import { auditEntry, type Statement } from "#worker/kernel/db.ts";
import { AppError } from "#worker/kernel/errors.ts";
import type { PublicCtx } from "#worker/kernel/http.ts";
import { isMac } from "#worker/kernel/seal.ts";
import { countFailure, passed } from "../attempts.ts";
import { factorEvents, type finishLogin as route } from "../factors-contract.ts";
import { passkeyQuery, spendAssertion } from "../passkeys/assertion.ts";
import { enter } from "../sign-in.ts";
import { ATTEMPTS, methodsOf, openChallenge, spendChallenge } from "./challenge.ts";
import { placeOfChallenge } from "./send-login-code.ts";
import { spendCode } from "./spend.ts";

type Answer = z.output<NonNullable<typeof route.body>>;
type Opened = Awaited<ReturnType<typeof openChallenge>>;

/** Finishes a sign-in with its second factor. A wrong one counts as a failed sign-in of the address and of the account. */
export async function finishLogin(pub: PublicCtx, answer: Answer, request: Request, reply: Headers) {
  const opened = await openChallenge(pub.request_id, answer.challenge_token, { guess: true });
  const { challenge, account } = opened;
  const spend = methodsOf(account).includes(answer.method) ? await proofOf(pub, answer, opened) : undefined;
  if (!spend) {
    const ctx = pub.as({ tenant_id: account.tenant_id, actor_id: "system:sign-in" });
    await Promise.all([
      ...challenge.lock_keys.map((key) => countFailure(pub.request_id, key)),
      ctx.commit(null, ctx.emit(factorEvents["auth.challenge_failed"], { user_id: account.id, challenge_id: challenge.id, method: answer.method }), auditEntry("auth.challenge_failed", "users", account.id, { method: answer.method })),
    ]);
    throw new AppError("AUTH_2FA_INVALID_CODE", { attempts_left: ATTEMPTS - challenge.attempts });
  }
  return enter(pub, account, { request, reply, address: challenge.lock_keys[0]!, verified: true, proof: [...challenge.lock_keys.map(passed), spendChallenge(challenge), ...spend] });
}

/** What spends the factor in the commit it allows; undefined when it is not the right one. */
async function proofOf(pub: PublicCtx, { method, code = "", credential }: Answer, { challenge, account, secrets }: Opened): Promise<Statement[] | undefined> {
  if (method === "passkey") {
    if (!credential) return undefined;
    const [[kept]] = await pub.as({ tenant_id: account.tenant_id, actor_id: "system:sign-in" }).read(passkeyQuery(account.id, credential));
    return spendAssertion(pub.request_id, credential, kept, `challenge:${challenge.id}`);
  }
  if (method === "sms" || method === "whatsapp") {
    const sent = challenge.code_channel === method && challenge.code_hash;
    return sent && (await isMac(sent, code, placeOfChallenge(challenge))) ? [] : undefined;
  }
  const spent = await spendCode(secrets, code, pub.now);
  return spent?.method === method ? [spent.spend] : undefined;
}
