import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { Browser, Page } from "playwright-core";
import { bringIn, signIn as signInByApi } from "#local/members.ts";
import { accessibilityProblems, type Language, newWorkspace, shoot, signIn, sql, startBrowser, type Workspace } from "./support.ts";

const stack = { apiUrl: inject("apiUrl"), webUrl: inject("webUrl"), ownerUrl: inject("ownerUrl") };
let browser: Browser;
beforeAll(async () => { browser = await startBrowser(inject("chromium")); });
afterAll(() => browser.close());

const WORDS = {
  en: { roles: "Roles", matrix: "What each role may do", duplicate: "Duplicate", create: "Create role", name: "Name", code: "Code", unsaved: /3 changes not saved/, save: "Save", saved: /^Saved/, given: "Given, not saved", leads: "Leads", own: /^Own/ },
  ar: { roles: "الأدوار", matrix: "ما يُسمح به لكل دور", duplicate: "نسخ", create: "إنشاء الدور", name: "الاسم", code: "الرمز", unsaved: /3 تغييرات لم تُحفظ/, save: "حفظ", saved: /^حُفظ، ويسري/, given: "ممنوحة, لم تُحفظ", leads: "العملاء المحتملون", own: /^سجلاته/ },
} as const;
const BOTH = ["en", "ar"] as const satisfies Language[];
const PASSWORD = "Seven green doors 84";

const roleOf = async (who: Workspace, code: string) => ((await who.api("GET", "/v1/admin/roles?limit=100")).items as { id: string; code: string; version: number }[]).find((role) => role.code === code)!;
const rightsOf = async (who: Workspace, code: string) => who.api("GET", `/v1/admin/roles/${(await roleOf(who, code)).id}/permissions`);
const pick = async (page: Page, label: string, option: string) => {
  await page.getByRole("combobox", { name: new RegExp(`^${label}( Optional)?$`) }).fill(option.slice(0, 6));
  await page.getByRole("option", { name: option }).first().click();
};
/** The cell of a permission (by its code) in a column, counted from the first role. */
const cell = (page: Page, code: string, column: number) => page.getByRole("row").filter({ has: page.getByText(code, { exact: true }) }).locator("td").nth(column + 1);
const columnOf = async (page: Page, role: string) => (await page.getByRole("columnheader").allInnerTexts()).findIndex((text) => text.startsWith(role)) - 1;

describe("roles", { timeout: 240_000 }, () => {
  it.each(BOTH)("gives and takes permissions by keyboard and saves them at once (%s)", async (language) => {
    const w = WORDS[language], who = await newWorkspace(stack), page = await signIn(browser, stack, who, { language });
    await page.goto(`${stack.webUrl}/roles`);
    await page.getByRole("grid", { name: w.matrix }).waitFor();
    await cell(page, "lead.read", await columnOf(page, "Sales agent")).focus();
    await page.getByRole("button", { name: w.duplicate }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("textbox", { name: w.name }).fill("Branch agent");
    await dialog.getByRole("textbox", { name: w.code }).fill("branch_agent");
    await dialog.getByRole("button", { name: w.create }).click();
    await page.getByRole("columnheader", { name: /Branch agent/ }).waitFor();

    const column = await columnOf(page, "Branch agent");
    await cell(page, "lead.delete", column).focus();
    await page.keyboard.press("Space");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Space");
    await page.getByText(w.given).first().waitFor();
    await page.getByRole("button", { name: new RegExp(`^${w.leads}`) }).click();
    await page.getByRole("option", { name: w.own }).click();
    await page.getByText(w.unsaved).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await shoot(page, `roles-${language}`);
    await page.getByRole("button", { name: w.save, exact: true }).click();
    await page.getByText(w.saved).waitFor();
    const rights = await rightsOf(who, "branch_agent");
    expect(rights.permissions).toEqual(expect.arrayContaining(["lead.delete", "lead.import", "lead.read", "deal.read"]));
    expect(rights.visibility).toMatchObject({ lead: "own", deal: "all" });
    await page.context().close();
  });

  it("turns a whole area on and off, leaves built-in roles alone, and asks before changes are lost", async () => {
    const who = await newWorkspace(stack), page = await signIn(browser, stack, who);
    await page.goto(`${stack.webUrl}/roles`);
    await page.getByRole("grid").waitFor();
    const column = await columnOf(page, "Telemarketing agent");
    const area = page.getByRole("row", { name: /^Floor plans/ }).locator("td").nth(column + 1);
    await area.getByText("0 of 7 given").waitFor();
    await area.click();
    await area.getByText("7 of 7 given").waitFor();
    await page.getByText("7 changes not saved").waitFor();
    await area.click();
    await area.getByText("0 of 7 given").waitFor();
    await page.getByText("changes not saved").waitFor({ state: "detached" });
    await cell(page, "deal.delete", await columnOf(page, "Staff")).click();
    await page.getByText("This role is built in and cannot be changed. Duplicate it to make one of your own.").first().waitFor();
    await cell(page, "deal.delete", column).click();
    await page.getByText("1 change not saved").waitFor();
    await page.getByRole("navigation", { name: "Main navigation" }).getByRole("link", { name: "Users" }).click();
    const question = page.getByRole("alertdialog", { name: "Leave without saving?" });
    await question.getByRole("button", { name: "Keep editing" }).click();
    await page.getByRole("button", { name: "Discard" }).click();
    await page.getByText("change not saved").waitFor({ state: "detached" });
    await page.context().close();
  });

  it("lays out what somebody else saved first, and keeps what is chosen", async () => {
    const who = await newWorkspace(stack), page = await signIn(browser, stack, who);
    await page.goto(`${stack.webUrl}/roles`);
    await page.getByRole("grid").waitFor();
    await cell(page, "deal.delete", await columnOf(page, "Sales agent")).click();
    await page.getByText("1 change not saved").waitFor();
    const { id, permissions } = await rightsOf(who, "sales_agent").then(async (rights) => ({ ...rights, id: (await roleOf(who, "sales_agent")).id })) as { id: string; permissions: string[] };
    await who.api("PUT", `/v1/admin/roles/${id}/permissions`, { permissions: [...permissions, "lead.delete"] });
    await page.getByRole("button", { name: "Save", exact: true }).click();
    const dialog = page.getByRole("dialog", { name: "Someone saved first" });
    await dialog.getByText("Delete leads").waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await shoot(page, "roles-conflict");
    await dialog.getByRole("button", { name: "Save chosen" }).click();
    await page.getByText(/^Saved/).waitFor();
    expect((await rightsOf(who, "sales_agent")).permissions).toEqual(expect.arrayContaining(["deal.delete", "lead.delete"]));
    await page.context().close();
  });

  it("puts roles below one another and refuses a loop with its path", async () => {
    const who = await newWorkspace(stack), page = await signIn(browser, stack, who);
    await page.goto(`${stack.webUrl}/roles?tab=tree`);
    await page.getByRole("button", { name: "Start a tree" }).click();
    await pick(page, "Role above", "Sales manager");
    await pick(page, "Role", "Sales agent");
    await page.getByRole("dialog").getByRole("button", { name: "Put below" }).click();
    await page.getByRole("list", { name: "Role tree" }).getByText("Sales agent").waitFor();
    await page.getByRole("button", { name: "Put a role below Sales agent" }).click();
    await pick(page, "Role", "Sales manager");
    await page.getByRole("dialog").getByRole("button", { name: "Put below" }).click();
    await page.getByText("This would close a loop: Sales agent → Sales manager → Sales agent.").waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await shoot(page, "roles-cycle");
    await page.keyboard.press("Escape");
    await shoot(page, "roles-tree");
    await page.getByRole("button", { name: "Take Sales agent from below Sales manager" }).click();
    await page.getByRole("alertdialog").getByRole("button").last().click();
    await page.getByText("No role stands above another").waitFor();
    await page.context().close();
  });

  it("makes a group, fills it, overrides a feature for it, and tells which level wins for a member", async () => {
    const who = await newWorkspace(stack), owner = await signInByApi(stack.apiUrl, who);
    await sql(stack, "update tenant_plan set plan_code = 'DevPro' where tenant_id = $1", [who.tenant_id]);
    for (const full_name of ["Salma Farouk", "Omar Nabil"]) await bringIn(owner, { email: `${crypto.randomUUID()}@test.m3core.test`, password: PASSWORD, full_name, role_code: "sales_agent" });
    const page = await signIn(browser, stack, who);
    await page.goto(`${stack.webUrl}/groups`);
    await page.getByRole("button", { name: "New group" }).first().click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("textbox", { name: "Name" }).fill("North team");
    await pick(page, "Default roles", "Sales manager");
    await page.keyboard.press("Escape");
    await dialog.getByRole("button", { name: "Create group" }).click();
    await page.getByRole("heading", { level: 1, name: "North team" }).waitFor();
    await page.getByRole("button", { name: "Add members" }).click();
    for (const name of ["Salma Farouk", "Omar Nabil"]) await pick(page, "People", name);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Add 2 people" }).click();
    await page.getByRole("list", { name: "Members" }).getByRole("link", { name: "Omar Nabil" }).waitFor();
    await page.getByRole("checkbox", { name: "Select Omar Nabil" }).check();
    expect(await accessibilityProblems(page)).toEqual([]);
    await shoot(page, "group-members");
    await page.getByRole("button", { name: "Take 1 person out" }).click();
    await page.getByRole("alertdialog").getByRole("button").last().click();
    await page.getByRole("list", { name: "Members" }).getByRole("link", { name: "Omar Nabil" }).waitFor({ state: "detached" });

    await page.getByRole("tab", { name: "Features and limits" }).click();
    await page.getByRole("button", { name: "Add an override" }).click();
    await page.getByRole("combobox", { name: "Feature or limit" }).fill("Seats");
    await page.getByText("Nothing matches").waitFor();
    await page.getByRole("combobox", { name: "Feature or limit" }).fill("");
    await pick(page, "Feature or limit", "Lead import");
    await page.getByRole("radio", { name: "Off" }).check();
    await page.getByRole("textbox", { name: "Why" }).fill("Imports are done by the back office.");
    expect(await accessibilityProblems(page)).toEqual([]);
    await shoot(page, "override-dialog");
    await page.getByRole("button", { name: "Save override" }).click();
    await page.getByText("Imports are done by the back office.").waitFor();
    await shoot(page, "group-overrides");

    await page.goto(`${stack.webUrl}/entitlements?tab=preview`);
    await pick(page, "For whom", "Salma Farouk");
    await page.getByText(/Off, decided by group North team/).waitFor();
    await page.getByText(/This beats plan/).waitFor();
    await page.getByText(/One number for the whole workspace/).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await shoot(page, "entitlements-preview");
    await page.getByRole("tab", { name: "Plan and use" }).click();
    await page.getByRole("progressbar", { name: "Seats" }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await shoot(page, "entitlements-plan");
    await page.context().close();
  });

  it("shows one role at a time on a phone, in Arabic and in the dark; groups and limits read there too", async () => {
    const who = await newWorkspace(stack), page = await signIn(browser, stack, who, { language: "ar", theme: "dark", phone: true });
    await who.api("POST", "/v1/admin/groups", { code: "north", name: "فريق الشمال" });
    for (const [path, name] of [["/roles", "roles"], ["/roles?tab=tree", "roles-tree"], ["/groups", "groups"], ["/entitlements", "entitlements"], ["/entitlements?tab=tenant", "overrides"], ["/entitlements?tab=preview", "preview"]] as const) {
      await page.goto(`${stack.webUrl}${path}`);
      await page.locator("[role=grid], .empty, .list-row, .use, .decided, .overrides li").first().waitFor();
      expect(await page.evaluate(() => Math.max(document.documentElement.scrollWidth, innerWidth) - screen.width)).toBe(0);
      expect(await accessibilityProblems(page)).toEqual([]);
      await shoot(page, `${name}-phone-ar`);
    }
    await page.goto(`${stack.webUrl}/roles`);
    await page.getByRole("columnheader").nth(1).waitFor();
    expect(await page.getByRole("columnheader").count()).toBe(2);
    await page.context().close();
  });
});
