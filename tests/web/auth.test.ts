import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { Browser, Page } from "playwright-core";
import { accessibilityProblems, shoot, startBrowser, type Language } from "./support.ts";

const stack = { apiUrl: inject("apiUrl"), webUrl: inject("webUrl"), ownerUrl: inject("ownerUrl") };
let browser: Browser;
beforeAll(async () => { browser = await startBrowser(inject("chromium")); });
afterAll(() => browser.close());

const FIRST = "Seven green doors 84", SECOND = "Eight blue windows 19";
const WORDS = {
  en: { company: "Company name", name: "Your full name", email: "Work email", password: "Password", newPassword: "New password", create: "Create account", sent: "Check your mail", confirmed: "Email confirmed", signIn: "Sign in", wrong: "The email or the password does not match.", send: "Send the link", save: "Save and sign in", changed: "Password changed. Sign in with the new one.", account: "Your account", signOut: "Sign out" },
  ar: { company: "اسم الشركة", name: "اسمك الكامل", email: "بريد العمل", password: "كلمة المرور", newPassword: "كلمة المرور الجديدة", create: "إنشاء الحساب", sent: "راجع بريدك", confirmed: "تأكّد البريد", signIn: "تسجيل الدخول", wrong: "", send: "", save: "", changed: "", account: "حسابك", signOut: "تسجيل الخروج" },
} satisfies Record<Language, Record<string, string>>;

/** A stranger's browser in a language. */
async function stranger(language: Language): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, reducedMotion: "reduce" });
  await context.addInitScript((chosen) => localStorage.getItem("m3core.preferences") ?? localStorage.setItem("m3core.preferences", JSON.stringify({ language: chosen, theme: "light" })), language);
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  return page;
}

/** The link of the newest mail to an address that leads to a path; mail travels through a queue. */
async function mailedLink(email: string, path: string): Promise<string> {
  const read = async () => {
    const answer = (await (await fetch(`${stack.apiUrl}/dev/mailbox?to=${encodeURIComponent(email)}`)).json()) as { data: { items: { text: string }[] } };
    return answer.data.items.map(({ text }) => new RegExp(`${path}\\?token=[\\w-]+`).exec(text)?.[0]).find(Boolean);
  };
  await expect.poll(read, { timeout: 30_000, interval: 300 }).toBeTruthy();
  return `${stack.webUrl}${await read()}`;
}

async function signUp(page: Page, language: Language, email: string) {
  const words = WORDS[language];
  await page.goto(`${stack.webUrl}/sign-up`);
  await page.getByLabel(words.company).fill(language === "ar" ? "بوابة النيل" : "Nile Gate Realty");
  await page.getByLabel(words.name).fill(language === "ar" ? "منى السيد" : "Karim Adel");
  await page.getByLabel(words.email).fill(email);
  await page.getByLabel(words.password, { exact: true }).fill(FIRST);
  expect(await accessibilityProblems(page)).toEqual([]);
  await shoot(page, `sign-up-${language}`);
  await page.getByRole("button", { name: words.create }).click();
  await page.getByRole("heading", { name: words.sent }).waitFor();
  await page.goto(await mailedLink(email, "/verify-email"));
  await page.getByRole("heading", { name: words.confirmed }).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
}

async function signIn(page: Page, language: Language, email: string, password: string) {
  await page.goto(`${stack.webUrl}/sign-in`);
  await page.getByLabel(WORDS[language].email).fill(email);
  await page.getByLabel(WORDS[language].password, { exact: true }).fill(password);
  await page.locator("button[type=submit]").click();
}

async function signOut(page: Page, language: Language) {
  await page.getByRole("button", { name: WORDS[language].account }).click();
  await page.getByRole("menuitem", { name: WORDS[language].signOut }).click();
  await page.waitForURL(/\/sign-in/);
}

describe("a stranger becomes the owner of a workspace", { timeout: 180_000 }, () => {
  it("signs up, confirms the address, signs in, mistypes, resets the password and signs out", async () => {
    const email = `owner-${crypto.randomUUID()}@test.m3core.test`, words = WORDS.en;
    const page = await stranger("en");
    await signUp(page, "en", email);

    await signIn(page, "en", email, "not the right words 1");
    await page.getByText(words.wrong).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await shoot(page, "sign-in-wrong-en");

    await page.getByLabel(words.password, { exact: true }).fill(FIRST);
    await page.locator("button[type=submit]").click();
    await page.locator(".shell").waitFor();
    await page.reload();
    await page.locator(".shell").waitFor();
    await signOut(page, "en");

    await page.goto(`${stack.webUrl}/forgot-password`);
    await page.getByLabel(words.email).fill(email);
    await page.getByRole("button", { name: words.send }).click();
    await page.getByRole("heading", { name: words.sent }).waitFor();
    await page.goto(await mailedLink(email, "/reset-password"));
    await page.getByLabel(words.newPassword).fill(SECOND);
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole("button", { name: words.save }).click();
    await page.getByText(words.changed).waitFor();

    await signIn(page, "en", email, FIRST);
    await page.getByText(words.wrong).waitFor();
    await signIn(page, "en", email, SECOND);
    await page.locator(".shell").waitFor();
    await signOut(page, "en");
    await page.goto(`${stack.webUrl}/leads`);
    await page.waitForURL(/\/sign-in\?next=%2Fleads/);
    await page.context().close();
  });

  it("does so in Arabic, from right to left", async () => {
    const email = `owner-${crypto.randomUUID()}@test.m3core.test`;
    const page = await stranger("ar");
    await signUp(page, "ar", email);
    await signIn(page, "ar", email, FIRST);
    await page.locator(".shell").waitFor();
    expect(await page.evaluate(() => document.documentElement.dir)).toBe("rtl");
    expect(await accessibilityProblems(page)).toEqual([]);
    await shoot(page, "first-page-ar");
    await signOut(page, "ar");
    await page.context().close();
  });
});
