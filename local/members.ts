import { setTimeout as sleep } from "node:timers/promises";
import { login, registerSuperAdmin, verifyEmail } from "#worker/modules/auth/contract.ts";
import { listMailbox } from "#worker/modules/dev-mailbox/contract.ts";
import { acceptInvite, inviteUser } from "#worker/modules/users/contract.ts";
import { Api } from "./api-client.ts";

export interface Member { readonly api: Api; readonly user_id: string; readonly tenant_id: string; readonly email: string }
interface Person { email: string; full_name: string; password: string }

/** The token in the link of the newest mail to an address that is later than `since`. Mail travels through a queue: waits up to 20 s. */
async function mailedToken(nobody: Api, to: string, since: number): Promise<string> {
  for (let waited = 0; waited < 20_000; waited += 200) {
    const { items } = await nobody.call(listMailbox, { query: { to } });
    const token = items.filter((mail) => Date.parse(mail.created_at) >= since).map((mail) => /[?&]token=([\w-]+)/.exec(mail.text)?.[1]).find(Boolean);
    if (token) return token;
    await sleep(200);
  }
  throw new Error(`No mail with a link reached ${to} within 20 seconds.`);
}

/** What scripts sign in from: the same kind of device as the browser of the tests, whose first sign-in is then no news to anybody. */
export const DEVICE = { "user-agent": "Mozilla/5.0 (X11; Linux x86_64)" };

/** Signs in with email and password. */
export async function signIn(url: string, { email, password }: Omit<Person, "full_name">): Promise<Member> {
  const signed = await new Api(url).call(login, { body: { email, password }, headers: DEVICE });
  return { api: new Api(url, signed.access_token), user_id: signed.user.id, tenant_id: signed.tenant.id, email };
}

/** Starts a workspace as a stranger would: sign-up, the link in the mail, sign-in. */
export async function signUp(url: string, person: Person & { tenant_name: string; country: "EG" | "AE"; locale?: "en" | "ar" }): Promise<Member> {
  const nobody = new Api(url), since = Date.now() - 1000;
  await nobody.call(registerSuperAdmin, { body: person });
  await nobody.call(verifyEmail, { body: { token: await mailedToken(nobody, person.email, since) } });
  return signIn(url, person);
}

/** Brings a colleague in: invitation, the link in the mail, sign-in. */
export async function bringIn(owner: Member, person: Person & { role_code: string }): Promise<Member> {
  const nobody = new Api(owner.api.url), since = Date.now() - 1000;
  const { email, full_name, role_code, password } = person;
  await owner.api.call(inviteUser, { body: { email, full_name, role_code } });
  await nobody.call(acceptInvite, { body: { token: await mailedToken(nobody, email, since), full_name, password } });
  return signIn(owner.api.url, person);
}
