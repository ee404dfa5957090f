import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { Browser, Page } from "playwright-core";
import { codeOf, digitsSent, fitsWindow, giveCredentials, withApp, withAuthenticator } from "./factor-support.ts";
import { accessibilityProblems, mailTo, newWorkspace, openPage, shoot, signIn, sql, startBrowser } from "./support.ts";

const stack = { apiUrl: inject("apiUrl"), webUrl: inject("webUrl"), ownerUrl: inject("ownerUrl") };
let browser: Browser;
beforeAll(async () => { browser = await startBrowser(inject("chromium")); });
afterAll(() => browser.close());

const WORDS = {
  en: { title: "Confirm it is you", app: "Authenticator app", label: "Code from your authenticator app", backup: "Backup code", wrong: /^This code is wrong. 4 tries left/, back: "Back to sign in", enrol: "Set up a second factor", setUp: "Set up", next: "Next", code: "Six-digit code", kept: "I have kept these codes", done: "Done" },
  ar: { title: "تأكيد هويتك", app: "تطبيق المصادقة", label: "الرمز من تطبيق المصادقة", backup: "رمز احتياطي", wrong: /^الرمز خاطئ. بقيت 4 محاولات/, back: "رجوع إلى تسجيل الدخول", enrol: "إعداد عامل تحقق ثانٍ", setUp: "إعداد", next: "التالي", code: "رمز من ستة أرقام", kept: "حفظت هذه الرموز", done: "تم" },
} as const;

describe("the second step of signing in", { timeout: 120_000 }, () => {
  it.each(["en", "ar"] as const)("takes the code of an app, says what is wrong, and takes a backup code when the phone is lost (%s)", async (language) => {
    const who = await newWorkspace(stack), { secret, backup_codes } = await withApp(who), w = WORDS[language];
    const page = await openPage(browser, { language, theme: language === "ar" ? "dark" : "light", phone: language === "ar" });
    await giveCredentials(page, stack, who);
    await page.getByRole("heading", { name: w.title }).waitFor();
    const field = page.getByLabel(w.label);
    expect(await field.evaluate((input) => [document.activeElement === input, input.getAttribute("autocomplete"), input.getAttribute("inputmode")])).toEqual([true, "one-time-code", "numeric"]);
    await field.pressSequentially(codeOf(secret) === "000000" ? "111111" : "000000");
    await page.getByText(w.wrong).waitFor();
    expect(await field.inputValue()).toBe("");
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(await fitsWindow(page)).toBe(true);
    await shoot(page, `second-step-${language}`);
    await field.fill(`${codeOf(secret).slice(0, 3)} ${codeOf(secret).slice(3)}`);
    await page.locator(".shell").waitFor();

    const other = await openPage(browser, { language });
    await giveCredentials(other, stack, who);
    await other.getByRole("button", { name: w.backup }).click();
    await other.getByLabel(w.backup).fill(backup_codes[0]!.toUpperCase());
    expect(await accessibilityProblems(other)).toEqual([]);
    await other.keyboard.press("Enter");
    await other.locator(".shell").waitFor();
    await Promise.all([page.context().close(), other.context().close()]);
  });

  it("starts again after the fifth wrong code", async () => {
    const who = await newWorkspace(stack), { secret } = await withApp(who), page = await openPage(browser);
    await giveCredentials(page, stack, who);
    const wrong = codeOf(secret) === "000000" ? "111111" : "000000";
    for (const left of [4, 3, 2, 1]) {
      await page.getByLabel("Code from your authenticator app").fill(wrong);
      await page.getByText(`${left} ${left === 1 ? "try" : "tries"} left`).waitFor();
    }
    await page.getByLabel("Code from your authenticator app").fill(wrong);
    await page.getByText("This sign-in took too long or had too many wrong codes").waitFor();
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    await page.context().close();
  });

  it("sends a code to a confirmed phone, and again only after a minute", async () => {
    const who = await newWorkspace(stack), phone = `+2010${String(Math.floor(Math.random() * 1e8)).padStart(8, "0")}`;
    await who.api("POST", "/v1/auth/phone/verify/start", { phone_e164: phone, channel: "sms" });
    await who.api("POST", "/v1/auth/phone/verify/confirm", { code: await digitsSent(stack, phone) });
    await who.api("POST", "/v1/auth/twofa/sms/enable");
    const page = await openPage(browser);
    await giveCredentials(page, stack, who);
    await page.getByText(`We sent a text message to \u2066•••• ${phone.slice(-4)}`).waitFor();
    const again = page.getByRole("button", { name: /^Send again in/ });
    expect(await again.getAttribute("aria-disabled")).toBe("true");
    expect(await accessibilityProblems(page)).toEqual([]);
    await shoot(page, "second-step-sms-en");
    await page.getByLabel("Code from the text message").fill(await digitsSent(stack, phone, 2));
    await page.locator(".shell").waitFor();
    await page.context().close();
  });

  it("takes a passkey as the second factor, and as the only one", async () => {
    const who = await newWorkspace(stack), page = await signIn(browser, stack, who);
    await withAuthenticator(page);
    await page.goto(`${stack.webUrl}/settings/security`);
    await page.getByRole("button", { name: "Add a passkey" }).click();
    await page.getByLabel("Name").fill("Mona's laptop");
    await page.getByRole("button", { name: "Next" }).click();
    const codes = page.getByRole("dialog", { name: "Backup codes" });
    await expect.poll(() => codes.locator(".codes > li").count()).toBe(10);
    await codes.getByLabel("I have kept these codes").check();
    await codes.getByRole("button", { name: "Done" }).click();
    await page.getByRole("listitem", { name: "Mona's laptop" }).waitFor();

    await page.context().clearCookies();
    await giveCredentials(page, stack, who);
    await page.getByRole("heading", { name: "Confirm it is you" }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await shoot(page, "second-step-passkey-en");
    await page.getByRole("button", { name: "Use a passkey" }).click();
    await page.locator(".shell").waitFor();

    await page.context().clearCookies();
    await page.goto(`${stack.webUrl}/sign-in?next=%2Fsettings%2Fsecurity`);
    await page.getByRole("button", { name: "Sign in with a passkey" }).click();
    await page.waitForURL(/\/settings\/security$/);
    await page.getByRole("listitem", { name: "Mona's laptop" }).waitFor();
    await page.context().close();
  });
});

/** What the provider is going to say of whoever comes to it from this page. */
const atProvider = (page: Page, claims: Record<string, unknown>) =>
  page.route(`${inject("oidcUrl")}/authorize**`, (route) => {
    const url = new URL(route.request().url());
    url.searchParams.set("login_hint", JSON.stringify(claims));
    return route.continue({ url: url.href });
  });

describe("signing in with a provider", { timeout: 120_000 }, () => {
  it("comes back to the page that was asked for, after the second factor", async () => {
    const who = await newWorkspace(stack), { secret } = await withApp(who), page = await openPage(browser);
    await atProvider(page, { email: who.email, email_verified: true });
    await page.goto(`${stack.webUrl}/sign-in?next=%2Fleads`);
    await page.getByRole("button", { name: "Continue with Google" }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await shoot(page, "sign-in-en");
    await page.getByRole("button", { name: "Continue with Google" }).click();
    await page.getByLabel("Code from your authenticator app").fill(codeOf(secret));
    await page.waitForURL(/\/leads$/);
    await page.locator(".shell").waitFor();
    await page.context().close();
  });

  it.each(["en", "ar"] as const)("says that nobody has such an account, and leads back (%s)", async (language) => {
    const w = language === "en" ? { google: "Continue with Google", unknown: /^No account uses/, back: "Back to sign in" } : { google: "المتابعة بحساب \u2068Google\u2069", unknown: /^لا حساب بالعنوان/, back: "رجوع إلى تسجيل الدخول" };
    const page = await openPage(browser, { language, phone: language === "ar", theme: language === "ar" ? "dark" : "light" });
    await atProvider(page, { email: `nobody-${crypto.randomUUID()}@test.m3core.test`, email_verified: true });
    await page.goto(`${stack.webUrl}/sign-in`);
    await page.getByRole("button", { name: w.google }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await shoot(page, `sign-in-providers-${language}`);
    await page.getByRole("button", { name: w.google }).click();
    await page.getByText(w.unknown).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(await fitsWindow(page)).toBe(true);
    await shoot(page, `oauth-unknown-${language}`);
    await page.getByRole("link", { name: w.back }).click();
    await page.getByRole("button", { name: w.google }).waitFor();
    await page.context().close();
  });

  it("says that nothing has changed when the person turned back at the provider", async () => {
    const page = await openPage(browser);
    await page.goto(`${stack.webUrl}/oauth/callback?error=access_denied&state=a-state`);
    await page.getByText("Nothing has changed.").waitFor();
    await page.context().close();
  });
});

describe("joining a team", { timeout: 120_000 }, () => {
  it("leads from the invitation straight into the app", async () => {
    const owner = await newWorkspace(stack), email = `agent-${crypto.randomUUID()}@test.m3core.test`;
    await owner.api("POST", "/v1/admin/users/invite", { email, full_name: "Salma Farouk", role_code: "sales_agent" });
    const link = async () => (await mailTo(stack, email)).map(({ text }) => /\/accept-invite\?token=[\w-]+/.exec(text)?.[0]).find(Boolean);
    await expect.poll(link, { timeout: 30_000, interval: 300 }).toBeTruthy();
    const page = await openPage(browser);
    await page.goto(`${stack.webUrl}${await link()}`);
    await page.getByLabel("Your full name").fill("Salma Farouk");
    await page.getByLabel("Password", { exact: true }).fill("Eight blue windows 19");
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole("button", { name: "Join" }).click();
    await page.locator(".shell").waitFor();
    await page.context().close();
  });
});

describe("a company that asks for a second factor", { timeout: 120_000 }, () => {
  it("says how long one may still work without, and leads to setting one up", async () => {
    const page = await signIn(browser, stack, await newWorkspace(stack));
    await page.getByText("You have 7 days left to set one up.").waitFor();
    await shoot(page, "grace-en");
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole("link", { name: "Set it up" }).click();
    await page.getByRole("heading", { level: 1, name: "Security" }).waitFor();
    await page.getByText("You have 7 days left").waitFor({ state: "detached" });
    await page.context().close();
  });

  it.each(["en", "ar"] as const)("lets in only after one is set up when the time is over (%s)", async (language) => {
    const who = await newWorkspace(stack), w = WORDS[language], phone = language === "ar";
    await sql(stack, "update tenants set mfa_policy = 'all', mfa_policy_since = now() - interval '8 days' where id = $1", [who.tenant_id]);
    await sql(stack, "update users set created_at = now() - interval '8 days' where id = $1", [who.user_id]);
    const page = await openPage(browser, { language, phone });
    await giveCredentials(page, stack, who);
    await page.getByRole("heading", { level: 1, name: w.enrol }).waitFor();
    await page.getByText(w.app).first().waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(await fitsWindow(page)).toBe(true);
    await shoot(page, `enrol-${language}`);
    await page.goto(`${stack.webUrl}/leads`);
    await page.getByRole("heading", { level: 1, name: w.enrol }).waitFor();
    await page.getByRole("listitem").filter({ hasText: w.app }).getByRole("button", { name: w.setUp }).click();
    const dialog = page.getByRole("dialog"), key = dialog.locator(".secret .code");
    await key.waitFor();
    const secret = (await key.innerText()).replace(/\s/g, "");
    expect(await accessibilityProblems(page)).toEqual([]);
    await shoot(page, `enrol-scan-${language}`);
    await dialog.getByRole("button", { name: w.next }).click();
    await dialog.getByLabel(w.code).fill(codeOf(secret));
    await dialog.getByLabel(w.kept).check();
    await dialog.getByRole("button", { name: w.done }).click();
    await page.locator(".shell").waitFor();
    expect(new URL(page.url()).pathname).toBe("/leads");
    await page.context().close();
  });
});
