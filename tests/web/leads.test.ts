import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { Browser, Page } from "playwright-core";
import { accessibilityProblems, newWorkspace, shoot, signIn, startBrowser, type Workspace } from "./support.ts";

const stack = { apiUrl: inject("apiUrl"), webUrl: inject("webUrl"), ownerUrl: inject("ownerUrl") };
let browser: Browser;
beforeAll(async () => { browser = await startBrowser(inject("chromium")); });
afterAll(() => browser.close());

const NAMES = ["منى السيد عبد الرحمن", "Ahmed Khalil", "فاطمة المزروعي", "Nadia Youssef", "طارق منصور"];
const ROWS = 60;

/** A file as a team would export it: names in both scripts, a few faults, and a row that repeats another. */
function csv(): Buffer {
  const good = Array.from({ length: ROWS }, (_, i) => `${NAMES[i % NAMES.length]} ${i},0100482${String(7000 + i)},person${i}@mail.test,Facebook,Lake Residence 3 bed,${4 + (i % 5)}500000,شركة النيل`);
  const faulty = ["سلمى الجندي,0100 672,salma@,Website,Palm Gate,4500000,", ",01004829999,,Website,,,", "مكررة,01004827000,,Website,,,"];
  return Buffer.from(`\uFEFF${["الاسم,الموبايل,Email,Source,Interest,Budget,Company", ...good, ...faulty].join("\r\n")}`);
}

async function stock({ api }: Workspace) {
  const project = await api("POST", "/v1/projects", { name: "Lake Residence" });
  return api("POST", "/v1/units", { project_id: project.id, code: "A-1204", unit_type_code: "apartment", price_minor: 845_000_000, currency: "EGP", bedrooms: 3 });
}
const upload = (page: Page, name: string, buffer: Buffer) => page.locator("input[type=file]").setInputFiles({ name, mimeType: "text/csv", buffer });
const row = (page: Page, name: string) => page.getByRole("row").filter({ hasText: name });

/** Imports the file and opens what it added. */
async function importFile(page: Page, words: { start: string; open: string; added: string }) {
  await page.goto(`${stack.webUrl}/leads/import`);
  await upload(page, "عملاء.csv", csv());
  await page.getByRole("button", { name: words.start }).click();
  await page.getByText(words.added).waitFor({ timeout: 60_000 });
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole("link", { name: words.open }).click();
  await page.locator("tbody .table__link").first().waitFor();
}

describe("leads from a file to a customer", { timeout: 240_000 }, () => {
  it("imports a file, filters, opens a lead and converts it with a deal that holds a unit", async () => {
    const workspace = await newWorkspace(stack);
    const unit = await stock(workspace);
    const page = await signIn(browser, stack, workspace);
    await page.goto(`${stack.webUrl}/leads`);
    await page.getByRole("heading", { name: "No leads yet" }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole("link", { name: "Import" }).last().click();

    await upload(page, "leads.csv", Buffer.from([0x50, 0x4b, 0x03, 0x04, 0]));
    await page.getByText("This is an Excel workbook.").waitFor();
    await upload(page, "عملاء.csv", csv());
    await page.getByRole("button", { name: `Import ${ROWS} rows` }).waitFor();
    await page.getByRole("button", { name: /^Errors/ }).click();
    await page.getByText("0100 672").waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await shoot(page, "import-errors-en");

    // Without a column for the name nothing can be imported, and the page says so instead of the rows.
    await page.getByRole("button", { name: /^What .?الاسم.? holds/ }).click();
    await page.getByRole("option", { name: "Do not import" }).click();
    await page.getByText("Say which column holds the name.").first().waitFor();
    await page.getByRole("button", { name: "Reset" }).click();
    await page.getByRole("button", { name: `Import ${ROWS} rows` }).click();
    await page.getByText(`${ROWS} leads added`).waitFor({ timeout: 60_000 });
    await page.getByRole("link", { name: "Repeats another row" }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await shoot(page, "import-report-en");
    await page.getByRole("link", { name: "See the leads" }).click();

    await row(page, "طارق منصور 59").waitFor();
    await page.goto(`${stack.webUrl}/leads?q=${encodeURIComponent("منى السيد")}`);
    await row(page, "منى السيد عبد الرحمن 0").waitFor();
    expect(await row(page, "Ahmed Khalil").count()).toBe(0);
    expect(await accessibilityProblems(page)).toEqual([]);
    await shoot(page, "leads-en");

    await row(page, "منى السيد عبد الرحمن 0").getByRole("link").click();
    await page.getByRole("heading", { level: 1, name: "منى السيد عبد الرحمن 0" }).waitFor();
    await page.getByRole("button", { name: "Qualified" }).click();
    await page.getByText("changed status").waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await shoot(page, "lead-en");

    await page.getByRole("link", { name: "Convert", exact: true }).click();
    await page.getByRole("combobox", { name: /^Unit/ }).fill("A-12");
    await page.getByRole("option", { name: /A-1204/ }).click();
    await page.getByText(/A-1204.* is reserved for it/).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await shoot(page, "convert-en");
    await page.getByRole("button", { name: "Convert and open the deal" }).click();
    await page.getByText(/is reserved for the deal/).waitFor();
    await page.getByRole("link", { name: "شركة النيل" }).waitFor();
    await shoot(page, "converted-en");
    expect((await workspace.api("GET", `/v1/units/${unit.id}`)).status).toBe("reserved");
    await page.getByRole("link", { name: "Open the deal" }).click();
    await page.getByRole("heading", { level: 1, name: /منى السيد/ }).waitFor();
    await page.context().close();
  });

  it("says whom a new lead repeats, with the way there, and assigns several at once", async () => {
    const workspace = await newWorkspace(stack);
    const known = await workspace.api("POST", "/v1/leads", { first_name: "Mona", phone_e164: "+201004827715" });
    await workspace.api("POST", "/v1/leads", { first_name: "Ahmed", phone_e164: "+201004827716" });
    const page = await signIn(browser, stack, workspace);
    await page.goto(`${stack.webUrl}/leads?new=1`);
    const dialog = page.getByRole("dialog", { name: "New lead" });
    await dialog.getByLabel("First name").fill("منى");
    // What knows the world's phone numbers arrives only after the number.
    const slow = Promise.withResolvers<void>();
    await page.route("**/assets/*.js", async (route) => { await slow.promise; await route.continue(); });
    await dialog.getByRole("button", { name: "Create lead" }).click();
    await dialog.getByText("Give a phone number or an email address").waitFor();
    await dialog.getByLabel("Phone").fill("0100 482 7715");
    expect(await dialog.locator("[aria-invalid=true]").count()).toBe(0);
    slow.resolve();
    await dialog.getByText("+20 100 482 7715").waitFor();
    await dialog.getByRole("button", { name: "Create lead" }).click();
    await dialog.getByText("This person is already in your leads").waitFor();
    expect(await dialog.getByRole("link", { name: "Open Mona" }).getAttribute("href")).toBe(`/leads/${known.id}`);
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.keyboard.press("Escape");

    await page.goto(`${stack.webUrl}/leads`);
    await row(page, "Mona").waitFor();
    for (const name of ["Mona", "Ahmed"]) await row(page, name).getByRole("checkbox").click();
    await page.getByRole("toolbar").getByRole("button", { name: "Assign" }).click();
    const assigning = page.getByRole("dialog", { name: "Assign 2 leads" });
    await assigning.getByRole("combobox").click();
    await page.getByRole("option", { name: "Karim Adel" }).click();
    await assigning.getByRole("button", { name: "Assign 2 leads" }).click();
    await page.getByText("2 leads changed").waitFor();
    expect((await workspace.api("GET", "/v1/leads")).items.map((lead: { owner_user_id: string }) => lead.owner_user_id)).toEqual([workspace.user_id, workspace.user_id]);
    await page.context().close();
  });

  it("does the same in Arabic, and on a phone", async () => {
    const workspace = await newWorkspace(stack, { tenant: "بوابة النيل", owner: "كريم عادل" });
    const page = await signIn(browser, stack, workspace, { language: "ar" });
    await importFile(page, { start: `استيراد ${ROWS} صفًا`, open: "عرض العملاء", added: `أُضيف ${ROWS} عميلًا` });
    expect(await accessibilityProblems(page)).toEqual([]);
    await shoot(page, "leads-ar");
    await row(page, "فاطمة المزروعي 2").first().getByRole("link").first().click();
    await page.getByRole("link", { name: "تحويل", exact: true }).click();
    await page.getByRole("heading", { name: "ما الذي سيحدث" }).waitFor();
    await shoot(page, "convert-ar");
    await page.getByRole("button", { name: "تحويل وفتح الصفقة" }).click();
    await page.getByText(/^حُوِّل/).first().waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.context().close();

    const phone = await signIn(browser, stack, workspace, { language: "ar", phone: true, theme: "dark" });
    await phone.goto(`${stack.webUrl}/leads`);
    await phone.locator(".list-row").first().waitFor();
    expect(await accessibilityProblems(phone)).toEqual([]);
    await shoot(phone, "leads-ar-phone");
    await phone.context().close();
  });
});
