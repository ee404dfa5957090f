import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { Browser } from "playwright-core";
import { accessibilityProblems, newWorkspace, shoot, signIn, startBrowser } from "./support.ts";

const stack = { apiUrl: inject("apiUrl"), webUrl: inject("webUrl"), ownerUrl: inject("ownerUrl") };
let browser: Browser;
beforeAll(async () => { browser = await startBrowser(inject("chromium")); });
afterAll(() => browser.close());

describe("the settings of a company", { timeout: 180_000 }, () => {
  it("are changed by who may, against the newest version", async () => {
    const workspace = await newWorkspace(stack);
    const page = await signIn(browser, stack, workspace);
    await page.goto(`${stack.webUrl}/company`);
    await page.getByText("Africa/Cairo").waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await shoot(page, "company-settings-en");
    await page.getByRole("button", { name: "Edit settings" }).click();
    const form = page.locator("form.form");
    await form.getByRole("button", { name: /Second factor/ }).click();
    await page.getByRole("option", { name: "Everybody needs one" }).click();
    await form.getByRole("button", { name: /Audit log is kept for/ }).click();
    await page.getByRole("option", { name: "3 years" }).click();
    await form.getByLabel("Sign in again after").fill("45");
    await form.getByRole("button", { name: "Save" }).click();
    await form.getByText("Write 1 to 30 days.").waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await form.getByLabel("Sign in again after").fill("14");
    await workspace.api("PATCH", "/v1/business", { name: "Nile Gate" });
    await form.getByRole("button", { name: "Save" }).click();
    await page.getByRole("dialog", { name: "Someone saved first" }).getByRole("button", { name: "Save chosen" }).click();
    await page.getByText("Settings saved").waitFor();
    expect(await workspace.api("GET", "/v1/business")).toMatchObject({ name: "Nile Gate", settings: { mfa_policy: "all", audit_retention_days: 1095, session_max_days: 14 } });
    await page.context().close();
  });

  it("switch modules on and off, with what stands in the way named", async () => {
    const workspace = await newWorkspace(stack);
    const page = await signIn(browser, stack, workspace);
    await page.goto(`${stack.webUrl}/company?tab=modules`);
    await page.getByRole("switch", { name: "Inventory is on" }).click();
    await page.getByText("Switch off first: Floor plans. They need it.").waitFor();
    await page.getByRole("switch", { name: "Floor plans is on" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Switch off" }).click();
    await page.getByText("Floor plans is off").waitFor();
    await expect.poll(() => page.getByRole("switch", { name: "Floor plans is on" }).isChecked()).toBe(false);
    expect((await workspace.api("GET", "/v1/business/modules")).items.find((one: { id: string }) => one.id === "maps").status).toBe("off");
    expect(await accessibilityProblems(page)).toEqual([]);
    await shoot(page, "company-modules-en");
    await page.getByRole("tab", { name: "Events" }).click();
    await workspace.api("POST", "/v1/deals", { name: "Lake side" });
    await page.getByText("created the deal").waitFor();
    await page.reload();
    await page.getByText("created the deal").waitFor();
    expect(await page.getByText("stayed signed in").count()).toBe(0);
    expect(await accessibilityProblems(page)).toEqual([]);
    await shoot(page, "company-events-en");
    await page.getByRole("button", { name: /Show/ }).click();
    await page.getByRole("option", { name: "Technical steps too" }).click();
    await page.getByText("stayed signed in").first().waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await shoot(page, "company-events-technical-en");
    await page.getByRole("button", { name: /Show/ }).click();
    await page.getByRole("option", { name: "What people did" }).click();
    await page.getByText("stayed signed in").first().waitFor({ state: "detached" });
    await page.context().close();
  });

  it("give away all data, hand a person theirs, and erase them once the name is typed", async () => {
    const workspace = await newWorkspace(stack);
    const contact = await workspace.api("POST", "/v1/contacts", { first_name: "Mona", last_name: "El-Sayed", phone_e164: "+201004827715" });
    const page = await signIn(browser, stack, workspace);
    await page.goto(`${stack.webUrl}/company?tab=data`);
    await page.getByRole("button", { name: "Start an export" }).click();
    await page.getByRole("link", { name: "Download" }).waitFor({ timeout: 60_000 });
    const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Download" }).click()]);
    expect(await readFile(await file.path(), "utf8")).toContain(contact.id);

    await page.getByRole("button", { name: "Erase for good" }).click();
    await page.getByText("Choose a person.").waitFor();
    await page.getByRole("combobox", { name: "Person" }).fill("Mona");
    await page.getByRole("option", { name: /Mona El-Sayed/ }).click();
    const [copy] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Download a copy" }).click()]);
    expect(JSON.parse(await readFile(await copy.path(), "utf8"))).toMatchObject({ type: "contact", id: contact.id });
    await page.getByRole("button", { name: "Erase for good" }).click();
    const dialog = page.getByRole("dialog", { name: "Erase Mona El-Sayed for good?" });
    await dialog.getByRole("button", { name: "Erase for good" }).click();
    await dialog.getByText("This is not the name.").waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await shoot(page, "company-erase-en");
    await dialog.getByLabel("Type Mona El-Sayed to confirm").fill("Mona El-Sayed");
    await dialog.getByRole("button", { name: "Erase for good" }).click();
    await page.getByText("Mona El-Sayed was erased").waitFor();
    expect(JSON.stringify(await workspace.api("GET", "/v1/contacts"))).not.toContain("4827715");
    await page.context().close();
  });

  it("read from right to left, and fit a phone", async () => {
    const workspace = await newWorkspace(stack, { tenant: "بوابة النيل", owner: "كريم عادل" });
    await workspace.api("POST", "/v1/deals", { name: "شقة على البحيرة" });
    for (const phone of [false, true]) {
      const page = await signIn(browser, stack, workspace, { language: "ar", phone, theme: phone ? "dark" : "light" });
      for (const [tab, words] of [["settings", "تعديل الإعدادات"], ["modules", "المخزون العقاري"], ["events", "كريم عادل"], ["data", "بدء التصدير"]] as const) {
        await page.goto(`${stack.webUrl}/company?tab=${tab}`);
        await page.locator(".company-panel:not([hidden])").getByText(words).first().waitFor();
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(phone ? 390 : 1440);
        expect(await accessibilityProblems(page)).toEqual([]);
        await shoot(page, `company-${tab}-${phone ? "phone-" : ""}ar`);
      }
      await page.context().close();
    }
  });
});
