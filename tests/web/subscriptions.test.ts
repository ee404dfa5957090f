import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { Browser } from "playwright-core";
import { accessibilityProblems, newWorkspace, openPage, shoot, startBrowser } from "./support.ts";

const stack = { apiUrl: inject("apiUrl"), webUrl: inject("webUrl"), ownerUrl: inject("ownerUrl") };
let browser: Browser;
beforeAll(async () => { browser = await startBrowser(inject("chromium")); });
afterAll(() => browser.close());

/** The link of an advertising mail to a customer who has agreed to it. */
async function promoted(): Promise<string> {
  const { api } = await newWorkspace(stack), email = `mona-${crypto.randomUUID()}@example.com`;
  const contact = await api("POST", "/v1/contacts", { first_name: "Mona", channels: [{ type: "email", value: email }] });
  await api("POST", "/v1/notify/opt-in", { subject_type: "contact", subject_id: contact.id, channel: "email", consent_source: "web form" });
  await api("POST", "/v1/notify/dispatch", { channel: "email", type: "marketing", to: email, template_code: "lead.hot", payload: { lead_name: "Lake Residence", score: 90 } });
  const mailed = async () => {
    const answer = (await (await fetch(`${stack.apiUrl}/dev/mailbox?to=${email}`)).json()) as { data: { items: { text: string }[] } };
    return answer.data.items.map(({ text }) => /\/unsubscribe\?token=[\w.-]+/.exec(text)?.[0]).find(Boolean);
  };
  await expect.poll(mailed, { timeout: 20_000 }).toBeTruthy();
  return (await mailed())!;
}

const WORDS = {
  en: { submit: "Unsubscribe", done: "You are unsubscribed", undo: "I want them after all", dead: "This link does not work" },
  ar: { submit: "إلغاء الاشتراك", done: "تم إلغاء اشتراكك", undo: "أريدها من جديد", dead: "هذا الرابط لا يعمل" },
} as const;

describe("the link of an advertising mail", { timeout: 120_000 }, () => {
  it.each(["en", "ar"] as const)("unsubscribes in one press, and takes it back (%s)", async (language) => {
    const link = await promoted(), w = WORDS[language], page = await openPage(browser, { language, phone: language === "ar" });
    await page.goto(stack.webUrl + link);
    await page.getByRole("button", { name: w.submit }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await shoot(page, `unsubscribe-${language}`);
    await page.keyboard.press("Tab");
    await page.getByRole("button", { name: w.submit }).press("Enter");
    await page.getByRole("heading", { name: w.done }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await shoot(page, `unsubscribed-${language}`);
    await page.getByRole("button", { name: w.undo }).click();
    await page.getByRole("button", { name: w.submit }).waitFor();
    await page.goto(`${stack.webUrl}/unsubscribe?token=x`);
    await page.getByRole("heading", { name: w.dead }).waitFor();
    await page.context().close();
  });
});
