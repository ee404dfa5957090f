import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { Browser, Page } from "playwright-core";
import { accessibilityProblems, newWorkspace, shoot, signIn, startBrowser, type Workspace } from "./support.ts";

const stack = { apiUrl: inject("apiUrl"), webUrl: inject("webUrl"), ownerUrl: inject("ownerUrl") };
let browser: Browser;
beforeAll(async () => { browser = await startBrowser(inject("chromium")); });
afterAll(() => browser.close());

const mine = (workspace: Workspace) => workspace.api("GET", "/v1/me/notification-preferences");
const policies = async (workspace: Workspace) => (await workspace.api("GET", "/v1/admin/notification-policies")).value;
const group = async (workspace: Workspace, name: string) => {
  const made = await workspace.api("POST", "/v1/admin/groups", { name, code: name.toLowerCase().replaceAll(" ", "_") });
  await workspace.api("POST", `/v1/admin/groups/${made.id}/members`, { user_ids: [workspace.user_id] });
  return made.id as string;
};
const widthOf = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth);

describe("my preferences", { timeout: 180_000 }, () => {
  it("say who decides, are chosen, and are given back", async () => {
    const workspace = await newWorkspace(stack);
    const id = await group(workspace, "New Cairo team");
    await workspace.api("PUT", `/v1/admin/notification-defaults/${id}`, { prefs: { whatsapp: { transactional: false } } });
    const page = await signIn(browser, stack, workspace);
    await page.goto(`${stack.webUrl}/settings/notifications`);
    const marketing = page.getByRole("switch", { name: "Email: Marketing" });
    await marketing.waitFor();
    await page.getByText("Decided by your group New Cairo team").waitFor();
    expect(await page.getByRole("switch", { name: "WhatsApp: Service messages" }).isChecked()).toBe(false);
    expect(await marketing.isChecked()).toBe(false);
    expect(await accessibilityProblems(page)).toEqual([]);
    await shoot(page, "preferences-en");
    await marketing.click();
    await page.getByText("Your choice").waitFor();
    await expect.poll(async () => (await mine(workspace)).prefs).toEqual({ email: { marketing: true } });
    // Another window says something else meanwhile: both hold.
    await workspace.api("PUT", "/v1/me/notification-preferences", { prefs: { email: { marketing: true }, sms: { transactional: false } } });
    await page.getByRole("switch", { name: "WhatsApp: Service messages" }).click();
    await page.getByText("This was changed in another window. Your change was added to it.").waitFor();
    expect((await mine(workspace)).prefs).toEqual({ email: { marketing: true }, sms: { transactional: false }, whatsapp: { transactional: true } });
    await page.getByRole("button", { name: "Use the workspace's: Email: Marketing" }).click();
    await expect.poll(async () => (await mine(workspace)).prefs.email).toBeUndefined();
    expect(await page.evaluate(() => document.activeElement?.getAttribute("role"))).toBe("switch");
    await page.context().close();
  });

  it("pause for a while, and keep quiet hours of one's own", async () => {
    const workspace = await newWorkspace(stack);
    const page = await signIn(browser, stack, workspace);
    await page.goto(`${stack.webUrl}/settings/notifications`);
    await page.getByRole("button", { name: "Pause until…" }).click();
    await page.getByRole("menuitem", { name: "For 1 hour" }).click();
    await page.getByText(/Paused until/).waitFor();
    expect(Date.parse((await mine(workspace)).snooze_until) - Date.now()).toBeGreaterThan(50 * 60_000);
    await shoot(page, "preferences-paused-en");
    await page.getByRole("button", { name: "End the pause" }).click();
    await page.getByText("Nothing is paused").waitFor();
    await page.getByRole("button", { name: "Pause until…" }).click();
    await page.getByRole("menuitem", { name: "Date and time…" }).click();
    const dialog = page.getByRole("dialog", { name: "Pause until" });
    await dialog.getByLabel("Date and time").fill("2020-01-01T09:00");
    await dialog.getByRole("button", { name: "Pause" }).click();
    await dialog.getByText("Choose a time within the next 30 days.").waitFor();
    await page.keyboard.press("Escape");

    await page.getByText("21:00").first().waitFor();
    await page.getByRole("radio", { name: "My own quiet hours" }).check();
    await page.getByLabel("From", { exact: true }).fill("22:30");
    await page.getByLabel("To", { exact: true }).fill("07:15");
    await page.getByRole("checkbox", { name: "Email", exact: true }).check();
    await page.getByText("They end on the next day.").waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await shoot(page, "preferences-quiet-en");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Your quiet hours are saved.").waitFor();
    expect((await mine(workspace)).effective.quiet_hours).toMatchObject({ start: "22:30", end: "07:15", channels: ["email", "sms", "whatsapp"], source: "user" });
    await page.context().close();
  });

  it("are read on a dark phone in Arabic", async () => {
    const workspace = await newWorkspace(stack);
    const page = await signIn(browser, stack, workspace, { language: "ar", theme: "dark", phone: true });
    await page.goto(`${stack.webUrl}/settings/notifications`);
    const service = page.getByRole("switch", { name: "واتساب: رسائل خدمية" });
    await service.click();
    await page.getByText("اختيارك").waitFor();
    expect((await mine(workspace)).prefs).toEqual({ whatsapp: { transactional: false } });
    expect(await widthOf(page)).toBeLessThanOrEqual(390);
    expect(await accessibilityProblems(page)).toEqual([]);
    await shoot(page, "preferences-phone-ar");
    await page.getByText("ساعات الهدوء", { exact: true }).scrollIntoViewIfNeeded();
    await shoot(page, "preferences-phone-quiet-ar");
    await page.context().close();
  });
});

describe("notification policies", { timeout: 180_000 }, () => {
  it("are changed against the newest version, for groups too, and tried on a message", async () => {
    const workspace = await newWorkspace(stack);
    await group(workspace, "New Cairo team");
    const page = await signIn(browser, stack, workspace);
    await page.goto(`${stack.webUrl}/notification-policies`);
    const form = page.locator(".policies__main form");
    await form.getByLabel("To", { exact: true }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await shoot(page, "policies-en");
    await form.getByLabel("SMS", { exact: true }).last().fill("0");
    await form.getByRole("button", { name: "Save policies" }).click();
    await form.getByText("Write a number from 1 to 10,000.").waitFor();
    await form.getByLabel("SMS", { exact: true }).last().fill("30");
    await form.getByLabel("To", { exact: true }).fill("09:00");
    // Somebody else turns test mode on meanwhile.
    const { double_opt_in: _, ...rest } = await policies(workspace);
    await workspace.api("PUT", "/v1/admin/notification-policies", { ...rest, sandbox: { enabled: true, email: "test@nile.example", phone: null } });
    await form.getByRole("button", { name: "Save policies" }).click();
    const clash = page.getByRole("dialog", { name: "Someone saved first" });
    await clash.waitFor();
    await shoot(page, "policies-conflict-en");
    await clash.getByRole("button", { name: "Save chosen" }).click();
    await page.getByText("The policies are saved.").waitFor();
    expect(await policies(workspace)).toMatchObject({ quiet_hours: { end: "09:00" }, throttle_per_minute: { sms: 30 }, sandbox: { enabled: true, email: "test@nile.example" } });
    await page.getByText("Test mode is on").waitFor();

    await page.getByRole("button", { name: "Change: New Cairo team" }).click();
    const dialog = page.getByRole("dialog", { name: "How members of New Cairo team are told" });
    await dialog.getByRole("button", { name: /^SMS: Service messages/ }).click();
    await page.getByRole("option", { name: "Off" }).click();
    expect(await accessibilityProblems(page)).toEqual([]);
    await dialog.getByRole("button", { name: "Save" }).click();
    await page.getByText("1 setting").waitFor();

    const tool = page.getByRole("complementary", { name: "Try the rules" });
    await tool.getByRole("button", { name: /^Channel/ }).click();
    await page.getByRole("option", { name: "Email" }).click();
    await tool.getByRole("combobox", { name: "Colleague" }).fill("Karim");
    await page.getByRole("option", { name: "Karim Adel" }).click();
    await tool.getByRole("combobox", { name: "Template" }).fill("lead.assigned");
    await page.getByRole("option", { name: /^Lead assigned/ }).click();
    await tool.getByRole("button", { name: "Show what happens" }).click();
    await tool.getByText("The template needs more values.").waitFor();
    await tool.getByLabel("lead_name").fill("Mona El-Sayed");
    await tool.getByLabel("score").fill("80");
    await tool.getByRole("button", { name: "Show what happens" }).click();
    await tool.getByText("Test mode sends it to the test address.").waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await shoot(page, "policies-preview-en");
    await page.context().close();
  });

  it("say who is told when nobody acts, one step after another", async () => {
    const workspace = await newWorkspace(stack);
    const team = await group(workspace, "New Cairo team");
    const page = await signIn(browser, stack, workspace);
    await page.goto(`${stack.webUrl}/notification-policies`);
    const leads = page.getByRole("region", { name: "Hot leads" }), approvals = page.getByRole("region", { name: "Overdue approvals" }), save = page.getByRole("button", { name: "Save policies" });
    await leads.getByText("Begins when a lead becomes hot, ends when somebody gets in touch.").waitFor();
    await leads.getByRole("group", { name: "Step 2, after 2 hours" }).waitFor();
    await leads.getByRole("button", { name: "Add a step" }).press("Enter");
    const third = leads.getByRole("group", { name: /^Step 3/ });
    expect(await third.getByLabel("After").inputValue()).toBe("4");
    await page.keyboard.type("1");
    expect(await third.getByLabel("After").inputValue()).toBe("41");
    await third.getByLabel("After").fill("2");
    await third.getByRole("button", { name: /^Who is told/ }).click();
    await page.getByRole("option", { name: "A group" }).click();
    await third.getByRole("checkbox", { name: "Inbox" }).uncheck();
    await third.getByRole("checkbox", { name: "Email" }).uncheck();
    await save.click();
    await third.getByText("Each step comes later than the one before.").waitFor();
    await third.getByText("Choose a group.").waitFor();
    await third.getByText("Choose at least one channel.").waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await shoot(page, "escalations-problems-en");
    await third.getByLabel("After").fill("5");
    await third.getByRole("combobox", { name: "Group" }).fill("New");
    await page.getByRole("option", { name: "New Cairo team" }).click();
    await save.click();
    expect(await third.getByRole("checkbox", { name: "Inbox" }).evaluate((box) => box === document.activeElement)).toBe(true);
    await third.getByRole("checkbox", { name: "SMS" }).check();
    for (const step of ["Remove step 2", "Remove step 1"]) await approvals.getByRole("button", { name: step }).click();
    await page.getByRole("region", { name: "Overdue tasks" }).getByRole("button", { name: "Remove step 2" }).click();
    await approvals.getByText("Nobody is reminded of overdue approvals.").waitFor();
    await save.click();
    await page.getByText("The policies are saved.").waitFor();
    expect((await policies(workspace)).escalations).toEqual({
      leads: [{ after_min: 30, to: "owner", channels: ["inbox", "email"] }, { after_min: 120, to: "manager", channels: ["inbox", "email"] }, { after_min: 300, to: { group_id: team }, channels: ["sms"] }],
      approvals: [], tasks: [{ after_min: 60, to: "owner", channels: ["inbox", "email"] }],
    });
    await page.reload();
    await leads.getByRole("group", { name: "Step 3, after 5 hours" }).scrollIntoViewIfNeeded();
    expect(await third.getByRole("combobox", { name: "Group" }).inputValue()).toBe("New Cairo team");
    await page.getByRole("heading", { name: "Escalations" }).evaluate((heading) => heading.scrollIntoView());
    await shoot(page, "escalations-en");

    // Somebody else gives approvals a step meanwhile: both are laid out in words.
    const value = await policies(workspace), to = { role: "sales_manager" };
    await workspace.api("PUT", "/v1/admin/notification-policies", { ...value, escalations: { ...value.escalations, approvals: [{ after_min: 60, to, channels: ["whatsapp"] }] } });
    await third.getByRole("button", { name: "Remove step 3" }).click();
    await save.click();
    const clash = page.getByRole("dialog", { name: "Someone saved first" });
    await clash.getByText("Overdue approvals, after 1 hour: Sales manager (WhatsApp)").waitFor();
    expect(await clash.getByRole("rowheader").allTextContents()).toEqual(["Escalations"]);
    await shoot(page, "escalations-conflict-en");
    await clash.getByRole("button", { name: "Take all theirs" }).click();
    await approvals.getByRole("group", { name: "Step 1, after 1 hour" }).waitFor();
    expect(await approvals.getByRole("combobox", { name: "Role" }).inputValue()).toBe("Sales manager");
    await page.context().close();
  });

  it("name the steps in Arabic on a dark phone, of which there are at most ten", async () => {
    const workspace = await newWorkspace(stack);
    const page = await signIn(browser, stack, workspace, { language: "ar", theme: "dark", phone: true });
    await page.goto(`${stack.webUrl}/notification-policies`);
    const leads = page.getByRole("region", { name: "العملاء المحتملون الساخنون" }), add = leads.getByRole("button", { name: "إضافة خطوة" });
    await leads.getByRole("group", { name: "الخطوة 2، بعد ساعتين" }).waitFor();
    await add.click();
    const third = leads.getByRole("group", { name: "الخطوة 3، بعد 4 ساعات" });
    await third.getByRole("button", { name: /^من يُبلَّغ/ }).click();
    await page.getByRole("option", { name: "كل من له دور معيّن" }).click();
    await third.getByRole("combobox", { name: "الدور" }).fill("مدير مبيعات");
    await page.getByRole("option", { name: "مدير مبيعات" }).click();
    await shoot(page, "escalations-phone-ar");
    await page.getByRole("heading", { name: "التصعيد" }).evaluate((heading) => heading.scrollIntoView());
    await shoot(page, "escalations-phone-top-ar");
    await page.getByRole("button", { name: "حفظ السياسات" }).click();
    await page.getByText("حُفظت السياسات.").waitFor();
    await page.reload();
    await third.waitFor();
    for (let at = 3; at < 10; at++) await add.click();
    expect(await add.getAttribute("aria-description")).toBe("الحد الأقصى 10 خطوات.");
    expect(await widthOf(page)).toBeLessThanOrEqual(390);
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.context().close();
  });

  it("explain in Arabic why a channel is left out", async () => {
    const workspace = await newWorkspace(stack);
    const page = await signIn(browser, stack, workspace, { language: "ar", theme: "dark" });
    await page.goto(`${stack.webUrl}/notification-policies`);
    const tool = page.getByRole("complementary", { name: "تجربة القواعد" });
    await tool.getByRole("radio", { name: "عنوان", exact: true }).check();
    await tool.getByLabel("بريد أو هاتف").fill("+201004827715");
    await tool.getByRole("combobox", { name: "القالب" }).fill("lead.assigned");
    await page.getByRole("option", { name: /lead\.assigned/ }).click();
    await tool.getByRole("button", { name: "عرض ما يحدث" }).click();
    await tool.getByLabel("lead_name").fill("منى السيد");
    await tool.getByLabel("score").fill("80");
    await tool.getByRole("button", { name: "عرض ما يحدث" }).click();
    await tool.getByText("لا عنوان له على هذه القناة.").first().waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await shoot(page, "policies-preview-ar");
    await page.context().close();
    const phone = await signIn(browser, stack, workspace, { language: "ar", phone: true });
    await phone.goto(`${stack.webUrl}/notification-policies`);
    await phone.getByRole("button", { name: "حفظ السياسات" }).waitFor();
    expect(await widthOf(phone)).toBeLessThanOrEqual(390);
    expect(await accessibilityProblems(phone)).toEqual([]);
    await shoot(phone, "policies-phone-ar");
    await phone.context().close();
  });
});
