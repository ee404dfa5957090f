import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { Browser, Page } from "playwright-core";
import { bringIn, signIn as apiSignIn } from "#local/members.ts";
import { accessibilityProblems, mailTo, newWorkspace, shoot, signIn, sql, startBrowser } from "./support.ts";

const stack = { apiUrl: inject("apiUrl"), webUrl: inject("webUrl"), ownerUrl: inject("ownerUrl") };
let browser: Browser;
beforeAll(async () => { browser = await startBrowser(inject("chromium")); });
afterAll(() => browser.close());

const preview = (page: Page, language: string) => page.locator(".template-preview", { has: page.getByRole("heading", { name: language, exact: true }) });
const fits = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);
const variables = { first_name: { type: "string", example: "Mona" } };

describe("message templates", { timeout: 240_000 }, () => {
  it("an owner rewrites a message of the product, sees it in both languages, tests it and puts it to use", async () => {
    const workspace = await newWorkspace(stack), page = await signIn(browser, stack, workspace);
    await page.getByRole("link", { name: "Message templates" }).click();
    await page.getByRole("searchbox", { name: "Search messages" }).or(page.getByLabel("Search messages")).first().fill("lead");
    await page.getByRole("link", { name: "Lead assigned" }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await shoot(page, "templates-list-en");
    await page.getByRole("link", { name: "Lead assigned" }).click();
    await page.getByRole("heading", { level: 1, name: "Lead assigned" }).waitFor();
    await preview(page, "Arabic").locator("iframe").waitFor();
    expect(await preview(page, "English").locator("iframe").contentFrame().getByText("Hello Mona El-Sayed,").count()).toBe(1);
    await shoot(page, "templates-product-en");
    const card = () => preview(page, "Arabic").locator("iframe").contentFrame().locator(".card").getAttribute("style");
    expect(await card()).toContain("background:#ffffff");
    await page.getByRole("button", { name: "In the dark" }).click();
    await expect.poll(card).toContain("background:#22252b");
    await shoot(page, "templates-look-dark-en");
    await page.getByRole("button", { name: "In light" }).click();
    await page.getByRole("button", { name: "Write your own" }).click();

    const form = page.locator("form.form");
    await form.getByLabel("Subject").fill("Call {{ lead_name }} today, {{ nick }}");
    await preview(page, "English").getByText("nick is not one of the variables.").waitFor();
    await form.getByText("nick is not one of the variables.").waitFor();
    await shoot(page, "templates-mistake-en");
    await form.getByLabel("Subject").fill("Call {{ lead_name }} today");
    await form.getByLabel("Plain text").fill("A new lead is waiting: ");
    await form.getByLabel("Plain text").press("End");
    await form.getByRole("button", { name: "Insert lead_name" }).click();
    await preview(page, "English").locator("iframe").contentFrame().getByText("A new lead is waiting: Karim Adel").waitFor();
    await preview(page, "English").getByText("Call Karim Adel today").waitFor();
    expect(await page.getByRole("button", { name: "Approve and use" }).getAttribute("aria-description")).toBe("Save the draft first");
    expect(await accessibilityProblems(page)).toEqual([]);
    await form.getByRole("button", { name: "Save draft" }).click();
    await page.getByText("Draft saved").waitFor();
    await shoot(page, "templates-editor-en");

    await page.getByRole("button", { name: "Send a test" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Send test" }).click();
    await page.getByText(`Test sent to ${workspace.email}`).waitFor();
    await expect.poll(async () => (await mailTo(stack, workspace.email)).map(({ subject }) => subject), { timeout: 20_000 }).toContain("Call Karim Adel today");
    await page.getByRole("button", { name: "Approve and use" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Approve and use" }).click();
    await page.getByText("Version 1 is in use").waitFor();
    await page.getByRole("button", { name: "Start the next version" }).waitFor();

    await page.getByRole("button", { name: "SMS", exact: true }).click();
    await preview(page, "English").getByText("1 part").waitFor();
    await preview(page, "Arabic").getByText("UCS-2").waitFor();
    await shoot(page, "templates-sms-en");
    await page.getByRole("button", { name: "WhatsApp", exact: true }).click();
    await preview(page, "English").getByText("Placeholders:").waitFor();
    await shoot(page, "templates-whatsapp-en");
    await page.getByRole("button", { name: "Inbox", exact: true }).last().click();
    await preview(page, "English").locator(".notice__title").waitFor();
    await shoot(page, "templates-inbox-en");
  });

  it("nothing typed is lost: not to a colleague's save, not to a wrong click; codes are M3Core's", async () => {
    const workspace = await newWorkspace(stack), page = await signIn(browser, stack, workspace);
    const draft = await workspace.api("POST", "/v1/notify/templates", { family: "promo.launch", name: "Launch", channel: "sms", locale: "en", body: "Hi {{ first_name }}", variables });
    await page.goto(`${stack.webUrl}/templates/promo.launch`);
    const form = page.locator("form.form"), text = form.getByRole("textbox", { name: "Text", exact: true });
    await text.fill("Mine, {{ first_name }}");
    await workspace.api("PATCH", `/v1/notify/templates/${draft.id}`, { body: "Theirs, {{ first_name }}" });
    await form.getByRole("button", { name: "Save draft" }).click();
    await form.getByRole("button", { name: "Load theirs" }).waitFor();
    expect(await text.inputValue()).toBe("Mine, {{ first_name }}");
    await shoot(page, "templates-conflict-en");
    await form.getByRole("button", { name: "Load theirs" }).click();
    await expect.poll(() => text.inputValue()).toBe("Theirs, {{ first_name }}");
    await text.fill("Changed");
    await page.getByRole("button", { name: "Arabic", exact: true }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Keep editing" }).click();
    expect(await text.inputValue()).toBe("Changed");
    await page.getByRole("button", { name: "Arabic", exact: true }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: /Leave/ }).click();
    await page.getByRole("button", { name: "Start in Arabic" }).first().click();
    await text.waitFor();
    expect((await workspace.api("GET", "/v1/notify/templates?family=promo.launch")).items).toHaveLength(2);

    await page.goto(`${stack.webUrl}/templates/otp.sign_in?channel=sms`);
    await page.getByText("worded by M3Core alone").waitFor();
    expect(await page.getByRole("button", { name: "Write your own" }).count()).toBe(0);
    await page.goto(`${stack.webUrl}/templates/no.such`);
    await page.getByRole("heading", { level: 1, name: "There is no such message" }).waitFor();

    const owner = await apiSignIn(stack.apiUrl, workspace), email = `agent-${crypto.randomUUID()}@test.m3core.test`;
    await bringIn(owner, { full_name: "Dina Shafik", role_code: "sales_agent", email, password: workspace.password });
    const agent = await signIn(browser, stack, { email, password: workspace.password });
    await agent.goto(`${stack.webUrl}/templates`);
    await agent.getByText("notify.templates.manage").waitFor();
    expect(await agent.getByRole("link", { name: "Message templates" }).count()).toBe(0);
  });

  it("a WhatsApp version is submitted, looked after and, where it is rejected, says why", async () => {
    const workspace = await newWorkspace(stack), page = await signIn(browser, stack, workspace);
    const draft = await workspace.api("POST", "/v1/notify/templates", { family: "promo.launch", name: "Launch", channel: "whatsapp", locale: "en", body: "Hi {{ first_name }}, it is open.", variables });
    await workspace.api("POST", `/v1/notify/templates/${draft.id}/approve`);
    await page.goto(`${stack.webUrl}/templates/promo.launch?channel=whatsapp`);
    await page.getByText("Not submitted").first().waitFor();
    await shoot(page, "templates-submit-en");
    await page.getByRole("button", { name: "Submit for approval" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Submit for approval" }).click();
    await page.getByText("Approved at once").waitFor();
    await page.getByText(/^Submitted by .Karim Adel/).waitFor();
    await page.getByText("promo_launch_v1").waitFor();
    await sql(stack, "update message_templates set provider_status = 'rejected', provider_reason = 'INVALID_FORMAT' where id = $1", [draft.id]);
    // As it looks where a provider decides.
    await page.route("**/v1/notify/templates?*", async (route) => { const response = await route.fetch(); await route.fulfill({ response, body: (await response.text()).replaceAll('"provider_decides":false', '"provider_decides":true') }); });
    await page.reload();
    await page.getByText("INVALID_FORMAT").waitFor();
    expect(await page.getByLabel("Decision by hand").count()).toBe(0);
    await page.getByRole("button", { name: "Check now" }).click();
    await page.getByText("WhatsApp says: Rejected").waitFor();
    expect(await page.getByRole("button", { name: "Submit for approval" }).count()).toBe(0);
    expect(await accessibilityProblems(page)).toEqual([]);
    await shoot(page, "templates-rejected-en");
    const arabic = await signIn(browser, stack, workspace, { language: "ar", theme: "dark", phone: true });
    await arabic.goto(`${stack.webUrl}/templates/promo.launch?channel=whatsapp&language=en`);
    await arabic.getByText("مرفوض", { exact: true }).first().waitFor();
    await arabic.getByText("INVALID_FORMAT").scrollIntoViewIfNeeded();
    expect(await fits(arabic)).toBe(true);
    expect(await accessibilityProblems(arabic)).toEqual([]);
    await shoot(arabic, "templates-rejected-phone-ar-dark");
  });

  it("in Arabic a new message is started, written and put to use, by keyboard and on a phone in the dark", async () => {
    const workspace = await newWorkspace(stack, { tenant: "نايل جيت العقارية", owner: "كريم عادل" }), page = await signIn(browser, stack, workspace, { language: "ar" });
    await page.goto(`${stack.webUrl}/templates`);
    await page.getByRole("link", { name: "إسناد عميل محتمل" }).waitFor();
    await shoot(page, "templates-list-ar");
    await page.getByRole("button", { name: "رسالة جديدة" }).first().focus();
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("الاسم", { exact: true }).fill("افتتاح ليك ريزيدنس");
    await dialog.getByLabel("الاسم في واجهة البرمجة").fill("promo.launch");
    await dialog.getByRole("button", { name: /اللغة الأولى/ }).click();
    await page.getByRole("option", { name: "العربية" }).click();
    expect(await accessibilityProblems(page)).toEqual([]);
    await shoot(page, "templates-new-ar");
    await dialog.getByRole("button", { name: "إنشاء مسودة" }).click();
    const form = page.locator("form.form");
    await form.getByLabel("النص العادي").fill("مرحبًا {{ first_name | isolate }}،\n\nتبدأ المرحلة الأولى اليوم.");
    await preview(page, "العربية").locator("iframe").contentFrame().getByText("تبدأ المرحلة الأولى اليوم.").waitFor();
    expect(await preview(page, "العربية").locator("iframe").contentFrame().locator("html").getAttribute("dir")).toBe("rtl");
    await form.getByRole("button", { name: "حفظ المسودة" }).focus();
    await page.keyboard.press("Enter");
    await page.getByText("حُفظت المسودة").waitFor();
    await page.getByRole("button", { name: "اعتماد واستخدام" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "اعتماد واستخدام" }).click();
    await page.getByText("الإصدار 1 قيد الاستخدام").or(page.getByText("الإصدار ١ قيد الاستخدام")).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await shoot(page, "templates-editor-ar");

    const phone = await signIn(browser, stack, workspace, { language: "ar", theme: "dark", phone: true });
    await phone.goto(`${stack.webUrl}/templates`);
    await phone.getByText("إسناد عميل محتمل").first().waitFor();
    expect(await fits(phone)).toBe(true);
    await shoot(phone, "templates-list-phone-ar-dark");
    await phone.goto(`${stack.webUrl}/templates/lead.assigned?channel=whatsapp`);
    await preview(phone, "العربية").locator(".message-preview__bubble").waitFor();
    expect(await fits(phone)).toBe(true);
    expect(await accessibilityProblems(phone)).toEqual([]);
    await shoot(phone, "templates-family-phone-ar-dark");
    const dark = await signIn(browser, stack, workspace, { theme: "dark" });
    await dark.goto(`${stack.webUrl}/templates/promo.launch?language=ar`);
    await preview(dark, "Arabic").locator("iframe").waitFor();
    await shoot(dark, "templates-editor-dark");
  });
});
