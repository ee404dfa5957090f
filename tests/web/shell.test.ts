import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { Browser, Page } from "playwright-core";
import { bringIn, signIn as signInByApi } from "#local/members.ts";
import { accessibilityProblems, type Language, newWorkspace, shoot, signIn, startBrowser } from "./support.ts";

const stack = { apiUrl: inject("apiUrl"), webUrl: inject("webUrl"), ownerUrl: inject("ownerUrl") };
let browser: Browser;
beforeAll(async () => { browser = await startBrowser(inject("chromium")); });
afterAll(() => browser.close());

const WORDS = {
  en: { nav: "Main navigation", account: "Your account", dark: "Dark", signOut: "Sign out", units: "Units", leads: "Leads", forbidden: "You may not open this page", notFound: "There is no such page", home: "Go to the start page", offline: /^You are offline/, inbox: "Inbox", upToDate: "You are up to date" },
  ar: { nav: "التنقل الرئيسي", account: "حسابك", dark: "داكن", signOut: "تسجيل الخروج", units: "الوحدات", leads: "العملاء المحتملون", forbidden: "لا يمكنك فتح هذه الصفحة", notFound: "لا توجد صفحة بهذا العنوان", home: "إلى الصفحة الأولى", offline: /^أنت غير متصل/, inbox: "الوارد", upToDate: "لا جديد" },
} as const;
const BOTH = ["en", "ar"] as const satisfies Language[];
const PASSWORD = "Seven green doors 84";

const look = (page: Page) => page.evaluate(() => [document.documentElement.lang, document.documentElement.dir, document.documentElement.dataset["theme"]]);
const choose = async (page: Page, menu: string, item: string) => {
  await page.getByRole("button", { name: menu }).click();
  await page.getByRole("menuitemcheckbox", { name: item }).or(page.getByRole("menuitemradio", { name: item })).or(page.getByRole("menuitem", { name: item })).first().click();
  await page.keyboard.press("Escape");
};

describe("the frame of every page", { timeout: 120_000 }, () => {
  it.each(BOTH)("offers what the role allows, and says why a page stays closed (%s)", async (language) => {
    const w = WORDS[language], { email, password } = await newWorkspace(stack);
    const owner = await signInByApi(stack.apiUrl, { email, password });
    const keeper = { email: `keeper-${crypto.randomUUID()}@test.m3core.test`, password: PASSWORD };
    await bringIn(owner, { ...keeper, full_name: "Salma Farouk", role_code: "inventory_manager" });

    const boss = await signIn(browser, stack, { email, password }, { language });
    await boss.getByRole("navigation", { name: w.nav }).getByRole("link", { name: w.leads }).waitFor();
    await boss.context().close();

    const page = await signIn(browser, stack, keeper, { language });
    const nav = page.getByRole("navigation", { name: w.nav });
    await nav.getByRole("link", { name: w.units }).waitFor();
    expect(await nav.getByRole("link", { name: w.leads }).count()).toBe(0);
    await page.goto(`${stack.webUrl}/leads`);
    await page.getByRole("heading", { name: w.forbidden }).waitFor();
    await page.getByText("lead.read").waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await shoot(page, `forbidden-${language}`);
    await page.goto(`${stack.webUrl}/no-such-place`);
    await page.getByRole("heading", { name: w.notFound }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole("link", { name: w.home }).click();
    await expect.poll(() => new URL(page.url()).pathname).not.toBe("/no-such-place");
    await page.context().close();
  });

  it("looks on another device as the person has chosen, and paints what this one remembers before it has asked", async () => {
    const who = await newWorkspace(stack), first = await signIn(browser, stack, who);
    const kept = async () => { const { user } = await who.api("GET", "/v1/me"); return { ...user.preferences, locale: user.locale }; };
    await choose(first, WORDS.en.account, WORDS.en.dark);
    await choose(first, WORDS.en.account, "Comfortable");
    await choose(first, WORDS.en.account, "العربية");
    await expect.poll(kept, { timeout: 15_000 }).toEqual({ theme: "dark", density: "comfortable", language: "ar", locale: "ar" });
    await first.route("**/v1/me", (route) => (route.request().method() === "PATCH" ? route.abort() : route.continue()));
    await choose(first, WORDS.ar.account, "فاتح");
    await expect.poll(() => look(first)).toEqual(["ar", "rtl", "light"]);

    const second = await signIn(browser, stack, who);
    expect(await look(second)).toEqual(["ar", "rtl", "dark"]);
    expect(await second.evaluate(() => document.documentElement.dataset["density"])).toBe("comfortable");
    await shoot(second, "another-device-ar");
    const { promise: asked, resolve: answer } = Promise.withResolvers<void>();
    await second.route("**/v1/me", async (route) => { await asked; await route.continue(); });
    await second.reload({ waitUntil: "commit" });
    await second.waitForRequest("**/v1/me");
    expect(await look(second)).toEqual(["ar", "rtl", "dark"]);
    answer();
    await second.getByRole("navigation", { name: WORDS.ar.nav }).waitFor();

    await first.unroute("**/v1/me");
    await first.reload();
    await expect.poll(kept, { timeout: 15_000 }).toMatchObject({ theme: "light" });
    expect(await look(first)).toEqual(["ar", "rtl", "light"]);
    for (const page of [first, second]) await page.context().close();
  });

  it("changes language and theme on the spot and keeps both after a reload", async () => {
    const page = await signIn(browser, stack, await newWorkspace(stack));
    await page.goto(`${stack.webUrl}/leads`);
    expect(await look(page)).toEqual(["en", "ltr", "light"]);
    await choose(page, WORDS.en.account, WORDS.en.dark);
    await expect.poll(() => look(page)).toEqual(["en", "ltr", "dark"]);
    await choose(page, WORDS.en.account, "العربية");
    await page.getByRole("navigation", { name: WORDS.ar.nav }).waitFor();
    await page.getByRole("heading", { level: 1, name: WORDS.ar.leads }).waitFor();
    expect(await look(page)).toEqual(["ar", "rtl", "dark"]);
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.reload();
    await page.getByRole("navigation", { name: WORDS.ar.nav }).waitFor();
    expect(await look(page)).toEqual(["ar", "rtl", "dark"]);
    await choose(page, WORDS.ar.account, "English");
    await page.getByRole("navigation", { name: WORDS.en.nav }).waitFor();
    await page.context().close();
  });

  it.each(BOTH)("opens the inbox by keyboard and gives the focus back (%s)", async (language) => {
    const w = WORDS[language], page = await signIn(browser, stack, await newWorkspace(stack), { language });
    await page.goto(`${stack.webUrl}/leads`);
    await page.getByRole("heading", { level: 1 }).or(page.locator("main")).first().waitFor();
    await page.locator(".bell button").focus();
    await page.keyboard.press("Enter");
    const drawer = page.getByRole("dialog", { name: w.inbox });
    await drawer.getByText(w.upToDate).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await drawer.waitFor({ state: "detached" });
    await expect.poll(() => page.evaluate(() => Boolean(document.activeElement?.closest(".bell")))).toBe(true);
    await page.context().close();
  });

  it.each(BOTH)("says that the line is down, and goes on when it is back (%s)", async (language) => {
    const w = WORDS[language], page = await signIn(browser, stack, await newWorkspace(stack), { language });
    await page.goto(`${stack.webUrl}/leads`);
    await page.getByRole("heading", { level: 1, name: w.leads }).waitFor();
    await page.context().setOffline(true);
    await page.getByText(w.offline).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.context().setOffline(false);
    await page.getByText(w.offline).waitFor({ state: "detached" });
    await page.context().close();
  });

  it("shows what failed and tries again when asked", async () => {
    const { api, ...who } = await newWorkspace(stack);
    await api("POST", "/v1/leads", { first_name: "Mona", last_name: "Adel", phone_e164: "+201005550001" });
    const page = await signIn(browser, stack, who);
    await page.route("**/v1/leads?*", (route) => route.fulfill({ status: 500, contentType: "application/json", body: JSON.stringify({ success: false, data: null, error: { code: "INTERNAL", message: "Something went wrong.", details: null, request_id: "a-request" } }) }));
    await page.goto(`${stack.webUrl}/leads`);
    await page.getByText("This did not load").waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.unroute("**/v1/leads?*");
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByRole("link", { name: "Mona Adel" }).first().waitFor();
    await page.context().close();
  });

  it("renews an expired token once and repeats the call; a session that is over leads to the sign-in and back", async () => {
    const who = await newWorkspace(stack), page = await signIn(browser, stack, who);
    let expired = 0, renewed = 0;
    page.on("request", (request) => { if (request.url().endsWith("/v1/auth/refresh")) renewed++; });
    await page.route("**/v1/contacts?*", async (route) => {
      if (expired++) return route.continue();
      await route.fulfill({ status: 401, contentType: "application/json", body: JSON.stringify({ success: false, data: null, error: { code: "AUTH_TOKEN_EXPIRED", message: "The access token has expired.", details: null, request_id: "a-request" } }) });
    });
    await page.getByRole("navigation", { name: WORDS.en.nav }).getByRole("link", { name: "Contacts" }).click();
    await expect.poll(() => expired, { timeout: 15_000 }).toBeGreaterThan(1);
    await page.locator(".shell").waitFor();
    expect(renewed).toBe(1);
    await page.reload();
    await page.getByRole("navigation", { name: WORDS.en.nav }).waitFor();

    await page.context().clearCookies();
    await page.goto(`${stack.webUrl}/contacts`);
    await page.waitForURL(/\/sign-in\?next=%2Fcontacts/);
    await page.locator("input[type=email]").fill(who.email);
    await page.locator("input[type=password]").fill(who.password);
    await page.locator("button[type=submit]").click();
    await page.waitForURL(/\/contacts$/);
    await page.context().close();
  });

  it("signs every window of the browser out at once", async () => {
    const page = await signIn(browser, stack, await newWorkspace(stack));
    const second = await page.context().newPage();
    await second.goto(`${stack.webUrl}/leads`);
    await second.locator(".shell").waitFor();
    await choose(page, WORDS.en.account, WORDS.en.signOut);
    await page.waitForURL(/\/sign-in/);
    await second.waitForURL(/\/sign-in/);
    await page.context().close();
  });
});
