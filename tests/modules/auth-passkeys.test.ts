import { expect, test } from "vitest";
import * as factors from "#worker/modules/auth/factors-contract.ts";
import * as passkeys from "#worker/modules/auth/passkeys-contract.ts";
import { getMe } from "#worker/modules/me/contract.ts";
import { packIds } from "#worker/kernel/ids.ts";
import { admin, newTenant, nobody } from "../support/harness.ts";
import { newAuthenticator } from "../support/authenticator.ts";
import { bearer, cookieOf, signIn, signUpVerified } from "../support/people.ts";
import { answerWith, challengeIn, codeOf, signUpWithApp } from "../support/second-factor.ts";

type Authenticator = Awaited<ReturnType<typeof newAuthenticator>>;
type Headers = ReturnType<typeof bearer>;

async function addTo(mine: Headers, key: Authenticator, name = "Mona's phone") {
  const { options } = (await nobody.call(passkeys.passkeyOptions, mine)).data;
  return nobody.call(passkeys.addPasskey, { body: { name, credential: await key.create(options) }, ...mine });
}
const optionsFor = async (challenge_token?: string) => (await nobody.call(passkeys.passkeyLoginOptions, { body: challenge_token ? { challenge_token } : {} })).data.options;

async function signUpWithPasskey() {
  const { email, tenant, user } = await signUpVerified(), mine = bearer((await signIn(email)).data.access_token), key = await newAuthenticator();
  const added = await addTo(mine, key);
  expect(added).toMatchObject({ status: 201, data: { passkey: { name: "Mona's phone" } } });
  return { email, mine, key, tenant_id: tenant.id as string, user_id: user.id as string, passkey_id: added.data.passkey.id as string, backup_codes: added.data.backup_codes as string[] };
}

test("a passkey is a second factor after the password, and comes with backup codes", async () => {
  const { email, key, backup_codes } = await signUpWithPasskey();
  expect(backup_codes).toHaveLength(10);
  const { challenge_token, methods } = challengeIn(await signIn(email));
  expect(methods).toEqual(["passkey", "backup_code"]);
  const options = await optionsFor(challenge_token);
  expect(options.allowCredentials).toMatchObject([{ id: key.id }]);
  const finished = await nobody.call(factors.finishLogin, { body: { challenge_token, method: "passkey", credential: await key.get(options, { verifies: false }) } });
  expect(finished).toMatchObject({ status: 200, data: { mfa: { enrolled: true } } });
  expect((await answerWith(challengeIn(await signIn(email)).challenge_token, "backup_code", backup_codes[0]!)).status).toBe(200);
});

test("a passkey alone signs in, without a name and without a code", async () => {
  const { key, user_id } = await signUpWithPasskey();
  const options = await optionsFor();
  expect(options).toMatchObject({ userVerification: "required" });
  const credential = await key.get(options);
  const signed = await nobody.call(passkeys.passkeyLogin, { body: { credential } });
  expect(signed).toMatchObject({ status: 200, data: { user: { id: user_id } } });
  expect(cookieOf(signed)).not.toBe("");
  expect((await nobody.call(getMe, bearer(signed.data.access_token))).status).toBe(200);
  expect(await nobody.call(passkeys.passkeyLogin, { body: { credential } })).toMatchObject({ status: 401, error: { code: "AUTH_INVALID_CREDENTIALS" } });
});

test("what a passkey must not do: another site, no lock, another account, a copied counter, an old challenge", async () => {
  const { key, email, tenant_id } = await signUpWithPasskey(), other = await signUpWithPasskey();
  const attempts = {
    "another origin": { origin: "https://evil.example" }, "another relying party": { rpId: "evil.example" }, "the device was not unlocked": { verifies: false },
    "another account": { userHandle: Buffer.from(packIds(other.tenant_id, other.user_id)).toString("base64url") }, "no account": { userHandle: "AAAA" },
  };
  for (const [name, behaviour] of Object.entries(attempts))
    expect([name, (await nobody.call(passkeys.passkeyLogin, { body: { credential: await key.get(await optionsFor(), behaviour) } })).error?.code]).toEqual([name, "AUTH_INVALID_CREDENTIALS"]);
  expect((await nobody.call(passkeys.passkeyLogin, { body: { credential: await key.get({ challenge: "bWFkZS11cA" }) } })).status).toBe(401);
  expect((await nobody.call(passkeys.passkeyLogin, { body: { credential: await key.get(await optionsFor()) } })).status).toBe(200);
  expect((await nobody.call(passkeys.passkeyLogin, { body: { credential: await key.get(await optionsFor(), { counter: 1 }) } })).status).toBe(401);
  const first = challengeIn(await signIn(email)), options = await optionsFor(first.challenge_token);
  expect((await nobody.call(passkeys.passkeyLogin, { body: { credential: await key.get(options) } })).status).toBe(401);
  const { challenge_token } = challengeIn(await signIn(email));
  expect((await nobody.call(factors.finishLogin, { body: { challenge_token, method: "passkey", credential: await key.get(options) } })).status).toBe(401);
  expect(await admin`select count(*)::int as n from sessions where tenant_id = ${tenant_id}`).toEqual([{ n: 2 }]);
});

test("passkeys are listed, renamed and removed by their owner, after showing a factor", async () => {
  const { mine, passkey_id, email, key } = await signUpWithPasskey(), stranger = await newTenant(), params = { passkey_id };
  expect((await nobody.call(passkeys.renamePasskey, { params, body: { name: "هاتف منى" }, ...mine })).data).toMatchObject({ name: "هاتف منى", version: 2 });
  expect((await nobody.call(passkeys.listPasskeys, mine)).data.items).toMatchObject([{ id: passkey_id, name: "هاتف منى" }]);
  expect((await stranger.owner.call(passkeys.renamePasskey, { params, body: { name: "x" } })).status).toBe(404);
  expect(await nobody.call(passkeys.removePasskey, { params, ...mine })).toMatchObject({ status: 403, error: { details: { reason: "step_up_required" } } });
  expect(await addTo(mine, await newAuthenticator())).toMatchObject({ status: 403, error: { details: { reason: "step_up_required" } } });
  const signed = await nobody.call(passkeys.passkeyLogin, { body: { credential: await key.get(await optionsFor()) } }), fresh = bearer(signed.data.access_token);
  expect((await addTo(fresh, await newAuthenticator(), "Key")).data).toMatchObject({ passkey: { name: "Key" }, backup_codes: null });
  expect((await nobody.call(passkeys.addPasskey, { body: { name: "Again", credential: await key.create((await nobody.call(passkeys.passkeyOptions, fresh)).data.options) }, ...fresh })).status).toBe(409);
  for (const { id } of (await nobody.call(passkeys.listPasskeys, fresh)).data.items) expect((await nobody.call(passkeys.removePasskey, { params: { passkey_id: id }, ...fresh })).status).toBe(200);
  expect((await nobody.call(factors.getFactors, fresh)).data).toMatchObject({ passkeys: 0, backup_codes_left: 0, mfa: { enrolled: false } });
  expect((await signIn(email)).status).toBe(200);
});

test("a passkey that was not asked for, or was asked for by somebody else, is not kept", async () => {
  const { mine } = await signUpWithApp(), other = await newTenant(), key = await newAuthenticator();
  await nobody.call(factors.verifyTotp, { body: { code: "000000" }, ...mine });
  const { options } = await other.owner.ok(passkeys.passkeyOptions);
  const add = (credential: Awaited<ReturnType<Authenticator["create"]>>) => other.owner.call(passkeys.addPasskey, { body: { name: "x", credential } });
  expect(await add(await key.create({ ...options, challenge: "bWFkZS11cA" } as never))).toMatchObject({ status: 422, error: { details: { issues: [{ path: "credential" }] } } });
  expect((await add(await key.create(options as never, { origin: "https://evil.example" }))).status).toBe(422);
  expect((await add(await key.create(options as never))).status).toBe(422);
});

test("an app and a passkey may be had together, and either finishes a sign-in", async () => {
  const { email, secret, mine } = await signUpWithApp(), key = await newAuthenticator();
  await nobody.call(factors.verifyTotp, { body: { code: codeOf(secret) }, ...mine });
  expect((await addTo(mine, key)).data.backup_codes).toBeNull();
  const { challenge_token, methods } = challengeIn(await signIn(email));
  expect(methods).toEqual(["passkey", "totp", "backup_code"]);
  expect((await answerWith(challenge_token, "totp", codeOf(secret, 1))).status).toBe(200);
});

test("who has a passkey shows it again in place of a password or a code, and then changes how the account is guarded", async () => {
  const { mine, key, tenant_id, user_id } = await signUpWithPasskey();
  const remaking = () => nobody.call(factors.makeBackupCodes, mine);
  expect(await remaking()).toMatchObject({ status: 403, error: { details: { reason: "step_up_required", send: ["passkey", "password", "code"] } } });
  const { options } = (await nobody.call(passkeys.verifyPasskeyOptions, mine)).data;
  expect(options).toMatchObject({ userVerification: "required", allowCredentials: [{ id: key.id }] });
  const shown = await nobody.call(passkeys.verifyPasskey, { body: { credential: await key.get(options) }, ...mine });
  expect(shown).toMatchObject({ status: 200, data: { ok: true } });
  expect((await remaking()).data.backup_codes).toHaveLength(10);
  expect((await addTo(mine, await newAuthenticator(), "Key")).status).toBe(201);
  expect(await admin`select after_data->>'method' as method from audit_logs where tenant_id = ${tenant_id} and action = 'twofa.verified' and entity_id = ${user_id}`).toEqual([{ method: "passkey" }]);
});

test("a passkey shown for anything but this session proves nothing: another session, a sign-in, somebody else's, no lock, twice", async () => {
  const { mine, key, email } = await signUpWithPasskey(), other = await signUpWithPasskey();
  const ask = async (who = mine) => (await nobody.call(passkeys.verifyPasskeyOptions, who)).data.options;
  const show = (credential: Awaited<ReturnType<Authenticator["get"]>>, who = mine) => nobody.call(passkeys.verifyPasskey, { body: { credential }, ...who });
  const elsewhere = bearer((await nobody.call(passkeys.passkeyLogin, { body: { credential: await key.get(await optionsFor()) } })).data.access_token);
  const tries = {
    "another session": await key.get(await ask(elsewhere)), "a sign-in": await key.get(await optionsFor()), "a second step": await key.get(await optionsFor(challengeIn(await signIn(email)).challenge_token)),
    "somebody else's passkey": await other.key.get(await ask()), "the device was not unlocked": await key.get(await ask(), { verifies: false }), "another origin": await key.get(await ask(), { origin: "https://evil.example" }),
    "made up": await key.get({ challenge: "bWFkZS11cA" }),
  };
  for (const [name, credential] of Object.entries(tries)) expect([name, (await show(credential)).error?.code]).toEqual([name, "AUTH_2FA_INVALID_CODE"]);
  expect((await nobody.call(factors.makeBackupCodes, mine)).status).toBe(403);
  const credential = await key.get(await ask());
  expect((await nobody.call(passkeys.passkeyLogin, { body: { credential: await key.get(await ask()) } })).status).toBe(401);
  expect((await show(credential)).status).toBe(200);
  expect((await show(credential)).status).toBe(401);
  expect((await (await newTenant()).owner.call(passkeys.verifyPasskeyOptions)).error?.code).toBe("CONFLICT");
});
