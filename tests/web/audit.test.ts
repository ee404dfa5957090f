import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { Browser } from "playwright-core";
import { accessibilityProblems, newWorkspace, shoot, signIn, sql, startBrowser } from "./support.ts";

const stack = { apiUrl: inject("apiUrl"), webUrl: inject("webUrl"), ownerUrl: inject("ownerUrl") };
let browser: Browser;
beforeAll(async () => { browser = await startBrowser(inject("chromium")); });
afterAll(() => browser.close());

/** A workspace in which a lead was made and changed. */
async function changedLead() {
  const workspace = await newWorkspace(stack);
  const lead = await workspace.api("POST", "/v1/leads", { first_name: "Mona", last_name: "El-Sayed", phone_e164: "+201004827715", source: "web" });
  await workspace.api("PATCH", `/v1/leads/${lead.id}`, { interest: "Three rooms, lake side" });
  return { workspace, lead };
}
/** Until every row is linked: the sweep may be sealing at the same moment, and only one can. */
const seal = () => expect.poll(async () => {
  await sql(stack, "select app.seal_audit(10000)");
  return sql(stack, "select count(*)::int as n from audit_logs where number is null");
}, { timeout: 20_000 }).toEqual([{ n: 0 }]);

describe("the audit log", { timeout: 180_000 }, () => {
  it("is narrowed, opened, downloaded, and found untouched", async () => {
    const { workspace } = await changedLead();
    const page = await signIn(browser, stack, workspace);
    await page.goto(`${stack.webUrl}/audit-log?entity_type=leads`);
    await page.getByRole("button", { name: "Created Lead" }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await shoot(page, "audit-log-en");
    await page.getByRole("button", { name: "Changed Lead" }).click();
    const drawer = page.getByRole("dialog", { name: "Changed: Lead" });
    const row = drawer.getByRole("row").filter({ hasText: "interest" });
    await row.locator("ins").getByText("Three rooms, lake side").waitFor();
    expect(await drawer.getByRole("row").count()).toBe(2);
    expect(await accessibilityProblems(page)).toEqual([]);
    await shoot(page, "audit-entry-en");
    await drawer.getByRole("button", { name: "Everything about this record" }).click();
    await page.getByRole("button", { name: "Remove filter Record id" }).waitFor();
    await page.getByRole("button", { name: "Created Lead" }).waitFor();

    await page.getByRole("button", { name: "Export" }).click();
    const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("menuitem", { name: "As JSONL" }).click()]);
    const lines = (await readFile(await file.path(), "utf8")).trim().split("\n").map((line) => JSON.parse(line) as { entity_type: string; action: string });
    expect(lines.map(({ entity_type, action }) => `${action} ${entity_type}`)).toEqual(["update leads", "insert leads"]);

    await seal();
    await page.getByRole("button", { name: "Verify chain" }).click();
    await page.getByRole("dialog").getByText("The log is untouched").waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await shoot(page, "audit-verified-en");
    await page.context().close();
  });

  it("names the first row that somebody has tampered with, in Arabic and on a phone", async () => {
    const { workspace, lead } = await changedLead();
    await seal();
    const page = await signIn(browser, stack, workspace, { language: "ar", theme: "dark" });
    await page.goto(`${stack.webUrl}/audit-log?entity_type=leads`);
    await page.getByRole("button", { name: "تعديل عميل محتمل" }).click();
    await page.getByRole("dialog").locator("ins").getByText("Three rooms, lake side").waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await shoot(page, "audit-entry-ar");
    await page.keyboard.press("Escape");

    const [{ number }] = await sql(stack, "select number from audit_logs where entity_id = $1 and action = 'insert'", [lead.id]) as [{ number: string }];
    await sql(stack, "update audit_logs set after_data = after_data || '{\"first_name\": \"Nobody\"}' where entity_id = $1 and action = 'insert'", [lead.id]);
    await page.getByRole("button", { name: "فحص السلسلة" }).click();
    await page.getByRole("dialog").getByText(`السطر ${number} هو أول سطر غير سليم. ليس كما كُتب.`).waitFor();
    await page.getByRole("dialog").getByText(/موضوعه: عميل محتمل/).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await shoot(page, "audit-broken-ar");
    await page.context().close();

    const phone = await signIn(browser, stack, workspace, { language: "ar", phone: true });
    await phone.goto(`${stack.webUrl}/audit-log`);
    await phone.getByRole("button", { name: /إنشاء · عميل محتمل/ }).first().click();
    await phone.getByRole("dialog").locator("ins").first().waitFor();
    expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    expect(await accessibilityProblems(phone)).toEqual([]);
    await shoot(phone, "audit-entry-phone-ar");
    await phone.context().close();
  });
});
