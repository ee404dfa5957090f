import { AxeBuilder } from "@axe-core/playwright";
import { mkdirSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import { chromium, type Browser, type BrowserContextOptions, type Page } from "playwright-core";
import { onTestFailed } from "vitest";
import { DEVICE } from "#local/members.ts";

/** Where the running product is: what tests/web/setup.ts provides. */
export interface Stack {
  apiUrl: string;
  webUrl: string;
  ownerUrl: string;
}
export type Language = "en" | "ar";

const FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const PASSWORD = "Seven green doors 84";
const ARTIFACTS = path.resolve(import.meta.dirname, "../../artifacts/web");

export const startBrowser = (executablePath: string): Promise<Browser> => chromium.launch({ executablePath, args: FLAGS });

export interface Workspace {
  tenant_id: string;
  user_id: string;
  email: string;
  password: string;
  /** Any call of the API as the owner; throws unless it succeeds. */
  api: <T = Record<string, any>>(method: string, route: string, body?: unknown) => Promise<T>;
}

/** A new workspace whose owner has confirmed their address; every test makes its own. */
export async function newWorkspace(stack: Stack, names: { tenant?: string; owner?: string } = {}): Promise<Workspace> {
  const email = `owner-${crypto.randomUUID()}@test.m3core.test`;
  const send = async <T>(token: string | undefined, method: string, route: string, body?: unknown): Promise<T> => {
    const headers: Record<string, string> = { "content-type": "application/json", ...DEVICE, ...(token ? { authorization: `Bearer ${token}` } : {}), ...(method === "POST" && token ? { "idempotency-key": crypto.randomUUID() } : {}) };
    const response = await fetch(`${stack.apiUrl}${route}`, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    const answer = (await response.json()) as { success: boolean; data: T; error?: unknown };
    if (!answer.success) throw new Error(`${method} ${route}: ${response.status} ${JSON.stringify(answer.error)}`);
    return answer.data;
  };
  const made = await send<{ tenant: { id: string }; user: { id: string } }>(undefined, "POST", "/v1/auth/register-super-admin", {
    tenant_name: names.tenant ?? "Nile Gate Realty", full_name: names.owner ?? "Karim Adel", email, password: PASSWORD, country: "EG",
  });
  await sql(stack, "update users set email_verified_at = now() where id = $1", [made.user.id]);
  const { access_token } = await send<{ access_token: string }>(undefined, "POST", "/v1/auth/login", { email, password: PASSWORD });
  return { tenant_id: made.tenant.id, user_id: made.user.id, email, password: PASSWORD, api: (method, route, body) => send(access_token, method, route, body) };
}

/** A statement as the owner of the database, for what the API does not do. */
export async function sql(stack: Stack, text: string, values: readonly unknown[] = []) {
  const client = new pg.Client(stack.ownerUrl);
  await client.connect();
  try {
    return (await client.query(text, [...values])).rows as Record<string, any>[];
  } finally {
    await client.end();
  }
}

interface Look {
  language?: Language;
  theme?: "light" | "dark";
  phone?: boolean;
  signedIn?: boolean;
}

/** A stranger's page in a language, theme and size; nothing moves, so that what is looked at stands still. What was on it is printed when its test fails. */
export async function openPage(browser: Browser, look: Look = {}): Promise<Page> {
  const size: BrowserContextOptions = look.phone ? { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } : { viewport: { width: 1440, height: 900 } };
  const context = await browser.newContext({ ...size, reducedMotion: "reduce", timezoneId: "Africa/Cairo" });
  await context.addInitScript(({ signedIn, ...chosen }) => {
    const key = "m3core.preferences";
    if (localStorage.getItem(key)) return;
    localStorage.setItem(key, JSON.stringify(chosen));
    if (signedIn) localStorage.setItem("m3core.signed-in", "1");
  }, { language: look.language ?? "en", theme: look.theme ?? "light", signedIn: look.signedIn ?? false });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  onTestFailed(async () => void process.stderr.write(`${page.url()}\n${await page.locator("body").ariaSnapshot({ timeout: 5_000 }).catch(String)}\n`));
  return page;
}

/** A page of somebody who has signed in before, with the session that the sign-in form would have left. */
export async function signIn(browser: Browser, stack: Stack, { email, password }: Pick<Workspace, "email" | "password">, look: Look = {}): Promise<Page> {
  const page = await openPage(browser, { ...look, signedIn: true });
  const answer = await page.context().request.post(`${stack.webUrl}/v1/auth/login`, { data: { email, password } });
  if (!answer.ok()) throw new Error(`Signing in answered ${answer.status()}: ${await answer.text()}`);
  await page.goto(stack.webUrl);
  await page.locator(".shell h1").first().waitFor();
  return page;
}

/** What was mailed to an address, newest first. */
export async function mailTo(stack: Stack, email: string): Promise<{ subject: string; text: string }[]> {
  const answer = (await (await fetch(`${stack.apiUrl}/dev/mailbox?to=${encodeURIComponent(email)}`)).json()) as { data: { items: { subject: string; text: string }[] } };
  return answer.data.items;
}

/** Serious and lesser accessibility problems of what is on screen, one line each; none is expected. A sandboxed frame runs no script, so what is in it cannot be looked at from outside. */
export async function accessibilityProblems(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).exclude("iframe[sandbox]").setLegacyMode().analyze();
  return violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help} at ${node.target.join(" ")}`));
}

/** Keeps a picture in artifacts/web, to be looked at. */
export async function shoot(page: Page, name: string) {
  mkdirSync(ARTIFACTS, { recursive: true });
  await page.screenshot({ path: path.join(ARTIFACTS, `${name}.png`) });
}
