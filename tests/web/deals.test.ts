import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { Browser, Page } from "playwright-core";
import { accessibilityProblems, newWorkspace, shoot, signIn, startBrowser, type Workspace } from "./support.ts";

const stack = { apiUrl: inject("apiUrl"), webUrl: inject("webUrl"), ownerUrl: inject("ownerUrl") };
let browser: Browser;
beforeAll(async () => { browser = await startBrowser(inject("chromium")); });
afterAll(() => browser.close());

/** A project with one unit, and a contact: what a sale is made of. */
async function stock({ api }: Workspace, code = "A-1204") {
  const project = await api("POST", "/v1/projects", { name: "Lake Residence" });
  const unit = await api("POST", "/v1/units", { project_id: project.id, code, unit_type_code: "apartment", price_minor: 845_000_000, currency: "EGP", bedrooms: 3, size_sqm: 142.5 });
  await api("POST", "/v1/contacts", { first_name: "منى", last_name: "السيد", phone_e164: "+201004827715" });
  return { project, unit };
}
const column = (page: Page, name: string) => page.locator(".board__column").filter({ has: page.getByRole("heading", { name, exact: true }) });

describe("a deal from the first talk to the contract", { timeout: 180_000 }, () => {
  it("is created, moved by keyboard, given a unit, won; the unit is sold", async () => {
    const workspace = await newWorkspace(stack);
    const { unit } = await stock(workspace);
    const page = await signIn(browser, stack, workspace);
    await page.goto(`${stack.webUrl}/deals`);
    await page.getByRole("button", { name: "New deal" }).first().click();
    const dialog = page.getByRole("dialog", { name: "New deal" });
    await dialog.getByRole("button", { name: "Create deal" }).click();
    await expect.poll(() => dialog.getByText("Give the deal a name.").isVisible()).toBe(true);
    await dialog.getByLabel("Name", { exact: true }).fill("Mona, lake side");
    await dialog.getByLabel("Amount").fill("8,450,000");
    await dialog.getByRole("combobox", { name: /^Contact/ }).fill("منى");
    await page.getByRole("option", { name: /منى السيد/ }).click();
    await dialog.getByRole("button", { name: "Create deal" }).click();
    await dialog.waitFor({ state: "hidden" });

    const card = page.getByRole("article", { name: "Mona, lake side" });
    await column(page, "New").locator(card).waitFor();
    expect(await card.textContent()).toContain("8,450,000");
    expect(await accessibilityProblems(page)).toEqual([]);
    await shoot(page, "deals-board-en");

    await card.focus();
    await page.keyboard.press("Space");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Space");
    await column(page, "Viewing").locator(card).waitFor();
    await expect.poll(async () => (await workspace.api("GET", "/v1/deals")).items[0].stage_id).toBe((await workspace.api("GET", "/v1/pipelines")).items[0].stages[1].id);

    await card.click();
    await page.getByRole("heading", { level: 1, name: "Mona, lake side" }).waitFor();
    await page.getByRole("tab", { name: /^Units/ }).click();
    await page.getByRole("button", { name: "Add unit" }).first().click();
    const adding = page.getByRole("dialog", { name: "Add a unit" });
    await adding.getByRole("combobox", { name: "Unit" }).fill("A-12");
    await page.getByRole("option", { name: /A-1204/ }).click();
    await adding.getByRole("button", { name: "Reserve", exact: true }).click();
    await page.locator(".unit-row").getByText("Reserved for this deal").waitFor();
    await shoot(page, "deal-units-en");

    await page.getByRole("button", { name: "Mark won" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Mark won" }).click();
    await page.getByText(/^Won on/).waitFor();
    await page.locator(".unit-row").getByText("Sold to this deal").waitFor();
    expect((await workspace.api("GET", `/v1/units/${unit.id}`)).status).toBe("sold");
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole("tab", { name: "Timeline" }).click();
    await page.getByText("won the deal").waitFor();
    await shoot(page, "deal-won-en");
    await page.context().close();
  });

  it("goes back where it was, with the reason, when the move is refused", async () => {
    const workspace = await newWorkspace(stack);
    const stages = (await workspace.api("GET", "/v1/pipelines")).items[0].stages;
    const deal = await workspace.api("POST", "/v1/deals", { name: "Palm Gate villa", amount_minor: 100, currency: "EGP" });
    const page = await signIn(browser, stack, workspace);
    await page.goto(`${stack.webUrl}/deals`);
    const card = page.getByRole("article", { name: "Palm Gate villa" });
    await card.waitFor();
    await page.route("**/move-stage", (route) => route.fulfill({ status: 409, contentType: "application/json", body: JSON.stringify({ success: false, data: null, error: { code: "DEAL_CLOSED", message: "", details: null, request_id: "t" } }) }));
    await card.focus();
    for (const key of ["Space", "ArrowRight", "Space"]) await page.keyboard.press(key);
    await page.getByText(/Palm Gate villa.* is back in .*New.*\. .*This deal is already won or lost\./).waitFor();
    await column(page, "New").locator(card).waitFor();

    await page.unroute("**/move-stage");
    await workspace.api("POST", `/v1/deals/${deal.id}/move-stage`, { stage_id: stages[2].id });
    await column(page, "Offer").locator(card).waitFor();
    await expect.poll(() => card.getAttribute("data-moved-by")).toBe("");
    await page.context().close();
  });

  it("is laid out to choose from when two people edit it at once", async () => {
    const workspace = await newWorkspace(stack);
    const deal = await workspace.api("POST", "/v1/deals", { name: "Corner shop", amount_minor: 500_000_00, currency: "EGP" });
    const page = await signIn(browser, stack, workspace);
    await page.goto(`${stack.webUrl}/deals/${deal.id}?tab=details`);
    await page.getByRole("button", { name: "Edit details" }).click();
    const form = page.locator("form.form");
    await form.getByLabel("Name", { exact: true }).fill("Corner shop, ground floor");
    await workspace.api("PATCH", `/v1/deals/${deal.id}`, { name: "Corner shop, Tower B" });
    await form.getByRole("button", { name: "Save" }).click();
    const conflict = page.getByRole("dialog", { name: "Someone saved first" });
    await conflict.getByText("Corner shop, Tower B").waitFor();
    await shoot(page, "deal-conflict-en");
    await conflict.getByRole("button", { name: "Save chosen" }).click();
    await page.getByRole("heading", { level: 1, name: "Corner shop, ground floor" }).waitFor();
    await page.context().close();
  });

  it("reads from right to left in Arabic, and says why it was lost", async () => {
    const workspace = await newWorkspace(stack, { tenant: "بوابة النيل", owner: "كريم عادل" });
    const { unit } = await stock(workspace);
    const first = await workspace.api("POST", "/v1/deals", { name: "شقة على البحيرة", amount_minor: 845_000_000, currency: "EGP" });
    await workspace.api("POST", `/v1/deals/${first.id}/units`, { unit_id: unit.id });
    const second = await workspace.api("POST", "/v1/deals", { name: "أحمد خليل", amount_minor: 840_000_000, currency: "EGP" });
    const page = await signIn(browser, stack, workspace, { language: "ar" });
    await page.goto(`${stack.webUrl}/deals`);
    const card = page.getByRole("article", { name: "شقة على البحيرة" });
    await card.waitFor();
    await shoot(page, "deals-board-ar");
    expect(await accessibilityProblems(page)).toEqual([]);
    await card.focus();
    for (const key of ["Space", "ArrowLeft", "Space"]) await page.keyboard.press(key);
    await column(page, "معاينة").locator(card).waitFor();

    await page.goto(`${stack.webUrl}/deals/${second.id}?tab=units`);
    await page.getByRole("button", { name: "إضافة وحدة" }).first().click();
    const adding = page.getByRole("dialog", { name: "إضافة وحدة" });
    await adding.getByRole("combobox", { name: "الوحدة" }).fill("1204");
    await page.getByRole("option", { name: /A-1204/ }).click();
    await adding.getByText(/A-1204.* محجوزة لصفقة أخرى/).waitFor();
    await adding.getByRole("button", { name: "دخول قائمة الانتظار" }).click();
    await page.locator(".unit-row").getByText("قائمة الانتظار، الترتيب 1").waitFor();
    await shoot(page, "deal-waitlist-ar");

    await page.getByRole("button", { name: "خسارة الصفقة" }).click();
    const losing = page.getByRole("dialog");
    await losing.getByRole("button", { name: /السبب/ }).click();
    await page.getByRole("option", { name: "السعر مرتفع" }).click();
    await losing.getByRole("button", { name: "خسارة الصفقة" }).click();
    await page.getByText(/خُسرت في .* السعر مرتفع/).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.context().close();
  });

  it("fits a phone: no part of the page is wider than the screen", async () => {
    const workspace = await newWorkspace(stack);
    const deal = await workspace.api("POST", "/v1/deals", { name: "Garden duplex", amount_minor: 100, currency: "EGP" });
    const page = await signIn(browser, stack, workspace, { phone: true, language: "ar" });
    for (const path of ["/deals", "/deals?view=list", `/deals/${deal.id}`]) {
      await page.goto(`${stack.webUrl}${path}`);
      await page.getByText("Garden duplex").first().waitFor();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
      expect(await accessibilityProblems(page)).toEqual([]);
    }
    await shoot(page, "deal-phone-ar");
    await page.context().close();
  });
});
