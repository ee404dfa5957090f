import { TOTP } from "otpauth";
import { expect } from "vitest";
import * as auth from "#worker/modules/auth/contract.ts";
import * as factors from "#worker/modules/auth/factors-contract.ts";
import { admin, type Answer, eventually, nobody } from "./harness.ts";
import { bearer, signIn, signUpVerified } from "./people.ts";

/** The code an authenticator app shows; `steps` away from now. */
export const codeOf = (secret: string, steps = 0): string => new TOTP({ secret }).generate({ timestamp: Date.now() + steps * 30_000 });

/** What a request without a second factor is told. */
export const challengeIn = (answer: Answer<any>): { challenge_token: string; methods: string[]; expires_in: number } => {
  expect(answer).toMatchObject({ status: 401, error: { code: "AUTH_2FA_REQUIRED" } });
  return answer.error!.details;
};

export const answerWith = (challenge_token: string, method: string, code: string): Promise<Answer<any>> => nobody.call(factors.finishLogin, { body: { challenge_token, method, code } });

/** Waits out the end of a time step, so that a test's codes are all of one. */
async function inOneStep(): Promise<void> {
  const left_ms = 30_000 - (Date.now() % 30_000);
  if (left_ms < 2500) await new Promise((resolve) => setTimeout(resolve, left_ms));
}

/** A new owner who signs in with an authenticator app; `mine` is a session from before it was switched on. */
export async function signUpWithApp() {
  const { email, tenant, user } = await signUpVerified();
  const mine = bearer((await signIn(email)).data.access_token);
  await inOneStep();
  const { secret } = (await nobody.call(factors.setupTotp, mine)).data;
  const confirmed = await nobody.call(factors.confirmTotp, { body: { code: codeOf(secret, -1) }, ...mine });
  expect(confirmed).toMatchObject({ status: 200, data: { enabled: true } });
  return { email, tenant_id: tenant.id as string, user_id: user.id as string, secret: secret as string, mine, backup_codes: confirmed.data.backup_codes as string[] };
}

/** The digits sent to a phone, oldest first. */
export const digitsSent = (phone: string, count = 1): Promise<string[]> =>
  eventually(async () => {
    const rows = await admin`select body_text from dev_mailbox where recipient = ${phone} order by created_at, id`;
    const found = rows.flatMap(({ body_text }) => /\b\d{6}\b/.exec(body_text as string)?.[0] ?? []);
    return found.length >= count && found;
  });

/** An Egyptian mobile number that nobody else in the run has. */
export const newPhone = (): string => `+2010${String(Math.floor(Math.random() * 1e8)).padStart(8, "0")}`;

export const sessionsOf = async (token: { headers: Record<string, string> }) => (await nobody.call(auth.listSessions, token)).data.items as any[];
