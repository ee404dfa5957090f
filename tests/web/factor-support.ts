import { TOTP } from "otpauth";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { mailTo, type Stack, type Workspace } from "./support.ts";

/** The code that an authenticator app shows, `steps` of half a minute from now: a code that was used is not taken again. */
export const codeOf = (secret: string, steps = 0) => new TOTP({ secret }).generate({ timestamp: Date.now() + steps * 30_000 });

/** Switches an authenticator app on by the API; the code of the present step stays unused. */
export async function withApp({ api }: Workspace) {
  const { secret } = await api<{ secret: string }>("POST", "/v1/auth/totp/setup");
  const { backup_codes } = await api<{ backup_codes: string[] }>("POST", "/v1/auth/totp/confirm", { code: codeOf(secret, -1) });
  return { secret, backup_codes };
}

/** The newest six digits that were sent to a phone; messages travel through a queue. */
export async function digitsSent(stack: Stack, phone: string, count = 1): Promise<string> {
  const read = async () => (await mailTo(stack, phone)).flatMap(({ text }) => /\b\d{6}\b/.exec(text)?.[0] ?? []);
  await expect.poll(async () => (await read()).length, { timeout: 30_000, interval: 300 }).toBe(count);
  return (await read())[0]!;
}

/** A device that holds passkeys and confirms every question at once. */
export async function withAuthenticator(page: Page) {
  const client = await page.context().newCDPSession(page);
  await client.send("WebAuthn.enable", { enableUI: false });
  await client.send("WebAuthn.addVirtualAuthenticator", { options: { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true } });
}

/** Fills the sign-in form and sends it. */
export async function giveCredentials(page: Page, stack: Stack, { email, password }: Pick<Workspace, "email" | "password">) {
  await page.goto(`${stack.webUrl}/sign-in`);
  await page.locator("input[type=email]").fill(email);
  await page.locator("input[type=password]").fill(password);
  await page.locator("button[type=submit]").click();
}

/** Nothing on the page is wider than the window. */
export const fitsWindow = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
