import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { Browser, Page } from "playwright-core";
import { bringIn, signIn as apiSignIn } from "#local/members.ts";
import { accessibilityProblems, newWorkspace, shoot, signIn, sql, startBrowser } from "./support.ts";

const stack = { apiUrl: inject("apiUrl"), webUrl: inject("webUrl"), ownerUrl: inject("ownerUrl") };
let browser: Browser;
beforeAll(async () => { browser = await startBrowser(inject("chromium")); });
afterAll(() => browser.close());

const panel = (page: Page, name: string) => page.locator(".panel", { has: page.getByRole("heading", { name, exact: true }) });
const fits = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);

describe("a workspace's own accounts with providers", { timeout: 180_000 }, () => {
  it("are given, checked, replaced and removed; the key is never shown", async () => {
    const workspace = await newWorkspace(stack), page = await signIn(browser, stack, workspace);
    await page.goto(`${stack.webUrl}/notification-policies`);
    await page.getByRole("link", { name: "Sending accounts" }).click();
    const brevo = panel(page, "Brevo");
    await brevo.getByText("The platform's account").waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await shoot(page, "providers-platform-en");

    await brevo.getByRole("button", { name: "Use your own account" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("API key").fill("short");
    await dialog.getByRole("button", { name: "Use your own account" }).click();
    await dialog.getByText("A key has at least 8 characters and no spaces.").waitFor();
    await dialog.getByText("Write it as Name <address>.").waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await shoot(page, "providers-wrong-en");
    await dialog.getByLabel("API key").fill("wrong-key-of-brevo-77aa");
    await dialog.getByLabel("Sender").fill("Nile Gate <hello@nilegate.test>");
    await page.keyboard.press("Enter");
    await page.getByText("Your Brevo account is saved.").waitFor();
    await brevo.getByText("…77aa").waitFor();
    await brevo.getByText("Karim Adel").waitFor();
    await brevo.getByRole("button", { name: "Check" }).click();
    await brevo.getByText("The provider refuses the key").waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await shoot(page, "providers-refused-en");

    await brevo.getByRole("button", { name: "Replace" }).click();
    expect([await dialog.getByLabel("API key").inputValue(), await dialog.getByLabel("Sender").inputValue()]).toEqual(["", "Nile Gate <hello@nilegate.test>"]);
    await dialog.getByLabel("API key").fill("xkeysib-of-brevo-9f3c");
    await dialog.getByRole("button", { name: "Replace" }).click();
    await brevo.getByText("…9f3c").waitFor();
    await brevo.getByRole("button", { name: "Check" }).click();
    await brevo.getByText("The account works").waitFor();
    await brevo.getByText("Nile & Gulf Realty").waitFor();
    await sql(stack, "insert into provider_circuits (key, failures, open_until) values ($1, 5, now() + interval '10 minutes')", [`brevo:${workspace.tenant_id}`]);
    await page.reload();
    await brevo.getByText(/^Paused until/).waitFor();
    expect(await page.content()).not.toContain("xkeysib-of-brevo");
    await shoot(page, "providers-own-en");

    await brevo.getByRole("button", { name: "Remove" }).click();
    await page.getByRole("alertdialog").getByText(/The key is forgotten here/).waitFor();
    await shoot(page, "providers-remove-en");
    await page.getByRole("alertdialog").getByRole("button", { name: "Remove" }).click();
    await brevo.getByText("The platform's account").waitFor();
  });

  it("are not for everybody, and a change of somebody else is not overwritten", async () => {
    const workspace = await newWorkspace(stack), page = await signIn(browser, stack, workspace);
    await workspace.api("PUT", "/v1/admin/provider-credentials/brevo", { api_key: "first-key-1111", from: "a@nilegate.test" });
    await page.goto(`${stack.webUrl}/notification-policies/providers`);
    await panel(page, "Brevo").getByRole("button", { name: "Replace" }).click();
    await workspace.api("PUT", "/v1/admin/provider-credentials/brevo", { api_key: "second-key-2222", from: "b@nilegate.test" });
    await page.getByRole("dialog").getByLabel("API key").fill("third-key-3333");
    await page.keyboard.press("Enter");
    await page.getByText("Somebody else has just changed this account.").waitFor();
    await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
    await panel(page, "Brevo").getByText("…2222").waitFor();

    const owner = await apiSignIn(stack.apiUrl, workspace), email = `agent-${crypto.randomUUID()}@test.m3core.test`;
    await bringIn(owner, { full_name: "Dina Shafik", role_code: "sales_agent", email, password: workspace.password });
    const agent = await signIn(browser, stack, { email, password: workspace.password });
    await agent.goto(`${stack.webUrl}/notification-policies/providers`);
    await agent.getByText("notify.policies.manage").waitFor();
  });

  it("in Arabic, on a phone and in the dark", async () => {
    const workspace = await newWorkspace(stack, { tenant: "نايل جيت العقارية", owner: "كريم عادل" }), page = await signIn(browser, stack, workspace, { language: "ar" });
    await page.goto(`${stack.webUrl}/notification-policies/providers`);
    const infobip = panel(page, "Infobip");
    await infobip.getByRole("button", { name: "استخدام حسابكم الخاص" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("مفتاح API").fill("infobip-key-0000-77bb");
    await dialog.getByLabel("عنوان الحساب").fill("https://example.com/path");
    await dialog.getByLabel("مُرسِل SMS").fill("NileGate");
    await dialog.getByRole("textbox", { name: "رقم واتساب" }).fill("01001234567");
    await page.keyboard.press("Enter");
    await dialog.getByText("اكتب عنوان https لحسابكم في infobip.com دون مسار بعده.").waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await shoot(page, "providers-form-ar");
    await dialog.getByLabel("عنوان الحساب").fill(inject("infobipUrl"));
    await dialog.getByRole("button", { name: "استخدام حسابكم الخاص" }).click();
    await infobip.getByText("…77bb").waitFor();
    await infobip.getByRole("button", { name: "فحص" }).click();
    await infobip.getByText("الحساب يعمل").waitFor();
    await infobip.getByText(/EUR/).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await shoot(page, "providers-own-ar");
    const phone = await signIn(browser, stack, workspace, { language: "ar", theme: "dark", phone: true });
    await phone.goto(`${stack.webUrl}/notification-policies/providers`);
    await panel(phone, "Infobip").getByText("…77bb").waitFor();
    expect(await fits(phone)).toBe(true);
    expect(await accessibilityProblems(phone)).toEqual([]);
    await panel(phone, "Infobip").scrollIntoViewIfNeeded();
    await shoot(phone, "providers-phone-ar-dark");
  });
});
