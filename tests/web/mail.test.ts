import { AxeBuilder } from "@axe-core/playwright";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { Browser } from "playwright-core";
import { newWorkspace, openPage, shoot, startBrowser } from "./support.ts";

const stack = { apiUrl: inject("apiUrl"), webUrl: inject("webUrl"), ownerUrl: inject("ownerUrl") };
let browser: Browser;
beforeAll(async () => { browser = await startBrowser(inject("chromium")); });
afterAll(() => browser.close());

type Page<T> = { items: T[]; next_cursor: string | null };
type Template = { id: string; family: string };
/** One of each kind: a link alone, a text with a button, a list of lists. All others are framed and built like one of them. */
const KINDS = ["auth.verify_email", "lead.assigned", "digest.daily.activity"];

describe("every mail of the product", { timeout: 240_000 }, () => {
  it.each(["en", "ar"] as const)("is read in light and in dark, on a phone, in its direction (%s)", async (language) => {
    const { api } = await newWorkspace(stack), page = await openPage(browser, { phone: true });
    const { items } = await api<Page<Template>>("GET", `/v1/notify/templates?channel=email&locale=${language}&limit=200`);
    expect(items.length).toBeGreaterThan(30);
    for (const { id, family } of items) {
      // oxlint-disable-next-line no-await-in-loop -- One page shows them one after the other.
      const { html } = await api<{ html: string }>("POST", `/v1/notify/templates/${id}/preview`, {});
      await page.setContent(html);
      expect(await page.evaluate(() => [document.documentElement.dir, getComputedStyle(document.querySelector(".card")!).textAlign, document.documentElement.scrollWidth <= innerWidth]), family).toEqual(language === "ar" ? ["rtl", "right", true] : ["ltr", "left", true]);
      for (const colorScheme of KINDS.includes(family) ? (["light", "dark"] as const) : []) {
        await page.emulateMedia({ colorScheme });
        const { violations } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa"]).analyze();
        expect(violations.flatMap((v) => v.nodes.map((node) => `${v.id} at ${node.html}`)), `${family}, ${colorScheme}`).toEqual([]);
        if (family === "digest.daily.activity") await shoot(page, `mail-${language}-${colorScheme}`);
      }
    }
    await page.context().close();
  });
});
