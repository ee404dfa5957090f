import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { Browser } from "playwright-core";
import { accessibilityProblems, newWorkspace, shoot, signIn, sql, startBrowser, type Workspace } from "./support.ts";

const stack = { apiUrl: inject("apiUrl"), webUrl: inject("webUrl"), ownerUrl: inject("ownerUrl") };
let browser: Browser;
beforeAll(async () => { browser = await startBrowser(inject("chromium")); });
afterAll(() => browser.close());

interface Told { title: string; body?: string; category?: string; severity?: string; source?: string; days?: number; meta?: object; link_url?: string; sent?: { channel: string; recipient: string; status: string; error_code?: string; defer_reason?: string; scheduled_at?: string }[] }

/** A message in the owner's inbox, with its copies on other channels as they fared. */
async function tell({ tenant_id, user_id }: Workspace, { title, body = "", category = "system", severity = "info", source = "lead", days = 0, meta = {}, link_url, sent = [] }: Told) {
  const [group] = await sql(stack, "insert into dispatch_groups (tenant_id, id, correlation_key) values ($1, gen_random_uuid(), gen_random_uuid()) returning id", [tenant_id]);
  const [row] = await sql(stack, `insert into notifications_inbox (tenant_id, id, recipient_user_id, category, title, body, severity, source, meta, link_url, dispatch_group_id, created_at)
    values ($1, gen_random_uuid(), $2, $3, $4, $5, $6, $7, $8, $9, $10, now() - make_interval(days => $11)) returning id`, [tenant_id, user_id, category, title, body, severity, source, JSON.stringify(meta), link_url ?? null, group!["id"], days]);
  for (const m of sent)
    await sql(stack, `insert into messages_outbox (tenant_id, id, channel, recipient, template_code, family, payload, type, status, error_code, defer_reason, dispatch_group_id, scheduled_at, delivered_at, failed_at, is_mirror)
      values ($1, gen_random_uuid(), $2, $3, 'lead.hot', 'lead.hot', '{}', 'transactional', $4, $5, $6, $7, coalesce($8::timestamptz, now()), case when $4 = 'delivered' then now() end, case when $4 = 'failed' then now() end, true)`,
    [tenant_id, m.channel, m.recipient, m.status, m.error_code ?? null, m.defer_reason ?? null, group!["id"], m.scheduled_at ?? null]);
  return row!["id"] as string;
}

async function filled() {
  const who = await newWorkspace(stack), lead = await who.api("POST", "/v1/leads", { first_name: "Mona", last_name: "El-Sayed", email: "mona@example.com" });
  for (let i = 0; i < 34; i++) await tell(who, { title: `Unit A-${1200 + i} was released`, body: "The reservation has run out and the unit is available again.", source: "reservation", days: 2 + Math.floor(i / 6) });
  await tell(who, { title: "Waiting for your approval: Lake side", body: "Due soon. Deal discount: Lake side, EGP 7,605,000 (-10%).", category: "approvals", severity: "warning", source: "approval", days: 1 });
  await tell(who, { title: "How marketing messages fared", body: "Marketing messages: 2", category: "marketing", source: "digest", days: 1 });
  const hot = await tell(who, {
    title: "Nobody has contacted Mona El-Sayed", body: "Mona El-Sayed (score 90) has been hot since 2026-11-21 09:10 and nobody has got in touch.\n\nThe lead has no owner.", category: "tasks", severity: "warning", source: "escalation", meta: { lead_id: lead.id }, link_url: `/leads/${lead.id}`,
    sent: [{ channel: "email", recipient: who.email, status: "delivered" }, { channel: "sms", recipient: "+201001234567", status: "queued", defer_reason: "QUIET_HOURS", scheduled_at: "2030-01-15T06:00:00Z" }, { channel: "whatsapp", recipient: "+201001234567", status: "failed", error_code: "EC_INVALID_DESTINATION" }],
  });
  return { who, lead, hot };
}

describe("the inbox", { timeout: 180_000 }, () => {
  it("reads each sentence in its own direction, whoever's name it begins with", async () => {
    const who = await newWorkspace(stack);
    await tell(who, { title: "\u2068هشام البدري\u2069 has joined", body: "\u2068هشام\u2069 can start to work." });
    await tell(who, { title: "\u2068Karim Adel\u2069 انضم إلى الفريق" });
    const page = await signIn(browser, stack, who, { language: "en" });
    await page.goto(`${stack.webUrl}/inbox`);
    const direction = (text: string) => page.locator(".inbox-split__list .notice :is(bdi, p)", { hasText: text }).evaluate((element) => getComputedStyle(element).direction);
    expect([await direction("has joined"), await direction("can start to work"), await direction("انضم إلى الفريق")]).toEqual(["ltr", "ltr", "rtl"]);
    await page.context().close();
  });

  it("is read, narrowed, marked and put away, and follows what happens", async () => {
    const { who, lead, hot } = await filled(), page = await signIn(browser, stack, who, { language: "en" });
    const notice = (title: string) => page.locator(".inbox-split__list .notice").filter({ hasText: title });
    await page.goto(`${stack.webUrl}/inbox`);
    await notice("Nobody has contacted").waitFor();
    expect(await page.getByRole("tab").allTextContents()).toEqual(["All37", "Approvals1", "Tasks and reminders1", "System34", "Marketing1"]);
    expect(await accessibilityProblems(page)).toEqual([]);
    await shoot(page, "inbox-page-list-en");

    await notice("Nobody has contacted").getByRole("button").click();
    await page.waitForURL(`**/inbox/${hot}`);
    const detail = page.getByRole("region", { name: "Nobody has contacted Mona El-Sayed" });
    await detail.getByText("Scheduled for 08:00 on 15 Jan (Africa/Cairo)").waitFor();
    await detail.getByText("Reason: It waits for the end of quiet hours.").waitFor();
    await detail.getByText("Reason: EC_INVALID_DESTINATION").waitFor();
    await expect.poll(() => page.getByRole("tab", { name: /Tasks/ }).textContent()).toBe("Tasks and reminders");
    expect(await detail.getByRole("link", { name: "Open the lead" }).getAttribute("href")).toBe(`/leads/${lead.id}`);
    expect(await accessibilityProblems(page)).toEqual([]);
    await shoot(page, "inbox-page-detail-en");
    await detail.getByRole("button", { name: "Mark as unread" }).click();
    await expect.poll(() => page.getByRole("tab", { name: /Tasks/ }).textContent()).toBe("Tasks and reminders1");

    await page.getByRole("tab", { name: /System/ }).click();
    await expect.poll(() => page.locator(".inbox-split__list .notice").count()).toBeGreaterThanOrEqual(30);
    await expect.poll(async () => {
      await page.locator(".inbox-split__list").evaluate((list) => list.scrollTo(0, list.scrollHeight));
      return page.locator(".inbox-split__list .notice").count();
    }).toBe(34);
    await page.getByLabel("Select: Unit A-1200 was released").check();
    await page.getByLabel("Select: Unit A-1201 was released").check();
    await shoot(page, "inbox-page-bulk-en");
    await page.getByRole("toolbar").getByRole("button", { name: "Mark as read" }).click();
    await expect.poll(() => page.getByRole("tab", { name: /System/ }).textContent()).toBe("System32");
    await page.getByLabel("Select: Unit A-1202 was released").check();
    await page.getByRole("toolbar").getByRole("button", { name: "Archive" }).click();
    await expect.poll(() => notice("A-1202").count()).toBe(0);

    await page.getByRole("button", { name: "Filter" }).click();
    await page.getByRole("menuitem", { name: "Show" }).click();
    await page.getByRole("radio", { name: "Archived" }).check({ force: true });
    await page.keyboard.press("Escape");
    await notice("A-1202").waitFor();
    expect(new URL(page.url()).searchParams.get("show")).toBe("archived");

    await page.goto(`${stack.webUrl}/inbox?q=lake`);
    await notice("Lake side").waitFor();
    expect(await page.locator(".inbox-split__list .notice").count()).toBe(1);
    await page.goto(`${stack.webUrl}/inbox?q=nothing+like+it`);
    await page.getByText("Clear filters").waitFor();

    await page.goto(`${stack.webUrl}/inbox`);
    await notice("Nobody has contacted").waitFor();
    const deal = await who.api("POST", "/v1/deals", { name: "Garden view", owner_user_id: who.user_id });
    await who.api("POST", `/v1/deals/${deal.id}/mark-won`);
    await notice("Garden view").first().waitFor();
    await page.locator(".inbox-split__list .notice__open").first().focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/inbox\/[0-9a-f-]{36}/);
    await page.context().close();
  });

  it("is read on a phone in Arabic, in the dark, one after the other", async () => {
    const { who } = await filled();
    await who.api("PATCH", "/v1/me", { locale: "ar" });
    const page = await signIn(browser, stack, who, { language: "ar", theme: "dark", phone: true });
    await page.goto(`${stack.webUrl}/inbox`);
    const notice = page.locator(".inbox-split__list .notice").filter({ hasText: "Nobody has contacted" });
    await notice.waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    await shoot(page, "inbox-page-list-phone-ar");
    await notice.getByRole("button").click();
    await page.getByText("تنتظر انتهاء ساعات الهدوء").waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    expect(await accessibilityProblems(page)).toEqual([]);
    await shoot(page, "inbox-page-detail-phone-ar");
    await page.getByRole("button", { name: "العودة إلى الوارد" }).click();
    await notice.waitFor();
    await page.context().close();
  });
});

describe("summaries", { timeout: 180_000 }, () => {
  it.each([
    ["en", { title: "Daily activity", when: "When: Daily activity", preview: "Preview: Daily activity", at: "At", save: "Save", next: /Next: .*07:30/, empty: "There is nothing to tell now", overdue: "Preview: What is overdue", close: "Close", theme: "light" }],
    ["ar", { title: "النشاط اليومي", when: "الموعد: النشاط اليومي", preview: "معاينة: النشاط اليومي", at: "الساعة", save: "حفظ", next: /التالي: .*(07:30|٠٧:٣٠)/, empty: "لا جديد الآن", overdue: "معاينة: المتأخرات", close: "إغلاق", theme: "dark" }],
  ] as const)("are chosen, timed and previewed (%s)", async (language, words) => {
    const who = await newWorkspace(stack);
    await who.api("PATCH", "/v1/me", { locale: language });
    await who.api("POST", "/v1/leads", { first_name: "Mona", last_name: "El-Sayed", email: "mona@example.com", owner_user_id: who.user_id });
    const page = await signIn(browser, stack, who, { language, theme: words.theme });
    await page.goto(`${stack.webUrl}/settings/digests`);
    await page.getByRole("switch", { name: words.title }).check({ force: true });
    await page.getByRole("button", { name: words.when }).click();
    await page.getByRole("dialog").getByLabel(words.at, { exact: true }).fill("7:30");
    await shoot(page, `digest-time-${language}`);
    await page.getByRole("dialog").getByRole("button", { name: words.save }).click();
    await page.getByText(words.next).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await shoot(page, `digests-${language}`);
    await page.getByRole("button", { name: words.preview }).click();
    await page.frameLocator(".digest-preview").getByText("Mona El-Sayed").waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await shoot(page, `digest-preview-${language}`);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: words.overdue }).click();
    await page.getByText(words.empty).waitFor();
    await page.context().close();
  });
});
