import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { brevo } from "#local/hooks/brevo.ts";
import { type Env, type Hook, runHook } from "#local/hooks/hook.ts";
import { infobip } from "#local/hooks/infobip.ts";
import { stripe } from "#local/hooks/stripe.ts";
import { ROOT } from "#local/paths.ts";
import { startStripeDouble, type StripeDouble } from "../doubles/stripe.ts";

const folder = mkdtempSync(path.join(tmpdir(), "m3core-hooks-"));
let double: StripeDouble;
beforeAll(async () => { double = await startStripeDouble(); });
afterAll(async () => { await double.stop(); rmSync(folder, { recursive: true }); });

/** A deployment that stores what carries the secret. */
async function deployment() {
  const received: unknown[] = [];
  const server = createServer((request, response) => {
    let text = "";
    request.setEncoding("utf8").on("data", (chunk: string) => (text += chunk)).on("end", () => {
      const allowed = request.headers["x-webhook-signature"] === "whsec_sbx";
      if (allowed) received.push({ url: request.url, body: JSON.parse(text) as unknown });
      response.writeHead(allowed ? 200 : 401).end(JSON.stringify(allowed ? { success: true, data: { accepted: 1, refused: 0 }, error: null } : { success: false, data: null, error: { code: "AUTH_UNAUTHORIZED" } }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, received, [Symbol.asyncDispose]: () => new Promise<void>((resolve) => { server.close(() => resolve()); server.closeAllConnections(); }) };
}

async function run(provider: string, hook: Hook, env: Env) {
  const lines: string[] = [], ok = await runHook(provider, hook, env, folder, (line) => lines.push(line));
  const text = readFileSync(path.join(folder, `${provider}.json`), "utf8");
  return { ok, lines, text, transcript: JSON.parse(text) as { ok: boolean; steps: { name: string; ok: boolean; note: string; exchanges: any[] }[]; left_out: string[] } };
}
const names = (steps: { name: string; ok: boolean }[]) => steps.map(({ name, ok }) => [name, ok]);

const BREVO = () => ({ BREVO_API_KEY: "sbx_brevo_key", BREVO_BASE_URL: inject("brevoUrl"), EMAIL_FROM: "M3Core <no-reply@m3core.test>", EMAIL_TEST: "user+test@m3labs.dev" });
const INFOBIP = () => ({ INFOBIP_API_KEY: "sbx_infobip_key", INFOBIP_BASE_URL: inject("infobipUrl"), SMS_TEST_E164: "+201000000001", WA_TEST_E164: "+201000000002" });
const STRIPE = () => ({ STRIPE_API_KEY: "sk_test_secret", STRIPE_BASE_URL: double.url, STRIPE_PRICE_BASIC: "price_test_basic_123", EMAIL_TEST: "user+test@m3labs.dev" });

describe("npm run hooks:*", () => {
  test("brevo: sends to the sandbox, knows a wrong key and replays a report; its transcript keeps no key and no address", async () => {
    await using crm = await deployment();
    const { ok, text, transcript } = await run("brevo", brevo, { ...BREVO(), CRM_URL: crm.url, WEBHOOK_SECRET_BREVO: "whsec_sbx" });
    expect([ok, transcript.ok, names(transcript.steps)]).toEqual([true, true, [["email accepted", true], ["a wrong key is refused as one", true], ["delivery report replayed", true]]]);
    expect(transcript.steps[0]!.exchanges).toMatchObject([{ request: { method: "POST", headers: { "api-key": "***" } }, response: { status: 201 } }]);
    expect(JSON.parse(transcript.steps[0]!.exchanges[0].request.body)).toMatchObject({ to: [{ email: "u***@m3labs.dev" }], headers: { "X-Sib-Sandbox": "drop" } });
    expect(crm.received).toMatchObject([{ url: "/v1/webhooks/brevo", body: [{ event: "delivered", messageId: expect.stringContaining("@smtp-relay.mailin.fr") }] }]);
    for (const secret of ["sbx_brevo_key", "whsec_sbx", "user+test@", "no-reply@"]) expect(text).not.toContain(secret);
  });

  test("infobip: SMS, WhatsApp and a report, with numbers masked", async () => {
    await using crm = await deployment();
    const { ok, text, transcript } = await run("infobip", infobip, { ...INFOBIP(), CRM_URL: crm.url, WEBHOOK_SECRET_INFOBIP: "whsec_sbx" });
    expect([ok, names(transcript.steps)]).toEqual([true, [["SMS accepted", true], ["a wrong key is refused as one", true], ["WhatsApp text accepted", true], ["delivery report replayed", true]]]);
    expect(crm.received).toMatchObject([{ url: "/v1/webhooks/infobip", body: [{ results: [{ messageId: transcript.steps[0]!.note, to: "+201000000001" }] }] }]);
    for (const secret of ["sbx_infobip_key", "whsec_sbx", "201000000001", "201000000002"]) expect(text).not.toContain(secret);
  });

  test("stripe: makes a customer, looks the price up and removes the customer again; nothing but test mode will do", async () => {
    const { ok, text, transcript } = await run("stripe", stripe, STRIPE());
    expect([ok, transcript.steps.map((step) => step.ok), [...double.customers]]).toEqual([true, [true, true, true, true], []]);
    for (const secret of ["sk_test_secret", btoa("sk_test_secret:"), "user+test@"]) expect(text).not.toContain(secret);
    await expect(run("stripe", stripe, { ...STRIPE(), STRIPE_API_KEY: "sk_live_secret" })).rejects.toThrow("test mode");
  });

  test("what does not hold fails, says why, and is in the transcript", async () => {
    const wrongPrice = await run("stripe", stripe, { ...STRIPE(), STRIPE_PRICE_BASIC: "price_gone" });
    expect([wrongPrice.ok, wrongPrice.lines[1]]).toEqual([false, "FAILED  price is there, and recurs: 404 resource_missing"]);
    const throttled = await run("infobip", infobip, { ...INFOBIP(), SMS_TEST_E164: "+201000009429" });
    expect([throttled.ok, throttled.transcript.steps[0]]).toMatchObject([false, { ok: false, note: "infobip.e429", exchanges: [{ response: { status: 429 } }] }]);
    await using crm = await deployment();
    const refused = await run("brevo", brevo, { ...BREVO(), CRM_URL: crm.url, WEBHOOK_SECRET_BREVO: "another" });
    expect(refused.lines.at(-2)).toBe("FAILED  delivery report replayed: 401 AUTH_UNAUTHORIZED");
  });

  test("says plainly what it lacks and what it leaves out", async () => {
    const { ok, transcript } = await run("infobip", infobip, { ...INFOBIP(), WA_TEST_E164: undefined });
    expect([ok, transcript.left_out]).toEqual([true, [expect.stringContaining("WA_TEST_E164"), expect.stringContaining("CRM_URL and WEBHOOK_SECRET_INFOBIP")]]);
    const { status, stderr } = spawnSync(process.execPath, ["--experimental-strip-types", "--disable-warning=ExperimentalWarning", path.join(ROOT, "local/hooks.ts"), "brevo"], { encoding: "utf8", env: { PATH: process.env["PATH"] } });
    expect([status, stderr]).toEqual([1, expect.stringMatching(/hooks:brevo needs:[\s\S]*BREVO_API_KEY[\s\S]*EMAIL_FROM[\s\S]*EMAIL_TEST/)]);
  });
});
