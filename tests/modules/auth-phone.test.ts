import { expect, test } from "vitest";
import * as factors from "#worker/modules/auth/factors-contract.ts";
import { getMe } from "#worker/modules/me/contract.ts";
import { admin, newTenant } from "../support/harness.ts";
import { digitsSent, newPhone } from "../support/second-factor.ts";

const wrongOf = (code: string) => (code === "000000" ? "000001" : "000000");

test("a phone is verified by the code that was sent to it, in the person's language", async () => {
  const { owner, events, audit } = await newTenant(), phone = newPhone();
  await admin`update user_profiles set locale = 'ar' where id = ${owner.user_id}`;
  const started = await owner.ok(factors.startPhone, { body: { phone_e164: phone, channel: "whatsapp" } });
  const [code] = await digitsSent(phone);
  const [sent] = await admin`select channel, body_text from dev_mailbox where recipient = ${phone}`;
  expect(sent).toMatchObject({ channel: "whatsapp", body_text: expect.stringContaining("لتأكيد رقم هاتفك") });
  expect(await owner.call(factors.confirmPhone, { body: { code: wrongOf(code!) } })).toMatchObject({ status: 422, error: { details: { attempts_left: 4, issues: [{ path: "code" }] } } });
  await owner.ok(factors.confirmPhone, { body: { code: code! } });
  expect((await owner.ok(getMe)).user).toMatchObject({ phone_e164: phone, phone_verified_at: expect.any(String) });
  expect((await owner.call(factors.confirmPhone, { body: { code: code! } })).status).toBe(404);
  expect((await events()).filter((name) => name.startsWith("phone."))).toEqual(["phone.verify.started", "phone.verify.sent", "phone.verify.failed", "phone.verify.succeeded"]);
  expect((await audit()).map((row) => row["action"]).filter((action) => action.startsWith("phone."))).toEqual(["phone.verify.started", "phone.verify.failed", "phone.verify.succeeded"]);
  const [kept] = await admin`select code_hash from phone_verification where id = ${started.id}`;
  expect(kept!["code_hash"]).toMatch(/^m1\.k2\./);
});

test("five guesses, also at the same moment; then even the right code is too late", async () => {
  const { owner } = await newTenant(), phone = newPhone();
  await owner.ok(factors.startPhone, { body: { phone_e164: phone, channel: "sms" } });
  const [code] = await digitsSent(phone);
  const guesses = await Promise.all(Array.from({ length: 9 }, () => owner.call(factors.confirmPhone, { body: { code: wrongOf(code!) } })));
  expect(guesses.map((a) => a.status).sort()).toEqual([404, 404, 404, 404, 422, 422, 422, 422, 422]);
  expect((await owner.call(factors.confirmPhone, { body: { code: code! } })).status).toBe(404);
});

test("three starts an hour, also at the same moment; one resend a minute; ten minutes to answer", async () => {
  const { owner } = await newTenant(), phone = newPhone(), start = () => owner.call(factors.startPhone, { body: { phone_e164: phone, channel: "sms" } });
  const starts = await Promise.all([start(), start(), start(), start(), start()]);
  expect(starts.map((a) => a.status).sort()).toEqual([201, 201, 201, 429, 429]);
  const refused = starts.find((a) => a.error)!;
  expect(refused.error).toMatchObject({ code: "RATE_LIMIT" });
  expect(refused.error!.details.retry_after_s).toBeGreaterThan(3500);
  expect(await owner.call(factors.resendPhone)).toMatchObject({ status: 429, error: { details: { retry_after_s: expect.any(Number) } } });
  await admin`update phone_verification set sent_at = sent_at - interval '61 seconds' where user_id = ${owner.user_id}`;
  const before = await digitsSent(phone, 3);
  await owner.ok(factors.resendPhone);
  const after = await digitsSent(phone, 4);
  expect((await owner.call(factors.resendPhone)).status).toBe(429);
  const fresh = after.find((code) => !before.includes(code));
  await admin`update phone_verification set expires_at = now() where user_id = ${owner.user_id}`;
  expect((await owner.call(factors.confirmPhone, { body: { code: fresh ?? after[3]! } })).status).toBe(404);
});

test("a code that was cancelled, or was for another person, verifies nothing", async () => {
  const { owner, user } = await newTenant(), other = await user({ role: "staff" }), phone = newPhone();
  await owner.ok(factors.startPhone, { body: { phone_e164: phone, channel: "sms" } });
  const [code] = await digitsSent(phone);
  expect((await other.call(factors.confirmPhone, { body: { code: code! } })).status).toBe(404);
  expect(await owner.ok(factors.cancelPhone)).toEqual({ cancelled: true });
  expect((await owner.call(factors.confirmPhone, { body: { code: code! } })).status).toBe(404);
  expect((await owner.call(factors.cancelPhone)).status).toBe(404);
  expect(await owner.call(factors.startPhone, { body: { phone_e164: "+20123", channel: "sms" } })).toMatchObject({ status: 422, error: { details: { issues: [{ path: "phone_e164" }] } } });
});
