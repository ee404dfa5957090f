import type * as z from "zod";
import { newId } from "#worker/kernel/ids.ts";
import * as auth from "#worker/modules/auth/contract.ts";
import { admin, type Answer, eventually, nobody } from "./harness.ts";

export const PASSWORD = "Palm-Hills-2026!";
export const newEmail = (name = "u") => `${name}-${newId()}@example.com`;

/** The tokens mailed to an address for a page, oldest first; waits until there are so many. */
export const tokensMailed = (email: string, page: string, count = 1): Promise<string[]> =>
  eventually(async () => {
    const rows = await admin`select payload->>'url' as text from messages_outbox where recipient = ${email} union all select body_text from dev_mailbox where recipient = ${email}`;
    const found = rows.flatMap(({ text }) => [...((text as string | null) ?? "").matchAll(new RegExp(`/${page}\\?token=([\\w-]+)`, "g"))].map((m) => m[1]!));
    const tokens = [...new Set(found)].sort((a, b) => idIn(a).localeCompare(idIn(b)));
    return tokens.length >= count && tokens;
  });
const idIn = (token: string) => Buffer.from(token, "base64url").subarray(16, 32).toString("hex");

/** A new workspace by its owner's own sign-up, not yet verified. */
export async function signUp(body: Partial<z.input<typeof auth.NewTenant>> = {}) {
  const email = newEmail("owner");
  const answer = await nobody.call(auth.registerSuperAdmin, { body: { tenant_name: "Nile & Gulf", full_name: "منى السيد", email, password: PASSWORD, ...body } });
  return { email, answer, ...(answer.data as { tenant: { id: string }; user: { id: string } }) };
}

/** The same, verified. */
export async function signUpVerified(body: Parameters<typeof signUp>[0] = {}) {
  const made = await signUp(body);
  const [token] = await tokensMailed(made.answer.data.user.email, "verify-email");
  await nobody.call(auth.verifyEmail, { body: { token } });
  return made;
}

export const signIn = (email: string, password = PASSWORD, more: { tenant_id?: string } = {}): Promise<Answer<any>> => nobody.call(auth.login, { body: { email, password, ...more } });
export const cookieOf = (answer: Answer<unknown>): string => /^m3_refresh=[^;]*/.exec(answer.headers.get("set-cookie") ?? "")?.[0] ?? "";
export const refreshWith = (cookie: string, headers: Record<string, string> = {}): Promise<Answer<any>> => nobody.call(auth.refresh, { headers: { cookie, ...headers } });
/** A call with an access token of one's own. */
export const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });
