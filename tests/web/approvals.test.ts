import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { Browser, Locator, Page } from "playwright-core";
import type { Member } from "#local/members.ts";
import { ask, discounts, newOffice, PASSWORD } from "./approvals-office.ts";
import { accessibilityProblems, newWorkspace, shoot, signIn, startBrowser } from "./support.ts";

const stack = { apiUrl: inject("apiUrl"), webUrl: inject("webUrl"), ownerUrl: inject("ownerUrl") };
let browser: Browser;
beforeAll(async () => { browser = await startBrowser(inject("chromium")); });
afterAll(() => browser.close());

const office = (given?: Parameters<typeof newOffice>[1]) => newOffice(stack, given);
const askFor = (who: Member, path: string, body: unknown) => ask(stack, who, path, body);
const asPage = (who: Member, look: Parameters<typeof signIn>[3] = {}) => signIn(browser, stack, { email: who.email, password: PASSWORD }, look);
const choose = async (page: Page, scope: Locator, field: string | RegExp, option: string | RegExp) => {
  await scope.getByRole("button", { name: field }).last().click();
  await page.getByRole("option", { name: option }).click();
};

describe("a discount that needs approval", { timeout: 240_000 }, () => {
  it("is held back by a policy written in the editor, asked for, approved from the inbox, and carried out while the agent looks on", async () => {
    const { workspace, manager, agent, deal } = await office();
    const boss = await signIn(browser, stack, workspace);
    await boss.goto(`${stack.webUrl}/approvals/policies`);
    await boss.getByRole("heading", { name: "No policies yet" }).waitFor();
    await boss.getByRole("link", { name: "New policy" }).last().click();
    const form = boss.locator("form.form");
    await form.getByRole("button", { name: "Create policy" }).click();
    await form.getByText("Give the policy a name.").waitFor();
    await form.getByText("Choose who decides.").waitFor();
    await form.getByLabel("Name", { exact: true }).fill("Discounts above 10 %");
    await choose(boss, form, /^Field/, "Discount, percent");
    await form.getByLabel("Value").fill("10");
    await form.getByRole("button", { name: "Add a line" }).click();
    await choose(boss, form, /^Field/, "Currency");
    await choose(boss, form, /Value/, "EGP");
    await expect.poll(() => form.locator("output").first().textContent()).toBe('discount_percent > 10 && currency == "EGP"');
    await form.getByRole("combobox", { name: "Role" }).fill("Sales man");
    await boss.getByRole("option", { name: "Sales manager" }).click();
    await form.getByLabel("Hours to decide").fill("24");
    expect(await accessibilityProblems(boss)).toEqual([]);
    await shoot(boss, "approval-policy-en");
    await form.getByRole("button", { name: "Create policy" }).click();
    await boss.getByRole("link", { name: "Discounts above 10 %" }).waitFor();
    await boss.getByText("1 of 2 active policies in your plan").waitFor();
    await shoot(boss, "approval-policies-en");

    const asking = await asPage(agent);
    await asking.goto(`${stack.webUrl}/deals/${deal.id}?tab=details`);
    await asking.getByRole("button", { name: "Edit details" }).click();
    await asking.locator("form.form").getByLabel("Amount").fill("7,000,000");
    await asking.locator("form.form").getByRole("button", { name: "Save" }).click();
    await asking.getByText(/sent for approval/).waitFor();
    await asking.locator(".callout").getByText("Waiting for approval").waitFor();
    expect((await workspace.api("GET", `/v1/deals/${deal.id}`)).amount_minor).toBe(845_000_000);
    expect(await accessibilityProblems(asking)).toEqual([]);
    await shoot(asking, "approval-deal-en");

    const deciding = await asPage(manager);
    await deciding.getByRole("button", { name: /^Inbox, \d+ unread/ }).click();
    await deciding.getByRole("dialog").getByRole("button", { name: /Approval needed: Mona, lake side/ }).click();
    await deciding.getByRole("heading", { level: 1, name: "Mona, lake side" }).waitFor();
    expect(await deciding.locator(".record-head .asked").textContent()).toContain("7,000,000");
    await deciding.getByRole("button", { name: "Reject" }).click();
    await deciding.getByText("Say why, so that Dina Shafik knows what to change.").waitFor();
    expect(await accessibilityProblems(deciding)).toEqual([]);
    await shoot(deciding, "approval-request-en");
    await deciding.getByLabel("Comment").fill("Fine, if she signs this week.");
    await deciding.keyboard.press("Tab");
    await deciding.keyboard.press("Enter");
    await deciding.getByText(/^Approved and carried out/).waitFor();
    await shoot(deciding, "approval-approved-en");
    await deciding.goto(`${stack.webUrl}/approvals`);
    await deciding.getByText("Nothing waits for you").waitFor();
    await deciding.getByRole("button", { name: "All", exact: true }).click();
    await deciding.getByRole("link", { name: "Mona, lake side" }).waitFor();
    expect(await accessibilityProblems(deciding)).toEqual([]);
    await shoot(deciding, "approvals-en");

    await asking.locator(".callout").getByText("Waiting for approval").waitFor({ state: "detached" });
    await expect.poll(() => asking.locator(".key-facts").textContent()).toContain("7,000,000");
    for (const page of [boss, asking, deciding]) await page.context().close();
  });

  it("is rejected on a phone, in Arabic, and the requester reads why", async () => {
    const { workspace, manager, agent, deal } = await office({ manager: "هشام البدري", agent: "دينا شفيق" });
    await workspace.api("POST", "/v1/approvals/policies", discounts);
    const { id } = await askFor(agent, `/v1/deals/${deal.id}`, { amount_minor: 700_000_000 });
    const page = await asPage(manager, { language: "ar", phone: true, theme: "dark" });
    await page.goto(`${stack.webUrl}/approvals`);
    await page.getByRole("link", { name: /Mona, lake side/ }).waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    expect(await accessibilityProblems(page)).toEqual([]);
    await shoot(page, "approvals-phone-ar");
    await page.getByRole("link", { name: /Mona, lake side/ }).click();
    await page.getByLabel("تعليق").fill("الخصم أكبر مما اتفقنا عليه.");
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    expect(await accessibilityProblems(page)).toEqual([]);
    await shoot(page, "approval-request-phone-ar");
    await page.getByRole("button", { name: "رفض", exact: true }).click();
    await page.locator(".callout").getByText(/^رُفض/).waitFor();
    expect((await workspace.api("GET", `/v1/deals/${deal.id}`)).amount_minor).toBe(845_000_000);

    const asker = await asPage(agent, { language: "ar" });
    await asker.goto(`${stack.webUrl}/approvals/${id}`);
    await asker.getByText("الخصم أكبر مما اتفقنا عليه.").waitFor();
    expect(await accessibilityProblems(asker)).toEqual([]);
    await shoot(asker, "approval-rejected-ar");
    await page.context().close();
    await asker.context().close();
  });

  it("is withdrawn by who asked, and decided by a stand-in while its approver is away", async () => {
    const { workspace, manager, agent: colleague, unit } = await office({ role: "finance_manager" });
    await workspace.api("POST", "/v1/approvals/policies", { name: "Prices", action_code: "unit.price", steps: [{ approver_mode: "user", approver_ref: manager.user_id }] });
    const boss = await signIn(browser, stack, workspace);
    const setPrice = async (price: string, deciders: string) => {
      await boss.goto(`${stack.webUrl}/units/${unit.id}`);
      await boss.getByRole("button", { name: "Change price" }).click();
      const dialog = boss.getByRole("dialog");
      await dialog.getByLabel("New price").fill(price);
      await dialog.getByRole("button", { name: "Change price" }).click();
      await boss.getByText(/sent for approval/).waitFor();
      await boss.locator(".callout").getByRole("link", { name: "See request" }).click();
      await boss.getByText(`You asked for this yourself, so somebody else decides. Waits for ${deciders}.`).waitFor();
    };
    await setPrice("8,000,000", "Hisham El-Badry");
    await shoot(boss, "approval-own-en");
    await boss.getByRole("button", { name: "Withdraw" }).click();
    await boss.getByRole("alertdialog").getByRole("button", { name: "Withdraw" }).click();
    await boss.locator(".callout").getByText(/^Withdrawn/).waitFor();

    const away = await asPage(manager);
    await away.goto(`${stack.webUrl}/approvals`);
    await away.getByRole("button", { name: "Stand-ins" }).click();
    const dialog = away.getByRole("dialog", { name: "Stand-ins" });
    await dialog.getByRole("combobox", { name: "Stand-in" }).fill("Dina");
    await away.getByRole("option", { name: "Dina Shafik" }).click();
    await dialog.getByRole("button", { name: "Add stand-in" }).click();
    await dialog.getByText("Choose a day.").waitFor();
    expect(await accessibilityProblems(away)).toEqual([]);
    await shoot(away, "approval-stand-ins-en");
    await dialog.getByLabel("Until").fill("31 Dec 2026");
    await away.keyboard.press("Tab");
    await dialog.getByRole("button", { name: "Add stand-in" }).click();
    await away.getByText("Dina Shafik may decide for you").waitFor();
    await setPrice("8,100,000", "Dina Shafik and Hisham El-Badry");
    const standIn = await asPage(colleague);
    await standIn.getByRole("link", { name: "Approvals 1" }).click();
    await standIn.getByRole("link", { name: "A-1204" }).click();
    await standIn.getByRole("button", { name: "Approve and carry out" }).click();
    await standIn.getByText("for Hisham El-Badry").waitFor();
    await shoot(standIn, "approval-stood-in-en");
    expect((await workspace.api("GET", `/v1/units/${unit.id}`)).price_minor).toBe(810_000_000);
    await standIn.context().close();
    await boss.context().close();
    await away.context().close();
  });
});

describe("a policy", { timeout: 180_000 }, () => {
  it("says beside the field what the API refuses, and that the plan is full", async () => {
    const workspace = await newWorkspace(stack);
    for (const name of ["One", "Two"]) await workspace.api("POST", "/v1/approvals/policies", { ...discounts, name });
    const page = await signIn(browser, stack, workspace);
    await page.goto(`${stack.webUrl}/approvals/policies`);
    await page.getByRole("link", { name: "One" }).click();
    const form = page.locator("form.form");
    await form.getByRole("radio", { name: "Expression" }).first().check();
    await form.getByRole("textbox", { name: "Expression" }).fill("discount_percent >");
    await form.getByRole("button", { name: "Add a step" }).click();
    await form.getByRole("combobox", { name: "Role" }).last().fill("Admin");
    await page.getByRole("option", { name: "Admin", exact: true }).click();
    await form.getByRole("button", { name: "Move step 2 up" }).click();
    await form.getByRole("button", { name: "Save policy" }).click();
    await form.locator(".field__error").getByText(/The condition is not valid/).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await shoot(page, "approval-policy-refused-en");
    await form.getByRole("textbox", { name: "Expression" }).fill("discount_percent > 15.0");
    await form.getByRole("button", { name: "Save policy" }).click();
    await page.getByText("One was saved").waitFor();
    const { items } = await workspace.api("GET", "/v1/approvals/policies?sort=name");
    expect(items[0]).toMatchObject({ expression: "discount_percent > 15.0", steps: [{ approver_ref: "admin" }, { approver_ref: "sales_manager", sla_hours: 24 }] });

    await page.getByRole("link", { name: "New policy" }).click();
    await form.getByLabel("Name", { exact: true }).fill("Three");
    await form.getByLabel("Value").fill("5");
    await form.getByRole("combobox", { name: "Role" }).fill("Admin");
    await page.getByRole("option", { name: "Admin", exact: true }).click();
    await form.getByRole("button", { name: "Create policy" }).click();
    await form.getByText(/Your plan allows no more active policies/).waitFor();
    await page.context().close();
  });

  it("is written in Arabic, on a phone too", async () => {
    const workspace = await newWorkspace(stack, { tenant: "بوابة النيل", owner: "كريم عادل" });
    await workspace.api("POST", "/v1/approvals/policies", { ...discounts, name: "خصومات تتجاوز 10٪", steps: [discounts.steps[0], { kind: "parallel", required: 2, approver_mode: "role", approver_ref: "admin" }] });
    for (const phone of [false, true]) {
      const page = await signIn(browser, stack, workspace, { language: "ar", phone });
      await page.goto(`${stack.webUrl}/approvals/policies`);
      const link = page.getByRole("link", { name: "خصومات تتجاوز 10٪" });
      await link.waitFor();
      expect(await accessibilityProblems(page)).toEqual([]);
      await shoot(page, phone ? "approval-policies-phone-ar" : "approval-policies-ar");
      await link.click();
      await page.getByRole("button", { name: "حفظ السياسة" }).waitFor();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(phone ? 390 : 1440);
      expect(await accessibilityProblems(page)).toEqual([]);
      await shoot(page, phone ? "approval-policy-phone-ar" : "approval-policy-ar");
      await page.context().close();
    }
  });
});
