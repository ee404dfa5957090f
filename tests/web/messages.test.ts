import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { Browser, Page } from "playwright-core";
import { accessibilityProblems, newWorkspace, shoot, signIn, sql, startBrowser, type Workspace } from "./support.ts";

const stack = { apiUrl: inject("apiUrl"), webUrl: inject("webUrl"), ownerUrl: inject("ownerUrl") };
let browser: Browser;
beforeAll(async () => { browser = await startBrowser(inject("chromium")); });
afterAll(() => browser.close());

const words = { lead_name: "Mona El-Sayed", score: 80, full_name: "Karim Adel", url: "https://app.test/leads/1", tenant_name: "Nile Gate Realty" };
/** A message as it is after something became of it: `fields` over a queued SMS. */
const put = (workspace: Workspace, fields: Record<string, unknown> = {}) => {
  const row = { id: crypto.randomUUID(), tenant_id: workspace.tenant_id, channel: "sms", recipient: "+201004827715", template_code: "lead.assigned", family: "lead.assigned", payload: JSON.stringify(words), status: "queued", ...fields };
  return sql(stack, `insert into messages_outbox (${Object.keys(row).join(", ")}) values (${Object.keys(row).map((_, at) => `$${at + 1}`).join(", ")})`, Object.values(row));
};
const later = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
const widthOf = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth);

/** One of each: sent, failed, held until tomorrow, bounced. */
async function someMessages(names: { tenant?: string } = {}) {
  const workspace = await newWorkspace(stack, names);
  const { message_id } = await workspace.api("POST", "/v1/notify/dispatch", { channel: "email", to: "mona@nilegate.example", template_code: "lead.assigned", payload: words });
  await put(workspace, { status: "failed", error_code: "infobip.rejected_not_enough_credits", failed_at: later(-1), created_at: later(-1), attempts: 3, provider: "infobip" });
  await put(workspace, { status: "queued", scheduled_at: later(20), defer_reason: "QUIET_HOURS", recipient: "+971501234567" });
  await put(workspace, { channel: "email", status: "bounced", error_code: "hard_bounce", recipient: "old@nilegate.example", sent_at: later(-30), created_at: later(-30), failed_at: later(-29), attempts: 1 });
  await expect.poll(async () => (await workspace.api("GET", `/v1/notify/messages/${message_id}`)).status, { timeout: 20_000 }).toBe("sent");
  return { workspace, message_id: message_id as string };
}

describe("the message log", { timeout: 180_000 }, () => {
  it("follows what becomes of messages by itself, and leaves focus and scroll where they are", async () => {
    const workspace = await newWorkspace(stack), id = crypto.randomUUID();
    await put(workspace, { id, channel: "email", recipient: "old@nilegate.example", status: "failed", error_code: "brevo.429", failed_at: later(-1), created_at: later(-1), attempts: 3 });
    await put(workspace, { status: "expired", error_code: "EXPIRED", failed_at: later(-2), created_at: later(-2) });
    const page = await signIn(browser, stack, workspace), focused = () => page.evaluate(() => document.activeElement?.getAttribute("aria-label"));
    await page.setViewportSize({ width: 1440, height: 560 });
    await page.goto(`${stack.webUrl}/messages`);
    const old = page.getByRole("button", { name: "Lead assigned to old@nilegate.example" });
    await page.getByText("It waited for longer than it was good for, and was not sent.").waitFor();
    await old.focus();
    await workspace.api("POST", "/v1/notify/dispatch", { channel: "email", to: "mona@nilegate.example", template_code: "lead.assigned", payload: words });
    await page.getByRole("button", { name: "Lead assigned to mona@nilegate.example" }).waitFor();
    await page.getByRole("row", { name: /mona@nilegate/ }).getByText("Sent", { exact: true }).waitFor();
    expect(await focused()).toBe("Lead assigned to old@nilegate.example");
    await page.keyboard.press("Enter");
    const drawer = page.getByRole("dialog", { name: /^Email · / }), body = drawer.locator(".drawer__body");
    await drawer.getByText("It did not arrive").waitFor();
    await page.frameLocator("iframe").getByText("Mona El-Sayed is your lead now.").waitFor();
    await body.evaluate((element) => { element.scrollTop = 120; element.dataset["same"] = "yes"; });
    await workspace.api("POST", `/v1/notify/messages/${id}/requeue`);
    await drawer.getByText("Taken by the provider").waitFor();
    expect(await drawer.getByText("It did not arrive").count()).toBe(0);
    expect(await body.evaluate((element) => [element.dataset["same"], element.scrollTop > 0])).toEqual(["yes", true]);
    await shoot(page, "message-live-en");
    await page.keyboard.press("Escape");
    await page.getByRole("row", { name: /old@nilegate/ }).getByText("Sent", { exact: true }).waitFor();
    expect(await focused()).toBe("Lead assigned to old@nilegate.example");
  });

  it("shows what became of each message, and why", async () => {
    const { workspace } = await someMessages();
    const page = await signIn(browser, stack, workspace);
    await page.goto(`${stack.webUrl}/messages`);
    await page.getByText("The provider's credit is used up.").waitFor();
    await page.getByText(/^Scheduled for/).waitFor();
    await page.getByText("It waits for the end of quiet hours.").waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await shoot(page, "messages-en");
    await page.getByRole("button", { name: "Lead assigned to mona@nilegate.example" }).click();
    const drawer = page.getByRole("dialog", { name: /^Email · / });
    await drawer.getByText("Taken by the provider").waitFor();
    await drawer.getByText("Is sent", { exact: true }).waitFor();
    await page.frameLocator("iframe").getByText("Mona El-Sayed is your lead now.").waitFor();
    expect(await drawer.locator("iframe").getAttribute("sandbox")).toBe("");
    await shoot(page, "message-en");
    await drawer.locator("iframe").scrollIntoViewIfNeeded();
    await shoot(page, "message-words-en");
    await page.keyboard.press("Escape");

    await page.getByRole("button", { name: "Failed", exact: true }).click();
    await expect.poll(() => page.getByText(/Scheduled for/).count()).toBe(0);
    await page.getByRole("button", { name: "Lead assigned to +201004827715" }).click();
    const failed = page.getByRole("dialog", { name: /^SMS · / });
    await failed.getByText("It did not arrive").waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await shoot(page, "message-failed-en");
    await failed.getByRole("button", { name: "Send again" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Send again" }).click();
    await page.getByText("It is on its way again.").waitFor();
    await page.context().close();
  });

  it("sends a message after a look at where it goes, and explains why it may not", async () => {
    const workspace = await newWorkspace(stack);
    const page = await signIn(browser, stack, workspace);
    await page.goto(`${stack.webUrl}/messages`);
    await page.getByRole("button", { name: "Send a message" }).click();
    const dialog = page.getByRole("dialog", { name: "Send a message" });
    await dialog.getByRole("button", { name: /^Channel/ }).click();
    await page.getByRole("option", { name: "Email" }).click();
    await dialog.getByRole("radio", { name: "An address" }).check();
    await dialog.getByRole("button", { name: "Send", exact: true }).click();
    await dialog.getByText("Say who it is for.").waitFor();
    await dialog.getByLabel("Email or phone").fill("mona@nilegate.example");
    await dialog.getByRole("combobox", { name: "Template" }).fill("lead.assigned");
    await page.getByRole("option", { name: /^Lead assigned/ }).click();
    await dialog.getByRole("radio", { name: "Marketing" }).check();
    await dialog.getByRole("button", { name: "Show what happens" }).click();
    await dialog.getByText("The template needs more values. They are listed below.").waitFor();
    await dialog.getByLabel("lead_name").fill("Mona El-Sayed");
    await dialog.getByLabel("score").fill("80");
    await dialog.getByRole("button", { name: "Send", exact: true }).click();
    await dialog.getByText("Email: They have not agreed to marketing on this channel.").waitFor();
    await dialog.getByRole("radio", { name: "Service" }).check();
    await dialog.getByRole("button", { name: "Show what happens" }).click();
    await dialog.getByText("Is sent", { exact: true }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await shoot(page, "message-send-en");
    await dialog.getByRole("button", { name: "Send", exact: true }).click();
    await page.getByText("The message is on its way.").waitFor();
    await page.getByRole("button", { name: "Lead assigned to mona@nilegate.example" }).waitFor();
    await page.context().close();
  });

  it("is read in Arabic, in the dark and on a phone", async () => {
    const { workspace } = await someMessages({ tenant: "بوابة النيل" });
    const page = await signIn(browser, stack, workspace, { language: "ar", theme: "dark" });
    await page.goto(`${stack.webUrl}/messages`);
    await page.getByRole("button", { name: /201004827715/ }).click();
    await page.getByRole("dialog").getByText("نفد الرصيد عند مزود الخدمة.").waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await shoot(page, "message-failed-ar");
    await page.keyboard.press("Escape");
    await shoot(page, "messages-ar");
    await page.context().close();
    const phone = await signIn(browser, stack, workspace, { language: "ar", phone: true });
    await phone.goto(`${stack.webUrl}/messages`);
    await phone.getByRole("link", { name: "حال الرسائل" }).waitFor();
    await phone.getByText("مجدولة").first().waitFor();
    expect(await widthOf(phone)).toBeLessThanOrEqual(390);
    expect(await accessibilityProblems(phone)).toEqual([]);
    await shoot(phone, "messages-phone-ar");
    await phone.context().close();
  });
});

describe("the health of messages", { timeout: 180_000 }, () => {
  it("is seen at a glance, as figures too, and leads to the messages that failed", async () => {
    const { workspace } = await someMessages();
    const page = await signIn(browser, stack, workspace);
    await page.goto(`${stack.webUrl}/messages`);
    await page.getByRole("link", { name: "How messages fare" }).click();
    await page.getByRole("button", { name: "Last 30 days" }).click();
    await page.getByText("There is no such mailbox.").waitFor();
    await page.getByText("1 scheduled for later").waitFor();
    await page.getByText("Show as a table").click();
    await page.getByRole("region", { name: "Sent and failed messages of each day" }).getByRole("row").nth(2).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await shoot(page, "health-en");
    await page.getByRole("link", { name: /^Show them: The provider's credit/ }).click();
    await page.getByRole("button", { name: "Lead assigned to +201004827715" }).waitFor();
    expect(await page.getByText("mona@nilegate.example").count()).toBe(0);
    await page.context().close();
    const phone = await signIn(browser, stack, workspace, { language: "ar", theme: "dark", phone: true });
    await phone.goto(`${stack.webUrl}/messages/health`);
    await phone.getByText("نفد الرصيد عند مزود الخدمة.").waitFor();
    expect(await widthOf(phone)).toBeLessThanOrEqual(390);
    expect(await accessibilityProblems(phone)).toEqual([]);
    await shoot(phone, "health-phone-ar");
    await phone.context().close();
  });
});

describe("the suppression centre", { timeout: 180_000 }, () => {
  it("adds, finds and lifts an address, and says why another one stays", async () => {
    const workspace = await newWorkspace(stack);
    await sql(stack, "insert into suppression_list (id, tenant_id, channel, normalized_value, reason, detail) values (gen_random_uuid(), $1, 'sms', '+201004827715', 'stop', 'STOP')", [workspace.tenant_id]);
    const page = await signIn(browser, stack, workspace);
    await page.goto(`${stack.webUrl}/suppression`);
    await page.getByRole("button", { name: "Suppress an address" }).click();
    const dialog = page.getByRole("dialog", { name: "Suppress an address" });
    await dialog.getByLabel("Email", { exact: true }).last().fill("Old@NileGate.example");
    await dialog.getByRole("button", { name: "Suppress an address" }).click();
    await dialog.getByText("Say why.").waitFor();
    await dialog.getByLabel("Note").fill("Asked by phone not to be written to.");
    expect(await accessibilityProblems(page)).toEqual([]);
    await shoot(page, "suppress-en");
    await dialog.getByRole("button", { name: "Suppress an address" }).click();
    await page.getByRole("button", { name: "old@nilegate.example" }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await shoot(page, "suppression-en");
    await page.getByRole("searchbox", { name: "Search an email or number" }).fill("20100482");
    await expect.poll(() => page.getByRole("button", { name: "old@nilegate.example" }).count()).toBe(0);
    await page.getByRole("button", { name: /\+20 100/ }).click();
    const drawer = page.getByRole("dialog");
    await drawer.getByText(/once they send START/).waitFor();
    expect(await drawer.getByRole("button", { name: "Lift" }).count()).toBe(0);
    expect(await accessibilityProblems(page)).toEqual([]);
    await shoot(page, "suppression-stop-en");
    await page.keyboard.press("Escape");
    await page.getByRole("searchbox", { name: "Search an email or number" }).fill("");
    await page.getByRole("button", { name: "old@nilegate.example" }).click();
    await drawer.getByRole("button", { name: "Lift" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Lift" }).click();
    await page.getByText(/can be written to again\.$/).waitFor();
    await expect.poll(() => page.getByRole("button", { name: "old@nilegate.example" }).count()).toBe(0);
    expect((await workspace.api("GET", "/v1/notify/suppression")).items).toMatchObject([{ reason: "stop" }]);
    await page.context().close();
  });

  it("is read in Arabic on a phone, with the history of an address", async () => {
    const workspace = await newWorkspace(stack);
    await workspace.api("POST", "/v1/notify/suppression", { channel: "email", value: "mona@nilegate.example", note: "طلبت ذلك هاتفيًا.", scope: "marketing" });
    const page = await signIn(browser, stack, workspace, { language: "ar", theme: "dark", phone: true });
    await page.goto(`${stack.webUrl}/suppression`);
    await page.getByText("mona@nilegate.example").click();
    await page.getByRole("dialog").getByText("تصل إليه الرسائل الخدمية.").waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await shoot(page, "suppression-phone-ar");
    await page.getByRole("link", { name: "تاريخه في سجل التدقيق" }).click();
    await page.getByText("إنشاء · منع مراسلة").waitFor();
    await page.context().close();
  });
});
