import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { Browser } from "playwright-core";
import { accessibilityProblems, type Language, newWorkspace, shoot, signIn, startBrowser } from "./support.ts";

const stack = { apiUrl: inject("apiUrl"), webUrl: inject("webUrl"), ownerUrl: inject("ownerUrl") };
let browser: Browser;
beforeAll(async () => { browser = await startBrowser(inject("chromium")); });
afterAll(() => browser.close());

const WORDS = {
  en: { title: "Won: Lake side", theme: "light", dir: "ltr" },
  ar: { title: "Lake side", theme: "dark", dir: "rtl" },
} as const;

describe("an open window", { timeout: 120_000 }, () => {
  it.each(["en", "ar"] as Language[])("hears of a win while it happens, and leads there (%s)", async (language) => {
    const { title, theme, dir } = WORDS[language];
    const { api, ...who } = await newWorkspace(stack);
    await api("PATCH", "/v1/me", { locale: language });
    const project = await api("POST", "/v1/projects", { name: "Lake Residence" });
    const unit = await api("POST", "/v1/units", { project_id: project.id, code: "A-1204", unit_type_code: "apartment", price_minor: 845_000_000, currency: "EGP" });
    const deal = await api("POST", "/v1/deals", { name: "Lake side", owner_user_id: who.user_id, units: [{ unit_id: unit.id }] });

    const page = await signIn(browser, stack, who, { language, theme });
    expect(await page.locator("html").getAttribute("dir")).toBe(dir);
    await page.goto(`${stack.webUrl}/units/${unit.id}`);
    await page.locator('[data-unit="reserved"]').first().waitFor();
    await page.evaluate(() => Object.assign(globalThis, { neverReloaded: true }));

    await api("POST", `/v1/deals/${deal.id}/mark-won`);
    await page.locator('[data-unit="sold"]').first().waitFor();
    await expect.poll(() => page.locator(".bell .badge").textContent(), { timeout: 30_000 }).toMatch(/^[1١]$/);
    expect(await page.evaluate(() => "neverReloaded" in globalThis)).toBe(true);

    await page.locator(".bell button").click();
    const notice = page.getByRole("dialog").getByRole("button", { name: title });
    await notice.waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await shoot(page, `inbox-drawer-${language}`);
    await notice.click();
    await page.waitForURL(`**/deals/${deal.id}`);
    await page.getByRole("heading", { level: 1, name: "Lake side" }).waitFor();
    await expect.poll(() => page.locator(".bell .badge").count()).toBe(0);

    const mail = await fetch(`${stack.apiUrl}/dev/mailbox?to=${encodeURIComponent(who.email)}`).then((r) => r.json()) as { data: { items: { text: string }[] } };
    expect(mail.data.items.some(({ text }) => text.includes(deal.id))).toBe(true);
    await page.context().close();
  });
});
