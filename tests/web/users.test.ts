import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { Browser, Page } from "playwright-core";
import { bringIn, signIn as signInByApi, type Member } from "#local/members.ts";
import { accessibilityProblems, type Language, mailTo, newWorkspace, shoot, signIn, sql, startBrowser, type Workspace } from "./support.ts";

const stack = { apiUrl: inject("apiUrl"), webUrl: inject("webUrl"), ownerUrl: inject("ownerUrl") };
let browser: Browser;
beforeAll(async () => { browser = await startBrowser(inject("chromium")); });
afterAll(() => browser.close());

const WORDS = {
  en: {
    users: "Users", invite: "Invite", send: "Send invitation", email: "Email", role: "Role", full: "All seats are taken", refused: /Every seat of your plan is taken/, again: "Send again", revoke: "Take back", more: "More actions", invited: "Invited", seats: "3 of 3 seats used", byStatus: "Who takes a seat",
    agent: "Sales agent", tabs: ["Profile", "Roles and groups", "Access", "Sessions", "Activity"], language: "Arabic",
  },
  ar: {
    users: "المستخدمون", invite: "دعوة", send: "إرسال الدعوة", email: "البريد", role: "الدور", full: "كل المقاعد مشغولة", refused: /كل مقاعد باقتك مشغولة/, again: "إعادة الإرسال", revoke: "سحب الدعوة", more: "إجراءات أخرى", invited: "مدعو", seats: "3 من 3 مقعدًا", byStatus: "من يشغل مقعدًا",
    agent: "Sales agent", tabs: ["الملف", "الأدوار والمجموعات", "الصلاحيات", "الجلسات", "النشاط"], language: "العربية",
  },
} as const;
const BOTH = ["en", "ar"] as const satisfies Language[];
const PASSWORD = "Seven green doors 84";

const fresh = (name: string) => ({ email: `${name}-${crypto.randomUUID()}@test.m3core.test`, password: PASSWORD });
const ownerOf = (who: Workspace) => signInByApi(stack.apiUrl, who);
const colleague = (owner: Member, full_name: string, role_code: string) => bringIn(owner, { ...fresh(role_code), full_name, role_code });
/** More seats than a workspace has at its start. */
const grow = (who: Workspace) => sql(stack, "update tenant_plan set plan_code = 'DevPro' where tenant_id = $1", [who.tenant_id]);
const pick = async (page: Page, label: string, option: string) => {
  await page.getByRole("combobox", { name: label }).fill(option.slice(0, 6));
  await page.getByRole("option", { name: option }).first().click();
};
const sideways = (page: Page) => page.evaluate(() => Math.max(document.documentElement.scrollWidth, innerWidth) - screen.width);

describe("users", { timeout: 240_000 }, () => {
  it.each(BOTH)("invites until the seats are taken, says so, and takes an invitation back (%s)", async (language) => {
    const w = WORDS[language], who = await newWorkspace(stack), owner = await ownerOf(who);
    await colleague(owner, "Salma Farouk", "sales_manager");
    const page = await signIn(browser, stack, who, { language });
    await page.goto(`${stack.webUrl}/users`);
    await page.getByRole("heading", { level: 1, name: w.users }).waitFor();
    await page.getByRole("link", { name: "Salma Farouk" }).waitFor();
    await page.getByRole("button", { name: w.invite, exact: true }).click();
    const { email } = fresh("nour");
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("textbox", { name: w.email }).fill(email);
    await pick(page, w.role, w.agent);
    expect(await accessibilityProblems(page)).toEqual([]);
    await shoot(page, `users-invite-${language}`);
    await dialog.getByRole("button", { name: w.send }).click();
    await dialog.waitFor({ state: "detached" });
    await expect.poll(async () => (await mailTo(stack, email)).length, { timeout: 20_000 }).toBe(1);

    await page.getByRole("button", { name: w.seats }).click();
    await page.getByRole("heading", { name: w.byStatus }).waitFor();
    await shoot(page, `users-seats-${language}`);
    await page.keyboard.press("Escape");
    expect(await accessibilityProblems(page)).toEqual([]);
    await shoot(page, `users-${language}`);

    await page.getByRole("button", { name: w.invite, exact: true }).click();
    await dialog.getByText(w.full).waitFor();
    await dialog.getByRole("textbox", { name: w.email }).fill(fresh("late").email);
    await pick(page, w.role, w.agent);
    await dialog.getByRole("button", { name: w.send }).click();
    await dialog.getByText(w.refused).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await shoot(page, `users-full-${language}`);
    await page.keyboard.press("Escape");
    const leave = page.getByRole("alertdialog");
    if (await leave.count()) await leave.getByRole("button").last().click();

    await page.getByRole("link", { name: email.split("@")[0]! }).first().click();
    await page.getByRole("button", { name: w.again }).click();
    await expect.poll(async () => (await mailTo(stack, email)).length, { timeout: 20_000 }).toBe(2);
    expect(await accessibilityProblems(page)).toEqual([]);
    await shoot(page, `user-invited-${language}`);
    await page.getByRole("button", { name: w.more }).click();
    await page.getByRole("menuitem", { name: w.revoke }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: w.revoke }).click();
    await page.waitForURL(/\/users$/);
    expect((await who.api("GET", "/v1/admin/users?status=invited")).items).toEqual([]);
    await page.context().close();
  });

  it("shows a person in five tabs: profile, roles and groups, access with its reasons, sessions, activity", async () => {
    const who = await newWorkspace(stack), owner = await ownerOf(who);
    const salma = await colleague(owner, "Salma Farouk", "staff");
    const roles = (await who.api("GET", "/v1/admin/roles?limit=50")).items as { id: string; code: string }[];
    await who.api("POST", "/v1/admin/groups", { code: "north_team", name: "North team", role_ids: [roles.find(({ code }) => code === "sales_manager")!.id] });
    const page = await signIn(browser, stack, who);
    await page.goto(`${stack.webUrl}/users/${salma.user_id}`);
    const tab = (name: string) => page.getByRole("tab", { name, exact: true }).click();

    await page.getByRole("button", { name: "Edit profile" }).click();
    await page.getByRole("textbox", { name: "Name", exact: true }).fill("Salma Farouk Aly");
    await pick(page, "Department", "Sales");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("heading", { level: 1, name: "Salma Farouk Aly" }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await shoot(page, "user-profile");

    await tab("Roles and groups");
    await page.getByRole("button", { name: "Add to a group" }).click();
    await pick(page, "Group", "North team");
    await page.getByRole("dialog").getByRole("button", { name: "Add", exact: true }).click();
    await page.getByText("Gives Sales manager").waitFor();
    await page.getByRole("button", { name: "Change roles" }).click();
    await page.getByRole("combobox", { name: "Roles" }).fill("Finance");
    await page.getByRole("option", { name: "Finance manager" }).click();
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Save roles" }).click();
    await page.getByRole("list", { name: "Own roles" }).getByText("Finance manager").waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await shoot(page, "user-roles");

    await tab("Access");
    await page.getByText("From Sales manager via group North team").first().waitFor();
    await page.getByRole("button", { name: "Refused" }).click();
    await page.getByText(/None of their roles gives it\. It would come with .*Inventory manager/).first().waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await shoot(page, "user-access");
    await page.getByRole("button", { name: "Features and limits" }).click();
    await page.getByText(/decided by plan/).first().waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await shoot(page, "user-entitlements");

    await signInByApi(stack.apiUrl, { email: salma.email, password: PASSWORD });
    await tab("Sessions");
    const one = page.getByRole("button", { name: /^End session: / });
    await expect.poll(() => one.count()).toBe(2);
    expect(await accessibilityProblems(page)).toEqual([]);
    await shoot(page, "user-sessions");
    await one.first().click();
    await page.getByRole("alertdialog").getByRole("button", { name: "End session" }).click();
    await page.getByText("1 session ended").waitFor();
    await expect.poll(() => one.count()).toBe(1);
    await page.getByRole("button", { name: "End all sessions" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "End all sessions" }).click();
    await page.getByText("Not signed in anywhere").waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await expect(who.api("GET", `/v1/admin/users/${salma.user_id}/sessions`)).resolves.toMatchObject({ items: [] });

    await tab("Activity");
    await page.getByRole("button", { name: "Done to Salma Farouk Aly" }).click();
    await page.getByText("Karim Adel").first().waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await shoot(page, "user-activity");
    await page.context().close();
  });

  it("suspends, lets back in, and deactivates with a hand-over of what is open", async () => {
    const who = await newWorkspace(stack), owner = await ownerOf(who);
    await grow(who);
    const omar = await colleague(owner, "Omar Nabil", "sales_agent");
    await colleague(owner, "Salma Farouk", "sales_manager");
    const lead = await who.api("POST", "/v1/leads", { first_name: "Mona", last_name: "Adel", phone_e164: "+201005550001", owner_user_id: omar.user_id });
    const page = await signIn(browser, stack, who);
    await page.goto(`${stack.webUrl}/users/${omar.user_id}`);
    const head = page.locator(".record-head");

    await page.getByRole("button", { name: "Suspend", exact: true }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Suspend" }).click();
    await head.getByText("Suspended", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Let back in" }).click();
    await head.getByText("Active", { exact: true }).waitFor();

    await page.getByRole("button", { name: "More actions" }).click();
    await page.getByRole("menuitem", { name: "Deactivate" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Deactivate" }).click();
    await dialog.getByText("1 open lead").waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await shoot(page, "user-deactivate");
    await dialog.getByRole("button", { name: "Deactivate" }).click();
    await dialog.getByText("Choose who takes over.").waitFor();
    await pick(page, "Who takes over", "Salma Farouk");
    await dialog.getByRole("button", { name: "Deactivate" }).click();
    await head.getByText("Deactivated", { exact: true }).waitFor();
    const { items } = await who.api("GET", "/v1/users/directory?limit=50");
    expect((await who.api("GET", `/v1/leads/${lead.id}`)).owner_user_id).toBe(items.find((person: { full_name: string }) => person.full_name === "Salma Farouk").id);
    await page.context().close();
  });

  it("acts on several at once and says who was refused and why; the last owner stays", async () => {
    const who = await newWorkspace(stack), owner = await ownerOf(who);
    await grow(who);
    const admin = await colleague(owner, "Hana Samir", "admin");
    const omar = await colleague(owner, "Omar Nabil", "sales_agent");
    const page = await signIn(browser, stack, { email: admin.email, password: PASSWORD });
    await page.goto(`${stack.webUrl}/users`);
    await page.getByRole("checkbox", { name: "Select all" }).click();
    await page.getByRole("button", { name: "Suspend", exact: true }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: /Confirm|Suspend/ }).click();
    const report = page.getByRole("dialog", { name: "1 person suspended" });
    await report.getByText("2 were refused").waitFor();
    expect(await report.getByText("This account does not rank below yours, so you cannot change it.").count()).toBe(2);
    expect(await accessibilityProblems(page)).toEqual([]);
    await shoot(page, "users-bulk-report");
    await report.getByRole("button", { name: "Done" }).click();
    expect((await who.api("GET", `/v1/admin/users/${omar.user_id}`)).status).toBe("suspended");
    await page.goto(`${stack.webUrl}/users/${who.user_id}`);
    await page.getByRole("heading", { level: 1, name: "Karim Adel" }).waitFor();
    expect(await page.getByRole("button", { name: "Suspend", exact: true }).getAttribute("aria-description")).toBe("This account does not rank below yours.");
    await page.context().close();

    const own = await signIn(browser, stack, who);
    await own.goto(`${stack.webUrl}/users/${who.user_id}?tab=roles`);
    await own.getByRole("button", { name: "Change roles" }).click();
    await own.getByRole("combobox", { name: "Roles" }).fill("Sales");
    await own.getByRole("option", { name: "Sales agent" }).click();
    await own.getByRole("button", { name: "Remove Owner" }).click();
    await own.keyboard.press("Escape");
    await own.getByRole("button", { name: "Save roles" }).click();
    await own.getByText("A workspace needs an owner. Make someone else an owner first.").waitFor();
    expect(await accessibilityProblems(own)).toEqual([]);
    await own.context().close();
  });

  it("keeps job titles and departments, in both languages", async () => {
    const who = await newWorkspace(stack), page = await signIn(browser, stack, who);
    await page.goto(`${stack.webUrl}/users/dictionaries`);
    await page.getByRole("button", { name: "Add", exact: true }).click();
    await page.getByRole("textbox", { name: "Name in English" }).fill("Handover engineer");
    await page.getByRole("textbox", { name: "Name in Arabic" }).fill("مهندس تسليم");
    await page.getByRole("textbox", { name: "Code" }).fill("handover_engineer");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("button", { name: "More actions: Handover engineer" }).click();
    expect(await accessibilityProblems(page)).toEqual([]);
    await shoot(page, "users-dictionaries");
    await page.getByRole("menuitem", { name: "Retire" }).click();
    await page.getByText("Retired").waitFor();
    await page.context().close();
  });

  it("reads and acts on a phone, in Arabic and in the dark", async () => {
    const who = await newWorkspace(stack, { owner: "كريم عادل" }), owner = await ownerOf(who);
    const salma = await colleague(owner, "سلمى فاروق", "sales_manager");
    const page = await signIn(browser, stack, who, { language: "ar", theme: "dark", phone: true });
    await page.goto(`${stack.webUrl}/users`);
    await page.getByRole("link", { name: "سلمى فاروق" }).waitFor();
    expect(await sideways(page)).toBe(0);
    expect(await accessibilityProblems(page)).toEqual([]);
    await shoot(page, "users-phone-ar");
    for (const [at, name] of WORDS.ar.tabs.entries()) {
      await page.goto(`${stack.webUrl}/users/${salma.user_id}?tab=${["profile", "roles", "access", "sessions", "activity"][at]}`);
      await page.getByRole("tab", { name, exact: true, selected: true }).waitFor();
      await page.getByRole("tabpanel").locator("h2, .facts, .rows, .empty, .timeline").first().waitFor();
      expect(await sideways(page)).toBe(0);
      expect(await accessibilityProblems(page)).toEqual([]);
      await shoot(page, `user-phone-${at}-ar`);
    }
    await page.context().close();
  });
});
