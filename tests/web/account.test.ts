import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { Browser } from "playwright-core";
import { bringIn, signIn as signInByApi } from "#local/members.ts";
import { codeOf, digitsSent, fitsWindow, withApp, withAuthenticator } from "./factor-support.ts";
import { accessibilityProblems, newWorkspace, shoot, signIn, sql, startBrowser } from "./support.ts";

const stack = { apiUrl: inject("apiUrl"), webUrl: inject("webUrl"), ownerUrl: inject("ownerUrl") };
let browser: Browser;
beforeAll(async () => { browser = await startBrowser(inject("chromium")); });
afterAll(() => browser.close());

const newPhone = () => `10${String(Math.floor(Math.random() * 1e8)).padStart(8, "0")}`;

describe("one's own profile", { timeout: 120_000 }, () => {
  it("changes name, work and time zone, and lays a clash with another window out to choose from", async () => {
    const who = await newWorkspace(stack), page = await signIn(browser, stack, who);
    await page.getByRole("button", { name: "Your account" }).click();
    await page.getByRole("menuitem", { name: "Settings" }).click();
    await page.getByRole("heading", { level: 1, name: "Profile" }).waitFor();
    await page.getByText(who.email).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await shoot(page, "settings-profile-en");
    await page.getByRole("button", { name: "Edit profile" }).click();
    await page.getByLabel("Job title").fill("Head of sales");
    await page.getByRole("combobox", { name: "Time zone" }).fill("Dubai");
    await page.getByRole("option", { name: "Asia/Dubai" }).click();
    await shoot(page, "settings-profile-edit-en");
    expect(await accessibilityProblems(page)).toEqual([]);
    await who.api("PATCH", "/v1/me", { job_title: "Managing partner" });
    await page.getByRole("button", { name: "Save" }).click();
    const clash = page.getByRole("dialog", { name: "Someone saved first" });
    await clash.getByText("Managing partner").waitFor();
    await clash.getByRole("button", { name: "Take all theirs" }).click();
    await page.getByText("Managing partner").waitFor();
    await page.context().close();
  });

  it("speaks the chosen language from then on, also on a phone in the dark", async () => {
    const who = await newWorkspace(stack, { owner: "منى السيد" }), page = await signIn(browser, stack, who, { theme: "dark", phone: true });
    await page.goto(`${stack.webUrl}/settings`);
    await page.getByRole("button", { name: "Edit profile" }).click();
    await page.getByRole("button", { name: /Language/ }).click();
    await page.getByRole("option", { name: "العربية" }).click();
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("heading", { level: 1, name: "الملف الشخصي" }).waitFor();
    expect(await page.evaluate(() => document.documentElement.dir)).toBe("rtl");
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(await fitsWindow(page)).toBe(true);
    await shoot(page, "settings-profile-ar-phone");
    await page.context().close();
  });

  it.each(["en", "ar"] as const)("confirms a phone by the code that is sent to it (%s)", async (language) => {
    const w = language === "en"
      ? { add: "Add a phone", number: "Mobile number", send: "Send the code", code: "Six-digit code", wrong: /4 tries left/, confirmed: "Confirmed" }
      : { add: "إضافة هاتف", number: "رقم الجوال", send: "إرسال الرمز", code: "رمز من ستة أرقام", wrong: /بقيت 4 محاولات/, confirmed: "مؤكَّد" };
    const phone = newPhone(), page = await signIn(browser, stack, await newWorkspace(stack), { language, phone: language === "ar" });
    await page.goto(`${stack.webUrl}/settings/profile`);
    await page.getByRole("button", { name: w.add }).click();
    await page.getByLabel(w.number).fill("12");
    await page.getByRole("button", { name: w.send }).click();
    await page.getByRole("dialog").locator(".field__error").waitFor();
    await page.getByLabel(w.number).fill(`0${phone}`);
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole("button", { name: w.send }).click();
    const field = page.getByLabel(w.code);
    await field.waitFor();
    await shoot(page, `settings-phone-${language}`);
    const code = await digitsSent(stack, `+20${phone}`);
    await field.fill(code === "000000" ? "111111" : "000000");
    await page.getByText(w.wrong).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await field.fill(code);
    await page.getByText(w.confirmed, { exact: true }).waitFor();
    await page.context().close();
  });
});

describe("the security of one's account", { timeout: 120_000 }, () => {
  it.each(["en", "ar"] as const)("sets an authenticator app up in three steps, keeps the codes, and turns it off for who knows the password (%s)", async (language) => {
    const w = language === "en"
      ? { app: "Authenticator app", setUp: "Set up", next: "Next", code: "Six-digit code", copy: "Copy", download: "Download", kept: "I have kept these codes", done: "Done", on: "On", off: "Turn off", password: "Password", wrong: "This is not your password.", go: "Continue" }
      : { app: "تطبيق المصادقة", setUp: "إعداد", next: "التالي", code: "رمز من ستة أرقام", copy: "نسخ", download: "تنزيل", kept: "حفظت هذه الرموز", done: "تم", on: "مفعَّل", off: "إيقاف", password: "كلمة المرور", wrong: "ليست هذه كلمة مرورك.", go: "متابعة" };
    const who = await newWorkspace(stack), page = await signIn(browser, stack, who, { language, theme: language === "ar" ? "dark" : "light" });
    await page.goto(`${stack.webUrl}/settings/security`);
    const line = page.getByRole("listitem").filter({ hasText: w.app }).first();
    await line.getByRole("button", { name: w.setUp }).click();
    const dialog = page.getByRole("dialog"), key = dialog.locator(".secret .code");
    await key.waitFor();
    const secret = (await key.innerText()).replace(/\s/g, "");
    await dialog.getByRole("button", { name: w.next }).click();
    expect(await accessibilityProblems(page)).toEqual([]);
    await dialog.getByLabel(w.code).fill(codeOf(secret));
    await dialog.locator(".codes").waitFor();
    const codes = await dialog.locator(".codes > li").allInnerTexts();
    expect(codes).toHaveLength(10);
    expect(await accessibilityProblems(page)).toEqual([]);
    await shoot(page, `backup-codes-${language}`);
    const [file] = await Promise.all([page.waitForEvent("download"), dialog.getByRole("button", { name: w.download }).click()]);
    expect(readFileSync(await file.path(), "utf8")).toContain(codes[9]);
    expect(await dialog.getByRole("button", { name: w.done }).getAttribute("aria-disabled")).toBe("true");
    await dialog.getByLabel(w.kept).check();
    await dialog.getByRole("button", { name: w.done }).click();
    await line.getByText(w.on, { exact: true }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await shoot(page, `settings-security-${language}`);

    await line.getByRole("button", { name: w.off }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: w.off }).click();
    const proof = page.getByRole("dialog").getByLabel(w.password, { exact: true });
    await proof.fill("not the right one 1");
    await page.getByRole("button", { name: w.go }).click();
    await page.getByText(w.wrong).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await shoot(page, `proof-${language}`);
    await proof.fill(who.password);
    await page.getByRole("button", { name: w.go }).click();
    await line.getByRole("button", { name: w.setUp }).waitFor();
    await page.context().close();
  });

  it.each(["en", "ar"] as const)("shows a passkey again in place of a password or a code (%s)", async (language) => {
    const w = language === "en" ? { add: "Add a passkey", next: "Next", kept: "I have kept these codes", done: "Done", renew: "Make new codes", ask: "Is it still you?", use: "Use a passkey", password: "Use the password", code: "Use a code" }
      : { add: "إضافة مفتاح مرور", next: "التالي", kept: "حفظت هذه الرموز", done: "تم", renew: "إنشاء رموز جديدة", ask: "أما زلت أنت؟", use: "استخدام مفتاح المرور", password: "استخدام كلمة المرور", code: "استخدام رمز" };
    const who = await newWorkspace(stack), page = await signIn(browser, stack, who, { language, phone: language === "ar", theme: language === "ar" ? "dark" : "light" });
    await withAuthenticator(page);
    await page.goto(`${stack.webUrl}/settings/security`);
    await page.getByRole("button", { name: w.add }).click();
    await page.getByRole("button", { name: w.next }).click();
    await page.getByLabel(w.kept).check();
    await page.getByRole("button", { name: w.done }).click();
    await page.getByRole("button", { name: w.renew }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: w.renew }).click();
    const ask = page.getByRole("dialog", { name: w.ask });
    await ask.getByRole("button", { name: w.password }).waitFor();
    await ask.getByRole("button", { name: w.code }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await shoot(page, `proof-passkey-${language}`);
    await ask.getByRole("button", { name: w.use }).click();
    await page.getByLabel(w.kept).waitFor();
    await page.context().close();
  });

  it("names and removes a passkey, once a code has shown that it is the same person", async () => {
    const who = await newWorkspace(stack), page = await signIn(browser, stack, who);
    const { secret, backup_codes } = await withApp(who);
    await withAuthenticator(page);
    await page.goto(`${stack.webUrl}/settings/security`);
    await page.getByRole("button", { name: "Add a passkey" }).click();
    await page.getByLabel("Name").fill("Laptop");
    await page.getByRole("button", { name: "Next" }).click();
    const ask = page.getByRole("dialog", { name: "Is it still you?" });
    await ask.getByLabel("Code").fill(codeOf(secret));
    await ask.getByRole("button", { name: "Continue" }).click();
    await page.getByRole("button", { name: "Rename Laptop" }).click();
    await page.getByRole("textbox", { name: "Name" }).fill("Mona's laptop");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("listitem", { name: "Mona's laptop" }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await shoot(page, "settings-passkeys-en");
    await sql(stack, "update sessions set verified_at = null where user_id = $1", [who.user_id]);
    await page.getByRole("button", { name: "Remove Mona's laptop" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Remove" }).click();
    await ask.getByRole("button", { name: "Use a code" }).click();
    await ask.getByLabel("Code").fill(backup_codes[0]!);
    await ask.getByRole("button", { name: "Continue" }).click();
    await page.getByRole("listitem", { name: "Mona's laptop" }).waitFor({ state: "detached" });
    await page.context().close();
  });

  it.each(["en", "ar"] as const)("tells who may not see the plan whom to ask (%s)", async (language) => {
    const w = language === "en" ? { plan: /Your plan does not include/, ask: "Ask an admin", asked: /^Copied/ } : { plan: /باقتك لا تشمل/, ask: "اطلب من مسؤول", asked: /^نُسخ/ };
    const who = await newWorkspace(stack), agent = { email: `agent-${crypto.randomUUID()}@test.m3core.test`, password: who.password };
    await bringIn(await signInByApi(stack.apiUrl, who), { ...agent, full_name: "Salma Farouk", role_code: "sales_agent" });
    await sql(stack, "update tenant_plan set plan_code = 'DevFree', trial_ends_at = now() - interval '1 day' where tenant_id = $1", [who.tenant_id]);
    const page = await signIn(browser, stack, agent, { language, theme: language === "ar" ? "dark" : "light" });
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.goto(`${stack.webUrl}/settings/security`);
    await page.getByText(w.plan).first().waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await shoot(page, `gate-ask-${language}`);
    await page.getByRole("button", { name: w.ask }).first().click();
    await page.getByText(w.asked).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/twofa\.\w+.*\/settings\/security$/s);
    await page.context().close();
  });

  it("explains what the plan leaves out", async () => {
    const who = await newWorkspace(stack);
    await sql(stack, "update tenant_plan set plan_code = 'DevFree', trial_ends_at = now() - interval '1 day' where tenant_id = $1", [who.tenant_id]);
    const page = await signIn(browser, stack, who, { phone: true });
    await page.goto(`${stack.webUrl}/settings/security`);
    await page.getByText("Your plan does not include twofa.sms.").waitFor();
    await page.getByRole("listitem").filter({ hasText: "Authenticator app" }).getByRole("button", { name: "Set up" }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(await fitsWindow(page)).toBe(true);
    await shoot(page, "settings-security-free-phone");
    await page.getByRole("link", { name: "See your plan" }).first().click();
    await page.getByRole("heading", { name: "What the plan gives" }).waitFor();
    await page.context().close();
  });

  it("changes the password and signs the other devices out", async () => {
    const who = await newWorkspace(stack), other = await signIn(browser, stack, who), page = await signIn(browser, stack, who);
    await page.goto(`${stack.webUrl}/settings/security`);
    await page.getByRole("button", { name: "Change password" }).click();
    const dialog = page.getByRole("dialog", { name: "Change password" });
    await dialog.getByLabel("Current password").fill("not the right one 1");
    await dialog.getByLabel("New password").fill("Eight blue windows 19");
    await dialog.getByRole("button", { name: "Change password" }).click();
    await dialog.getByText("This is not your current password.").waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await dialog.getByLabel("Current password").fill(who.password);
    await dialog.getByRole("button", { name: "Change password" }).click();
    await page.getByText("Password changed. Your other devices are signed out.").waitFor();
    await other.goto(`${stack.webUrl}/leads`);
    await other.waitForURL(/\/sign-in/);
    await signIn(browser, stack, { email: who.email, password: "Eight blue windows 19" });
    await Promise.all([page.context().close(), other.context().close()]);
  });
});

describe("where one is signed in, and tokens for scripts", { timeout: 120_000 }, () => {
  it.each(["en", "ar"] as const)("ends one session, then all others (%s)", async (language) => {
    const w = language === "en" ? { current: "This device", end: "Sign out", others: "Sign out all others" } : { current: "هذا الجهاز", end: "تسجيل الخروج", others: "تسجيل خروج الأجهزة الأخرى" };
    const who = await newWorkspace(stack), other = await signIn(browser, stack, who), page = await signIn(browser, stack, who, { language, phone: language === "ar" });
    await page.goto(`${stack.webUrl}/settings/sessions`);
    await page.getByText(w.current).waitFor();
    // Signing up, the other window, and this one.
    expect(await page.locator(".line").count()).toBe(3);
    expect(await page.locator(".line").first().getByText(w.current).count()).toBe(1);
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(await fitsWindow(page)).toBe(true);
    await shoot(page, `settings-sessions-${language}`);
    await page.locator(".line").nth(1).getByRole("button").click();
    await page.getByRole("alertdialog").getByRole("button", { name: w.end }).click();
    await expect.poll(() => page.locator(".line").count()).toBe(2);
    await other.goto(`${stack.webUrl}/leads`);
    await other.waitForURL(/\/sign-in/);
    await page.getByRole("button", { name: w.others }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: w.others }).click();
    await expect.poll(() => page.locator(".line").count()).toBe(1);
    await Promise.all([page.context().close(), other.context().close()]);
  });

  it.each(["en", "ar"] as const)("makes a token that may do what was ticked, shows it once, and revokes it (%s)", async (language) => {
    const w = language === "en"
      ? { create: "New token", submit: "Create the token", name: "Name", search: "Find a permission", leads: "Leads", made: "Your new token", done: "Done", revoke: "Revoke", scopes: /6 permissions/, none: "No access tokens", choose: "Choose at least one." }
      : { create: "رمز جديد", submit: "إنشاء الرمز", name: "الاسم", search: "البحث عن صلاحية", leads: "العملاء المحتملون", made: "رمزك الجديد", done: "تم", revoke: "إبطال", scopes: /6 صلاحيات/, none: "لا رموز وصول", choose: "اختر واحدة على الأقل." };
    const page = await signIn(browser, stack, await newWorkspace(stack), { language, theme: language === "ar" ? "dark" : "light", phone: language === "ar" });
    await page.goto(`${stack.webUrl}/settings/tokens`);
    await page.getByRole("heading", { name: w.none }).waitFor();
    await page.getByRole("button", { name: w.create }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel(w.name, { exact: true }).fill("Nightly export");
    await dialog.getByRole("button", { name: w.submit }).click();
    await dialog.getByText(w.choose).waitFor();
    await dialog.getByLabel(w.search).fill("lead");
    await dialog.getByLabel(w.leads).check();
    await dialog.getByText(w.choose).waitFor({ state: "detached" });
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(await fitsWindow(page)).toBe(true);
    await shoot(page, `token-new-${language}`);
    await dialog.getByRole("button", { name: w.submit }).click();
    await page.getByRole("dialog", { name: w.made }).waitFor();
    const token = await page.locator("[data-token]").innerText();
    expect(token).toMatch(/^m3k_/);
    expect(await accessibilityProblems(page)).toEqual([]);
    await shoot(page, `token-made-${language}`);
    const ask = (path: string) => fetch(`${stack.apiUrl}${path}`, { headers: { authorization: `Bearer ${token}` } }).then(({ status }) => status);
    expect(await ask("/v1/leads")).toBe(200);
    expect(await ask("/v1/contacts")).toBe(403);
    await dialog.getByRole("button", { name: w.done }).click();
    await page.getByText(w.scopes).waitFor();
    await shoot(page, `settings-tokens-${language}`);
    await page.locator(".line").getByRole("button").click();
    await page.getByRole("alertdialog").getByRole("button", { name: w.revoke }).click();
    await page.getByRole("heading", { name: w.none }).waitFor();
    expect(await ask("/v1/leads")).toBe(401);
    await page.context().close();
  });
});
