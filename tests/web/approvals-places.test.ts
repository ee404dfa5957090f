import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { Browser, Page } from "playwright-core";
import type { Member } from "#local/members.ts";
import { ask, asMember, discounts, newOffice, PASSWORD } from "./approvals-office.ts";
import { accessibilityProblems, shoot, signIn, sql, startBrowser } from "./support.ts";

const stack = { apiUrl: inject("apiUrl"), webUrl: inject("webUrl"), ownerUrl: inject("ownerUrl") };
let browser: Browser;
beforeAll(async () => { browser = await startBrowser(inject("chromium")); });
afterAll(() => browser.close());

const asPage = (who: Pick<Member, "email">, look: Parameters<typeof signIn>[3] = {}) => signIn(browser, stack, { email: who.email, password: PASSWORD }, look);
const looksRight = async (page: Page, name: string, width = 1440) => {
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  expect(await accessibilityProblems(page)).toEqual([]);
  await shoot(page, name);
};
const decide = (who: Member, id: string, how: "approve" | "reject", body: object = {}) => asMember(stack, who, "POST", `/v1/approvals/requests/${id}/${how}`, body);
const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent ?? "");

describe("a notice that asks for a decision", { timeout: 240_000 }, () => {
  it("takes it in place, by keyboard: a rejection with its reason, an approval that is carried out", async () => {
    const { workspace, manager, agent, project, unit, deal } = await newOffice(stack);
    await workspace.api("POST", "/v1/approvals/policies", discounts);
    const other = await workspace.api("POST", "/v1/units", { project_id: project.id, code: "A-1205", unit_type_code: "apartment", price_minor: 845_000_000, currency: "EGP" });
    const second = await workspace.api("POST", "/v1/deals", { name: "Omar, garden", owner_user_id: agent.user_id, amount_minor: 845_000_000, currency: "EGP", units: [{ unit_id: other.id }] });
    expect(unit.id).not.toBe(other.id);
    const rejected = await ask(stack, agent, `/v1/deals/${deal.id}`, { amount_minor: 700_000_000 });
    await ask(stack, agent, `/v1/deals/${second.id}`, { amount_minor: 720_000_000 });
    const page = await asPage(manager);
    await page.locator(".bell .badge").getByText("2").waitFor();
    await page.keyboard.press("i");
    const inbox = page.getByRole("dialog"), reject = inbox.getByRole("button", { name: "Reject: Mona, lake side" });
    await reject.waitFor();
    await looksRight(page, "inbox-approvals-en");
    await reject.focus();
    await page.keyboard.press("Enter");
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe("TEXTAREA");
    await page.keyboard.press("Escape");
    await expect.poll(() => focused(page)).toContain("Reject");
    await page.keyboard.press("Enter");
    await inbox.getByRole("button", { name: "Reject", exact: true }).click();
    await inbox.getByText("Say why, so that Dina Shafik knows what to change.").waitFor();
    await looksRight(page, "inbox-rejecting-en");
    await page.keyboard.type("Not before she has seen the garden side.");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    const mona = inbox.locator(".notice").filter({ hasText: "Mona, lake side" });
    await mona.locator(".status").getByText("Rejected").waitFor();
    await expect.poll(() => focused(page)).toContain("Approval needed: Mona, lake side");
    expect(await asMember(stack, agent, "GET", `/v1/approvals/requests/${rejected.id}`)).toMatchObject({ state: "rejected", actions: [{ comment: "Not before she has seen the garden side." }] });

    await inbox.getByRole("button", { name: "Approve: Omar, garden" }).focus();
    await page.keyboard.press("Enter");
    await inbox.locator(".notice").filter({ hasText: "Omar, garden" }).locator(".status").getByText("Approved").waitFor();
    await expect.poll(async () => (await workspace.api("GET", `/v1/deals/${second.id}`)).amount_minor).toBe(720_000_000);
    await expect.poll(() => page.locator(".bell .badge").count()).toBe(0);
    await looksRight(page, "inbox-decided-en");
    await page.context().close();
  });

  it("says plainly that somebody was faster, that others are asked now, and that there is no connection", async () => {
    const { workspace, manager, agent, deal } = await newOffice(stack);
    // There is one sales manager, so the owner decides as well.
    await workspace.api("POST", "/v1/approvals/policies", { ...discounts, steps: [{ kind: "parallel", required: 2, approver_mode: "role", approver_ref: "sales_manager" }] });
    const first = await ask(stack, agent, `/v1/deals/${deal.id}`, { amount_minor: 700_000_000 });
    const page = await asPage(manager);
    // The list stands still until the decision is sent, as it does for whoever looks at a screen that has not heard yet.
    let stale: string | undefined;
    await page.route(/\/v1\/approvals\/requests\?id=/, async (route) => {
      if (stale) return route.fulfill({ contentType: "application/json", body: stale });
      const answer = await route.fetch();
      stale = await answer.text();
      return route.fulfill({ response: answer, body: stale });
    });
    page.on("response", (answer) => { if (answer.url().endsWith("/approve")) { stale = undefined; void page.unrouteAll(); } });
    await page.getByRole("button", { name: /^Inbox, \d+ unread/ }).click();
    const inbox = page.getByRole("dialog"), approve = inbox.getByRole("button", { name: "Approve: Mona, lake side" });
    await approve.waitFor();
    await page.context().setOffline(true);
    await inbox.getByText("You are offline. Decide when you are back.").waitFor();
    expect(await approve.getAttribute("aria-disabled")).toBe("true");
    await looksRight(page, "inbox-offline-en");
    await page.context().setOffline(false);
    await inbox.getByText("You are offline. Decide when you are back.").waitFor({ state: "detached" });
    await workspace.api("POST", `/v1/approvals/requests/${first.id}/reject`, { comment: "No." });
    await approve.click();
    await inbox.getByRole("alert").getByText(/Something changed while you were looking/).waitFor();
    await inbox.locator(".status").getByText("Rejected").waitFor();
    expect((await workspace.api("GET", `/v1/deals/${deal.id}`)).amount_minor).toBe(845_000_000);
    await looksRight(page, "inbox-conflict-en");

    await ask(stack, agent, `/v1/deals/${deal.id}`, { amount_minor: 710_000_000 });
    await approve.click();
    await inbox.getByText("It waits for others, not for you.").waitFor();
    await page.context().close();
  });

  it("tells the approver that nothing came of it, and why, when whoever asked may not do it any more", async () => {
    const { workspace, manager, agent, deal } = await newOffice(stack);
    await workspace.api("POST", "/v1/approvals/policies", discounts);
    const { id } = await ask(stack, agent, `/v1/deals/${deal.id}`, { amount_minor: 700_000_000 });
    await workspace.api("POST", `/v1/admin/users/${agent.user_id}/suspend`);
    const page = await asPage(manager);
    await page.goto(`${stack.webUrl}/inbox`);
    await page.getByRole("button", { name: "Approve: Mona, lake side" }).click();
    await page.locator(".notice .status").getByText("Not possible").first().waitFor();
    await page.goto(`${stack.webUrl}/approvals/${id}`);
    await page.locator(".callout").getByText("The account of whoever asked for this is not active any more. Nothing was changed.").waitFor();
    await looksRight(page, "approval-requester-gone-en");
    expect((await workspace.api("GET", `/v1/deals/${deal.id}`)).amount_minor).toBe(845_000_000);
    await page.context().close();
  });

  it("takes it on the inbox page of a phone, in Arabic and in the dark", async () => {
    const { workspace, manager, agent, deal } = await newOffice(stack, { manager: "هشام البدري", agent: "دينا شفيق" });
    await asMember(stack, manager, "PATCH", "/v1/me", { locale: "ar" });
    await workspace.api("POST", "/v1/approvals/policies", discounts);
    await ask(stack, agent, `/v1/deals/${deal.id}`, { amount_minor: 700_000_000 });
    const page = await asPage(manager, { language: "ar", phone: true, theme: "dark" });
    await page.goto(`${stack.webUrl}/inbox`);
    await page.getByRole("button", { name: /^رفض/ }).click();
    await page.getByText(/^طلب من/).waitFor();
    await page.getByLabel("سبب الرفض").fill("الخصم أكبر مما اتفقنا عليه.");
    await looksRight(page, "inbox-rejecting-phone-ar", 390);
    await page.getByRole("button", { name: "رجوع" }).click();
    await page.getByRole("button", { name: /^موافقة/ }).click();
    await page.locator(".notice .status").first().waitFor();
    await looksRight(page, "inbox-decided-phone-ar", 390);
    expect((await workspace.api("GET", `/v1/deals/${deal.id}`)).amount_minor).toBe(700_000_000);
    await page.context().close();
  });
});

describe("what waits for approval", { timeout: 240_000 }, () => {
  it("is marked on the board and in the lists while it waits, in both languages", async () => {
    const { workspace, manager, project, agent, deal } = await newOffice(stack);
    const building = await workspace.api("POST", "/v1/buildings", { project_id: project.id, name: "A" });
    const unit = await workspace.api("POST", "/v1/units", { project_id: project.id, building_id: building.id, code: "A-1301", floor: 13, unit_type_code: "apartment", price_minor: 845_000_000, currency: "EGP" });
    await workspace.api("POST", "/v1/approvals/policies", discounts);
    await workspace.api("POST", "/v1/approvals/policies", { name: "Prices", action_code: "unit.price", steps: [{ approver_mode: "role", approver_ref: "sales_manager" }] });
    const board = await asPage(agent);
    await board.goto(`${stack.webUrl}/deals`);
    const card = board.locator(".card").filter({ hasText: "Mona, lake side" });
    await card.waitFor();
    expect(await card.getByText("Waiting for approval").count()).toBe(0);
    const { id } = await ask(stack, agent, `/v1/deals/${deal.id}`, { amount_minor: 700_000_000 });
    await card.getByText("Waiting for approval").waitFor();
    await looksRight(board, "board-pending-en");
    await decide(manager, id, "approve");
    await card.getByText("Waiting for approval").waitFor({ state: "detached" });
    await board.context().close();

    await workspace.api("POST", `/v1/units/${unit.id}/price`, { price_minor: 800_000_000 });
    for (const language of ["en", "ar"] as const) {
      const page = await signIn(browser, stack, workspace, { language, theme: language === "ar" ? "dark" : "light" });
      const words = language === "en" ? "Waiting for approval" : "بانتظار الموافقة";
      await page.goto(`${stack.webUrl}/units`);
      await page.getByRole("row").filter({ hasText: "A-1301" }).getByText(words).waitFor();
      await looksRight(page, `units-pending-${language}`);
      await page.goto(`${stack.webUrl}/units?view=matrix&project=${project.id}`);
      await page.locator(".unit").filter({ hasText: "A-1301" }).getByText(words).waitFor();
      await looksRight(page, `matrix-pending-${language}`);
      await page.context().close();
    }
  });
});

describe("the statistics of approvals", { timeout: 240_000 }, () => {
  it("show what waits, how the rest ended and how long it took, in both languages", async () => {
    const { workspace, manager, agent, project, unit, deal } = await newOffice(stack);
    await workspace.api("POST", "/v1/approvals/policies", discounts);
    await workspace.api("POST", "/v1/approvals/policies", { name: "Prices that fall by a lot", action_code: "unit.price", steps: [{ approver_mode: "role", approver_ref: "sales_manager", sla_hours: 4 }] });
    for (const amount_minor of [700_000_000, 710_000_000, 720_000_000]) {
      const { id } = await ask(stack, agent, `/v1/deals/${deal.id}`, { amount_minor });
      await decide(manager, id, amount_minor === 720_000_000 ? "reject" : "approve", { comment: "." });
    }
    const price = async (unit_id: string) => (await workspace.api("POST", `/v1/units/${unit_id}/price`, { price_minor: 800_000_000 })).approval_request.id as string;
    await decide(manager, await price(unit.id), "approve");
    await workspace.api("POST", `/v1/approvals/requests/${await workspace.api("POST", `/v1/units/${unit.id}/price`, { price_minor: 1 }).then((a) => a.approval_request.id)}/cancel`);
    const late = await workspace.api("POST", "/v1/units", { project_id: project.id, code: "A-1301", unit_type_code: "apartment", price_minor: 845_000_000, currency: "EGP" });
    await sql(stack, "update approval_requests set created_at = created_at - interval '5 hours' where tenant_id = $1 and action_code = 'unit.price'", [workspace.tenant_id]);
    await sql(stack, "update approval_requests set due_at = now() - interval '1 hour' where id = $1", [await price(late.id)]);

    const page = await signIn(browser, stack, workspace);
    await page.goto(`${stack.webUrl}/approvals`);
    await page.getByRole("button", { name: "Statistics" }).click();
    const figure = (label: string) => page.locator(".kpis .stat").filter({ hasText: label });
    await expect.poll(() => figure("Waiting").textContent()).toBe("Waiting11 overdue");
    expect(await figure("Approved").textContent()).toBe("Approved3");
    expect(await page.getByRole("listitem").filter({ hasText: "Discounts above 10 %" }).first().textContent()).toContain("Approved 2 · Rejected 1");
    expect(await page.getByRole("listitem").filter({ hasText: "Prices that fall by a lot" }).last().textContent()).toContain("5 hr");
    await looksRight(page, "approval-stats-en");
    await page.getByRole("button", { name: "Last 30 days" }).click();
    await page.getByRole("menuitemradio", { name: "All time" }).or(page.getByRole("menuitem", { name: "All time" })).or(page.getByRole("menuitemcheckbox", { name: "All time" })).click();
    await expect.poll(() => new URL(page.url()).searchParams.get("period")).toBe("all");
    await page.getByRole("button", { name: "All", exact: true }).click();
    await page.getByRole("link", { name: "Mona, lake side" }).first().waitFor();
    await page.context().close();

    for (const look of [{ language: "ar", theme: "dark" }, { language: "ar", phone: true }] as const) {
      const arabic = await signIn(browser, stack, workspace, look);
      await arabic.goto(`${stack.webUrl}/approvals?set=stats`);
      await arabic.getByText("الطلبات حسب السياسة").waitFor();
      await looksRight(arabic, "phone" in look ? "approval-stats-phone-ar" : "approval-stats-dark-ar", "phone" in look ? 390 : 1440);
      await arabic.context().close();
    }
  });

  it("say what they are for while nothing was asked, and are not there for whoever may not see them", async () => {
    const { workspace, agent } = await newOffice(stack);
    const page = await signIn(browser, stack, workspace);
    await page.goto(`${stack.webUrl}/approvals?set=stats`);
    await page.getByRole("heading", { name: "No requests in this time" }).waitFor();
    await looksRight(page, "approval-stats-empty-en");
    await page.context().close();
    const asking = await asPage(agent);
    await asking.goto(`${stack.webUrl}/approvals?set=stats`);
    await asking.getByText("You have asked for nothing").waitFor();
    expect(await asking.getByRole("button", { name: "Statistics" }).count()).toBe(0);
    await asking.context().close();
  });
});
