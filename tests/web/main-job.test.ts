import { faker } from "@faker-js/faker/locale/ar";
import { afterAll, beforeAll, describe, expect, inject, it, onTestFailed } from "vitest";
import type { Browser, Locator, Page } from "playwright-core";
import { bringIn, signIn as signInByApi } from "#local/members.ts";
import { createDeal, listDeals, listPipelines } from "#worker/modules/deals/contract.ts";
import { createProject, createUnit } from "#worker/modules/inventory/contract.ts";
import { type JobWords, WORDS } from "./main-job-words.ts";
import { accessibilityProblems, type Language, mailTo, openPage, shoot, signIn, startBrowser } from "./support.ts";

const stack = { apiUrl: inject("apiUrl"), webUrl: inject("webUrl"), ownerUrl: inject("ownerUrl") };
let browser: Browser;
beforeAll(async () => { browser = await startBrowser(inject("chromium")); });
afterAll(() => browser.close());

const ROWS = 200;
const PASSWORD = "Seven green doors 84";
const PRICE = 845_000_000;
/** What a busy machine may need to do something behind the scenes. */
const PATIENT = { timeout: 60_000 };
const SOURCES = ["Facebook", "Website", "توصية من صديق", "Referral"];

interface Row { name: string; phone: string; source: string }

/** A team's list: Arabic names, four sources in turn, and a column that nobody can guess. */
function leadRows(): readonly Row[] {
  faker.seed(84);
  return Array.from({ length: ROWS }, (_, i) => ({ name: `${faker.person.firstName()} ${faker.person.lastName()} ${faker.person.lastName()}`, phone: `0100482${String(1000 + i)}`, source: SOURCES[i % SOURCES.length]! }));
}
const csvOf = (rows: readonly Row[]) =>
  Buffer.from(`\uFEFF${["الاسم,الموبايل,Source,الميزانية,ملحوظة الفرع", ...rows.map(({ name, phone, source }, i) => `${name},${phone},${source},${3 + (i % 7)}500000,${i % 3 ? "" : "يفضّل الاتصال مساءً"}`)].join("\r\n")}`);

/** One person's way through the product in one language. */
class Job {
  readonly page: Page;
  readonly language: Language;
  readonly w: JobWords;
  readonly email = `owner-${crypto.randomUUID()}@test.m3core.test`;
  constructor(page: Page, language: Language) {
    this.page = page;
    this.language = language;
    this.w = WORDS[language];
  }

  async looksRight(picture?: string, page = this.page) {
    expect(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir])).toEqual([this.language, this.w.dir]);
    if (picture) await shoot(page, `job-${picture}-${this.language}`);
    expect(await accessibilityProblems(page)).toEqual([]);
  }
  heading = (name: string | RegExp) => this.page.getByRole("heading", { name, exact: true });
  column = (name: string) => this.page.locator(".board__column").filter({ has: this.page.getByRole("heading", { name, exact: true }) });
  open = (path: string) => this.page.goto(`${stack.webUrl}${path}`);
  /** Waits until the foot of the list counts this many. */
  counts = (count: number) => expect.poll(() => this.page.locator(".page-head").innerText(), PATIENT).toMatch(new RegExp(`(^|\\D)${count}(\\D|$)`));

  async signUp() {
    const { page, w: { sign, tenant, owner } } = this;
    await this.open("/sign-up");
    await page.getByLabel(sign.company).fill(tenant);
    await page.getByLabel(sign.name).fill(owner);
    await page.getByLabel(sign.email).fill(this.email);
    await page.getByLabel(sign.password, { exact: true }).fill(PASSWORD);
    await this.looksRight();
    await page.getByRole("button", { name: sign.create }).click();
    await this.heading(sign.sent).waitFor();
    const link = async () => (await mailTo(stack, this.email)).map(({ text }) => /\/verify-email\?token=[\w-]+/.exec(text)?.[0]).find(Boolean);
    await expect.poll(link, PATIENT).toBeTruthy();
    await this.open((await link())!);
    await this.heading(sign.confirmed).waitFor();
    await this.looksRight();
    await page.getByRole("link", { name: sign.toSignIn }).click();
    await page.getByLabel(sign.email).fill(this.email);
    await page.getByLabel(sign.password, { exact: true }).fill(PASSWORD);
    await this.looksRight();
    await page.getByRole("button", { name: sign.submit, exact: true }).click();
    await page.locator(".shell").waitFor();
  }

  async importLeads(rows: readonly Row[]) {
    const { page, w: { leads, importing } } = this;
    await this.open("/leads");
    await this.heading(leads.none).waitFor();
    await this.looksRight();
    await page.getByRole("link", { name: leads.import, exact: true }).first().click();
    await page.locator("input[type=file]").setInputFiles({ name: "عملاء المعرض.csv", mimeType: "text/csv", buffer: csvOf(rows) });
    await page.getByRole("button", { name: importing.start(ROWS) }).waitFor(PATIENT);
    await page.getByRole("cell", { name: rows[0]!.name }).first().waitFor();
    await page.getByRole("button", { name: importing.holds("ملحوظة الفرع") }).click();
    await page.getByRole("option", { name: importing.notes }).click();
    await page.getByRole("img", { name: importing.leftOut }).waitFor({ state: "detached" });
    await page.getByRole("region", { name: importing.preview }).and(page.locator("[aria-busy=false]")).waitFor();
    await this.looksRight("import-preview");
    await page.getByRole("button", { name: importing.start(ROWS) }).click();
    await page.getByText(importing.done(ROWS)).waitFor(PATIENT);
    await this.looksRight();
    await page.getByRole("link", { name: leads.see }).click();
    await this.counts(ROWS);
  }

  /** Adds a filter of the list as a person does: from the menu, then a tick. */
  async filter(field: string, value: string) {
    const { page, w: { leads } } = this;
    await page.locator(".filters").getByRole("button", { name: leads.filter, exact: true }).click();
    await page.getByRole("menuitem", { name: field, exact: true }).click();
    const choices = page.getByRole("dialog", { name: field });
    await choices.getByText(value, { exact: true }).click();
    await page.keyboard.press("Escape");
    await choices.waitFor({ state: "detached" });
  }

  /** Finds one lead by source, status and an Arabic name, and opens it. */
  async findLead(rows: readonly Row[]): Promise<Row> {
    const { page, w: { leads } } = this;
    const wanted = rows[7]!;
    await this.filter(leads.status, leads.new);
    await this.filter(leads.source, leads.referral);
    await this.counts(ROWS / 2);
    await page.getByLabel(leads.search).fill(wanted.name);
    await this.counts(rows.filter(({ name, source }) => name === wanted.name && source === wanted.source).length);
    await this.looksRight("leads-found");
    await page.getByRole("link", { name: wanted.name }).first().click();
    await page.getByRole("heading", { level: 1, name: wanted.name }).waitFor();
    await page.getByRole("button", { name: leads.qualified, exact: true }).click();
    await page.getByText(`\u2068${wanted.name}\u2069: ${leads.qualified}`).or(page.getByText(`${wanted.name}: ${leads.qualified}`)).first().waitFor();
    await this.looksRight("lead");
    return wanted;
  }

  async convert() {
    const { page, w: { leads, convert, company } } = this;
    await page.getByRole("link", { name: leads.convert, exact: true }).click();
    await page.getByText(convert.newCompany, { exact: true }).click();
    await page.getByLabel(convert.companyName).fill(company);
    await this.looksRight("convert");
    await page.getByRole("button", { name: convert.submit }).click();
    await page.getByText(convert.done).first().waitFor();
    await page.getByRole("link", { name: company }).waitFor();
    await this.looksRight();
    await page.getByRole("link", { name: convert.openDeal }).click();
    await page.waitForURL(/\/deals\//);
    await page.getByRole("tab", { name: this.w.deal.units }).waitFor();
  }

  /** Opens the dialog on the units tab of a deal and chooses the unit. */
  async chooseUnit(code: string): Promise<Locator> {
    const { page, w: { deal } } = this;
    await page.getByRole("tab", { name: deal.units }).click();
    await page.getByRole("button", { name: deal.add }).first().click();
    const dialog = page.getByRole("dialog", { name: deal.adding });
    await dialog.getByRole("combobox", { name: deal.unit }).fill(code);
    await page.getByRole("option", { name: new RegExp(code) }).click();
    return dialog;
  }

  async lift(card: Locator, ...keys: string[]) {
    await card.focus();
    await this.page.keyboard.press("Space");
    for (const key of keys) await this.page.keyboard.press(key);
    await this.page.keyboard.press("Space");
  }

  /** Drags as a hand does: the browser begins a drag only after some way. */
  async drag(card: Locator, to: Locator) {
    await card.hover();
    const { mouse } = this.page, from = (await card.boundingBox())!, target = (await to.boundingBox())!;
    await mouse.move(from.x + from.width / 2, from.y + from.height / 2);
    await mouse.down();
    await mouse.move(from.x + from.width / 2 + 12, from.y + from.height / 2 + 12, { steps: 4 });
    await mouse.move(target.x + target.width / 2, target.y + 120, { steps: 12 });
    await mouse.move(target.x + target.width / 2, target.y + 124, { steps: 2 });
    await mouse.up();
  }
}

describe("the whole job, as a person does it", { timeout: 300_000 }, () => {
  it.each(["en", "ar"] as const)("leads from a sign-up to a sold unit that everybody hears of (%s)", async (language) => {
    const page = await openPage(browser, { language }), job = new Job(page, language), { w } = job;
    onTestFailed(() => shoot(page, `job-failed-${language}`));
    const rows = leadRows();
    await job.signUp();
    const owner = await signInByApi(stack.apiUrl, { email: job.email, password: PASSWORD });
    const watcher = { email: `watcher-${crypto.randomUUID()}@test.m3core.test`, password: PASSWORD };
    const joined = bringIn(owner, { ...watcher, full_name: w.colleague, role_code: "sales_agent" });
    const project = await owner.api.call(createProject, { body: { name: language === "ar" ? "مساكن البحيرة" : "Lake Residence" } });
    const unit = await owner.api.call(createUnit, { body: { project_id: project.id, code: "A-1204", unit_type_code: "apartment", price_minor: PRICE, currency: "EGP", bedrooms: 3, size_sqm: 142.5, floor: 12 } });

    await job.importLeads(rows);
    const lead = await job.findLead(rows);
    await job.convert();
    const dealName = (await page.getByRole("heading", { level: 1 }).innerText()).trim();
    expect(dealName).toContain(lead.name);
    const dealPath = new URL(page.url()).pathname;

    const reserving = await job.chooseUnit("A-1204");
    await job.looksRight();
    await reserving.getByRole("button", { name: w.deal.reserve, exact: true }).click();
    await page.locator(".unit-row").getByText(w.deal.held).waitFor();
    await job.looksRight("deal-reserved");

    const rival = await owner.api.call(createDeal, { body: { name: w.deal.second, amount_minor: PRICE, currency: "EGP" } });
    await job.open(`/deals/${rival.id}`);
    const waiting = await job.chooseUnit("A-1204");
    await waiting.getByText(w.deal.taken).waitFor();
    await waiting.getByRole("button", { name: w.deal.wait }).click();
    await page.locator(".unit-row").getByText(w.deal.waiting).waitFor();
    await job.looksRight("deal-waiting");

    await job.open("/deals");
    const card = page.getByRole("article", { name: dealName });
    await job.column(w.stages.new).locator(card).waitFor();
    await job.lift(card, language === "ar" ? "ArrowLeft" : "ArrowRight");
    await job.column(w.stages.viewing).locator(card).and(page.locator(":focus")).waitFor();
    if (language === "en") await job.drag(card, job.column(w.stages.offer));
    else for (const key of ["Space", "ArrowLeft", "Space"]) await page.keyboard.press(key);
    await job.column(w.stages.offer).locator(card).waitFor();
    const stage = async () => (await owner.api.call(listDeals, { query: {} })).items.find(({ id }) => dealPath.endsWith(id))!.stage_id;
    const stages = (await owner.api.call(listPipelines)).items.find((pipeline) => pipeline.is_default)!.stages;
    await expect.poll(stage, PATIENT).toBe(stages.find(({ name }) => name === "Offer")!.id);
    await job.looksRight("board");

    // A colleague watches the deal from a browser of their own and then does something else.
    await joined;
    const other = await signIn(browser, stack, watcher, { language, theme: "dark" });
    await other.goto(`${stack.webUrl}${dealPath}`);
    await other.getByRole("button", { name: w.deal.watch }).click();
    await other.getByRole("button", { name: w.deal.stopWatching }).waitFor();
    await job.looksRight("deal-dark", other);
    await other.getByRole("link", { name: w.leads.title, exact: true }).first().click();
    await other.getByRole("link", { name: rows.at(-1)!.name }).first().waitFor();
    await other.locator(".topbar").getByRole("button", { name: w.inbox.none, exact: true }).waitFor();
    await other.evaluate(() => Object.assign(window, { untouched: true }));

    await card.click();
    await page.getByRole("button", { name: w.deal.win }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: w.deal.win }).click();
    await page.getByText(w.deal.wonOn).waitFor();
    await page.getByRole("tab", { name: w.deal.timeline }).click();
    await page.getByText(w.deal.won).first().waitFor();
    await page.getByText(w.deal.moved).first().waitFor();
    await page.getByRole("tab", { name: w.deal.units }).click();
    await page.locator(".unit-row").getByText(w.deal.sold).waitFor();
    await job.looksRight("deal-won");

    await page.locator(".unit-row").getByRole("link", { name: "A-1204" }).click();
    await page.getByText(w.unit.soldTo).waitFor();
    await page.locator(".page-facts, .facts, main").getByText(w.unit.sold, { exact: true }).first().waitFor();
    await page.getByRole("tab", { name: w.unit.prices }).click();
    const sale = page.getByRole("row").filter({ hasText: w.unit.sale });
    await sale.waitFor();
    expect(await sale.innerText()).toContain("8,450,000");
    await job.looksRight("unit-sold");
    await page.getByRole("tab", { name: w.unit.timeline }).click();
    await page.getByText(w.unit.changed).first().waitFor();
    await job.looksRight();

    // Without a reload: the bell counts, the entry leads to the deal, and reading it empties the bell.
    await other.locator(".topbar").getByRole("button", { name: w.inbox.one }).click(PATIENT);
    const inbox = other.getByRole("dialog", { name: w.inbox.title });
    await inbox.getByRole("button", { name: dealName }).waitFor();
    await job.looksRight("inbox-dark", other);
    await inbox.getByRole("button", { name: dealName }).click();
    await other.waitForURL(`${stack.webUrl}${dealPath}`);
    await other.getByText(w.deal.wonOn).waitFor();
    await other.locator(".topbar").getByRole("button", { name: w.inbox.none, exact: true }).waitFor();
    expect(await other.evaluate(() => "untouched" in window)).toBe(true);
    await other.context().close();

    for (const email of [job.email, watcher.email]) {
      await expect.poll(async () => (await mailTo(stack, email)).filter(({ text }) => text.includes(dealPath)).map(({ subject }) => subject.replaceAll(/[\u2068\u2069]/g, "")), PATIENT).toContain(w.inbox.won(dealName));
    }
    await page.context().close();

    const phone = await signIn(browser, stack, { email: job.email, password: PASSWORD }, { language, phone: true });
    for (const [path, picture] of [["/leads", "leads-phone"], [dealPath, "deal-phone"], [`/units/${unit.id}`, "unit-phone"]] as const) {
      await phone.goto(`${stack.webUrl}${path}`);
      await phone.getByText(path === "/leads" ? rows.at(-1)!.name : "A-1204").first().waitFor();
      expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
      await job.looksRight(picture, phone);
    }
    await phone.context().close();
  });
});
