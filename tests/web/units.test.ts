import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { Browser } from "playwright-core";
import { accessibilityProblems, newWorkspace, shoot, signIn, startBrowser } from "./support.ts";

const stack = { apiUrl: inject("apiUrl"), webUrl: inject("webUrl"), ownerUrl: inject("ownerUrl") };
let browser: Browser;
beforeAll(async () => { browser = await startBrowser(inject("chromium")); });
afterAll(() => browser.close());

describe("what there is to sell", { timeout: 180_000 }, () => {
  it("grows from a project to a building to a unit, and a price is planned for later", async () => {
    const workspace = await newWorkspace(stack);
    const page = await signIn(browser, stack, workspace);
    await page.goto(`${stack.webUrl}/projects`);
    await page.getByRole("button", { name: "New project" }).first().click();
    await page.getByRole("dialog").getByLabel("Name", { exact: true }).fill("Lake Residence");
    await page.getByRole("button", { name: "Create project" }).click();
    await page.getByRole("heading", { level: 1, name: "Lake Residence" }).waitFor();
    await page.getByRole("button", { name: "New building" }).first().click();
    await page.getByRole("dialog").getByLabel("Name", { exact: true }).fill("Tower A");
    await page.getByRole("button", { name: "Add building" }).click();
    await page.getByRole("link", { name: "Tower A" }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);

    await page.getByRole("button", { name: "New unit" }).click();
    const dialog = page.getByRole("dialog", { name: "New unit" });
    await dialog.getByLabel("Code").fill("A-1204");
    await dialog.getByLabel("Price").fill("8,450,000");
    await dialog.getByRole("button", { name: "Add unit" }).click();
    await dialog.waitFor({ state: "hidden" });

    await page.goto(`${stack.webUrl}/units`);
    await page.getByRole("link", { name: "A-1204" }).waitFor();
    await shoot(page, "units-list-en");
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole("link", { name: "A-1204" }).click();
    await page.getByRole("button", { name: "Change price" }).click();
    const price = page.getByRole("dialog", { name: "Change the price of A-1204" });
    await price.getByLabel("New price").fill("8,704,000");
    await price.getByLabel("Note").fill("Autumn list");
    await price.getByRole("button", { name: "Change price" }).click();
    await page.getByText(/A-1204.* now costs/).waitFor();
    await page.getByRole("tab", { name: "Price history" }).click();
    await page.getByText("Autumn list").waitFor();
    expect(await page.getByText("+3%").first().isVisible()).toBe(true);

    await page.getByRole("button", { name: "Change status" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Change status" }).click();
    await page.getByText(/A-1204.* is now .*On hold/).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.context().close();
  });

  it("stands floor by floor in Arabic; a unit is held for one deal and the next one waits", async () => {
    const workspace = await newWorkspace(stack, { tenant: "بوابة النيل", owner: "كريم عادل" });
    const project = await workspace.api("POST", "/v1/projects", { name: "بوابة النخيل" });
    const building = await workspace.api("POST", "/v1/buildings", { project_id: project.id, name: "البرج أ" });
    for (const floor of [1, 2]) await workspace.api("POST", "/v1/units", { project_id: project.id, building_id: building.id, code: `A-0${floor}01`, floor, unit_type_code: "apartment", price_minor: 500_000_000, currency: "EGP" });
    for (const name of ["منى السيد", "أحمد خليل"]) await workspace.api("POST", "/v1/deals", { name, amount_minor: 1, currency: "EGP" });
    const page = await signIn(browser, stack, workspace, { language: "ar" });
    await page.goto(`${stack.webUrl}/units?view=matrix&project=${project.id}&building=${building.id}`);
    await page.getByRole("button", { name: /A-0201/ }).click();
    expect(await page.locator(".matrix .unit").first().textContent()).toContain("A-0201");
    expect(await accessibilityProblems(page)).toEqual([]);
    const side = page.getByRole("complementary", { name: "فتح الوحدة" });
    const reserve = async (button: string, deal: string) => {
      await side.getByRole("button", { name: button }).click();
      await page.getByRole("dialog").getByRole("combobox", { name: "الصفقة" }).fill(deal);
      await page.getByRole("option", { name: new RegExp(deal) }).click();
      await page.getByRole("dialog").getByRole("button", { name: button }).click();
    };
    await reserve("حجز", "منى السيد");
    await side.getByRole("link", { name: "منى السيد" }).waitFor();
    await reserve("دخول قائمة الانتظار", "أحمد خليل");
    await side.getByText("صفقة واحدة تنتظر").waitFor();
    await shoot(page, "units-floors-ar");

    await side.getByRole("button", { name: "إلغاء الحجز" }).click();
    await page.getByRole("alertdialog").getByText(/تنتقل إلى .*أحمد خليل.*، التالية في الانتظار\./).waitFor();
    await page.getByRole("alertdialog").getByRole("button", { name: "إلغاء الحجز" }).click();
    await page.getByText(/انتقلت .*A-0201.* إلى الصفقة التالية في الانتظار/).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.context().close();
  });
});
