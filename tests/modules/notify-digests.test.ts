import { createScheduledController } from "cloudflare:test";
import { describe, expect, test } from "vitest";
import { localTime } from "#worker/kernel/local-time.ts";
import { createTask } from "#worker/modules/activities/tasks/tasks-contract.ts";
import { createActivity } from "#worker/modules/activities/contract.ts";
import { listRoles, setRoleVisibility } from "#worker/modules/access/contract.ts";
import { createLead, patchLead } from "#worker/modules/leads/contract.ts";
import { patchMe } from "#worker/modules/me/contract.ts";
import * as contract from "#worker/modules/notify/digests/digests-contract.ts";
import { nextAt, type Schedule } from "#worker/modules/notify/digests/next-at.ts";
import { listNotifications } from "#worker/modules/notify/inbox/inbox-contract.ts";
import { scheduled } from "#worker/scheduled.ts";
import { admin, type Client, eventually, newTenant } from "../support/harness.ts";
import { deliverTo, messagesOf } from "../support/queued.ts";
import { newSalesTenant } from "../support/sales.ts";

const CAIRO: Schedule = { cadence: "daily", at_local: "09:00", weekday: null, timezone: "Africa/Cairo" };
/** Every time that falls into 2026 on the zone's own calendar. */
const yearOf = (schedule: Schedule) => {
  const times: string[] = [];
  for (let at = "2025-12-30T00:00:00.000Z"; (at = nextAt(schedule, at)) < "2027-01-02T00:00:00.000Z"; ) times.push(at);
  return times.filter((at) => localTime(Date.parse(at), schedule.timezone).date.startsWith("2026"));
};

describe("the next time of a digest", () => {
  test.each(["Africa/Cairo", "Asia/Riyadh", "Asia/Dubai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe"])("is once on every day of a year, at that time on the clock, in %s", (timezone) => {
    const days = yearOf({ ...CAIRO, timezone }).map((at) => localTime(Date.parse(at), timezone));
    expect([days.length, new Set(days.map(({ date }) => date)).size, new Set(days.map(({ time }) => time))]).toEqual([365, 365, new Set(["09:00"])]);
  });

  test("moves by an hour when Cairo's clocks do, and stays where the Gulf's do not", () => {
    expect(nextAt(CAIRO, "2026-04-23T12:00:00.000Z")).toBe("2026-04-24T06:00:00.000Z");
    expect(nextAt(CAIRO, "2026-04-22T12:00:00.000Z")).toBe("2026-04-23T07:00:00.000Z");
    expect(new Set(yearOf({ ...CAIRO, timezone: "Asia/Kuwait" }).map((at) => at.slice(11)))).toEqual(new Set(["06:00:00.000Z"]));
  });

  test("is the first moment after the jump where the clock skips it: Cairo has no 00:30 on 24 April", () => {
    const night = { ...CAIRO, at_local: "00:30" };
    expect(nextAt(night, "2026-04-23T12:00:00.000Z")).toBe("2026-04-23T22:00:00.000Z");
    expect(localTime(Date.parse("2026-04-23T22:00:00.000Z"), "Africa/Cairo")).toMatchObject({ date: "2026-04-24", time: "01:00" });
    expect(yearOf(night)).toHaveLength(365);
  });

  test("is the first of two where the clock shows it twice, and does not come again: 23:30 on 29 October", () => {
    const late = { ...CAIRO, at_local: "23:30" };
    expect(nextAt(late, "2026-10-29T12:00:00.000Z")).toBe("2026-10-29T20:30:00.000Z");
    expect(nextAt(late, "2026-10-29T20:30:00.000Z")).toBe("2026-10-30T21:30:00.000Z");
    expect(yearOf(late)).toHaveLength(365);
  });

  test("of a weekly one is on its weekday", () => {
    const sundays = yearOf({ ...CAIRO, cadence: "weekly", weekday: 0 });
    expect([sundays.length, new Set(sundays.map((at) => localTime(Date.parse(at), "Africa/Cairo").weekday))]).toEqual([52, new Set([0])]);
  });
});

const subscribe = (user: Client, body: object) => user.ok(contract.subscribeDigest, { body: body as never });
const lead = (user: Client, first_name: string, values: object = {}) => user.ok(createLead, { body: { first_name, email: `${crypto.randomUUID()}@example.com`, owner_user_id: user.user_id, ...values } });

describe("subscriptions", () => {
  test("every kind is off, at nine, until it is chosen", async () => {
    const tenant = await newTenant(), agent = await tenant.user({ role: "sales_agent" });
    const { items } = await agent.ok(contract.listDigests);
    expect(items.map(({ kind }) => kind)).toEqual([...contract.DIGEST_KINDS]);
    expect(items.every(({ enabled, at_local, next_at }) => !enabled && at_local === "09:00" && next_at === null)).toBe(true);
    expect(items.find(({ kind }) => kind === "marketing.summary")).toMatchObject({ permitted: false, cadence: "weekly", weekday: 0 });
    expect(await agent.call(contract.subscribeDigest, { body: { kind: "marketing.summary" } })).toMatchObject({ status: 403 });
  });

  test("are at the user's time, change one thing at a time, and end", async () => {
    const { owner } = await newTenant();
    await owner.ok(patchMe, { body: { timezone: "Asia/Dubai" } });
    const first = await subscribe(owner, { kind: "inventory.changes", cadence: "weekly", weekday: 1, at_local: "07:15" });
    expect(first).toMatchObject({ enabled: true, effective_timezone: "Asia/Dubai", weekday: 1 });
    expect(localTime(Date.parse(first.next_at!), "Asia/Dubai")).toMatchObject({ time: "07:15", weekday: 1 });
    const moved = await subscribe(owner, { kind: "inventory.changes", timezone: "Africa/Cairo" });
    expect(moved).toMatchObject({ at_local: "07:15", weekday: 1, cadence: "weekly" });
    expect(localTime(Date.parse(moved.next_at!), "Africa/Cairo").time).toBe("07:15");
    expect(await subscribe(owner, { kind: "inventory.changes", enabled: false })).toMatchObject({ enabled: false, next_at: null });
    expect(await owner.call(contract.subscribeDigest, { body: { kind: "daily.deals", cadence: "weekly" } })).toMatchObject({ status: 422 });
    expect(await owner.call(contract.subscribeDigest, { body: { kind: "daily.deals", at_local: "25:00" } })).toMatchObject({ status: 422 });
  });

  test("follow their user to another time zone", async () => {
    const { owner } = await newTenant();
    await subscribe(owner, { kind: "daily.tasks", at_local: "08:00" });
    await owner.ok(patchMe, { body: { timezone: "Asia/Tokyo" } });
    await eventually(async () => {
      const { items } = await owner.ok(contract.listDigests);
      return localTime(Date.parse(items.find(({ kind }) => kind === "daily.tasks")!.next_at!), "Asia/Tokyo").time === "08:00";
    });
  });
});

describe("a preview", () => {
  test("shows what would be sent now, in the reader's language, as mail, text and inbox entry", async () => {
    const { owner } = await newTenant();
    await owner.ok(patchMe, { body: { locale: "ar" } });
    const { id } = await lead(owner, "منى <b>");
    const shown = await owner.ok(contract.previewDigest, { body: { kind: "daily.activity" } });
    expect(shown).toMatchObject({ empty: false, subject: "ما حدث منذ آخر ملخص", body: "عملاؤك المحتملون الجدد: 1" });
    expect(shown.html).toContain(`/leads/${id}`);
    expect(shown.html).toContain("منى &lt;b&gt;");
    expect(shown.text).toContain("منى <b>");
    expect(await messagesOf(owner.tenant_id)).toEqual([]);
  });

  test("says when it would be empty", async () => {
    const { owner } = await newTenant();
    for (const kind of contract.DIGEST_KINDS) expect(await owner.ok(contract.previewDigest, { body: { kind } })).toMatchObject({ kind, empty: true });
  });

  test("finds nothing that its reader may not see", async () => {
    const tenant = await newSalesTenant(), agent = await tenant.user({ permissions: ["deal.read", "lead.read", "notify.preferences.update.self"] });
    await tenant.deal("Owner's deal");
    await tenant.deal("Agent's deal", { owner_user_id: agent.user_id });
    const told = async () => (await agent.ok(contract.previewDigest, { body: { kind: "weekly.pipeline" } })).text;
    expect(await told()).toContain("Owner's deal");
    const role = (await tenant.owner.ok(listRoles)).items.find(({ code }) => code.startsWith("custom"));
    await tenant.owner.ok(setRoleVisibility, { params: { role_id: role!.id }, body: { lead: "own", contact: "own", company: "own", deal: "own", task: "own" } });
    expect(await told()).not.toContain("Owner's deal");
    expect(await told()).toContain("Agent's deal");
  });

  test.each([
    ["daily.deals", "Your deals past their expected close date"], ["daily.overdue", "Your deals past their expected close date"], ["daily.tasks", "Reservations that end within a day"], ["inventory.changes", "Reserved"], ["weekly.pipeline", "Open deals by stage"],
  ] as const)("%s tells of a late deal and the reservation it holds", async (kind, heading) => {
    const tenant = await newSalesTenant(), { owner } = tenant, unit_id = await tenant.unit();
    const deal_id = await tenant.deal("Lake side", { owner_user_id: owner.user_id, units: [{ unit_id }] });
    await admin`update deals set close_date = current_date - 3 where id = ${deal_id}`;
    await admin`update unit_reservations set expires_at = now() + interval '5 hours' where deal_id = ${deal_id}`;
    expect((await owner.ok(contract.previewDigest, { body: { kind } })).text).toContain(heading);
  });
});

test("tasks that are overdue, and those of the rest of the reader's day, are told; others and those of colleagues are not", async () => {
  const tenant = await newTenant(), { owner } = tenant, agent = await tenant.user({ role: "sales_agent" }), now = Date.now();
  await owner.ok(patchMe, { body: { timezone: "Africa/Cairo" } });
  const make = (title: string, due_ms: number, values: object = {}) => owner.ok(createTask, { body: { title, due_at: new Date(due_ms).toISOString(), ...values } });
  const midnight = Date.parse(nextAt({ ...CAIRO, at_local: "00:00" }, new Date(now).toISOString()));
  await make("Yesterday's call", now - 86_400_000);
  await make("Tonight's visit", midnight - 1);
  await make("Tomorrow's meeting", midnight);
  await make("A colleague's", now - 3_600_000, { owner_user_id: agent.user_id });
  const told = async (kind: contract.DigestKind) => (await owner.ok(contract.previewDigest, { body: { kind } })).text;
  const today = await told("daily.tasks"), overdue = await told("daily.overdue");
  expect(today).toMatch(/Your overdue tasks \(1\)\n- .*Yesterday's call[^]*Your tasks due today \(1\)\n- .*Tonight's visit/);
  expect([overdue.includes("Yesterday's call"), overdue.includes("Tonight's visit")]).toEqual([true, false]);
  for (const title of ["Tomorrow's meeting", "A colleague's"]) expect(today + overdue).not.toContain(title);
});

describe("a digest that is due", () => {
  const tick = () => scheduled(createScheduledController({ cron: "* * * * *" }));
  const due = (user: Client) => admin`update digest_subscriptions set next_at = now() where user_id = ${user.user_id}`;
  const queueOf = (user: Client) => admin`select * from digest_queue where user_id = ${user.user_id} order by scheduled_at`;
  const ended = (user: Client, count = 1) => eventually(async () => {
    const rows = await queueOf(user);
    return rows.length === count && rows.every((row) => row["status"] !== "queued") && rows;
  });
  const told = async (user: Client) => (await user.ok(listNotifications)).items.filter(({ source }) => source === "digest");

  test("comes once, as an inbox entry and a mail of one dispatch group, and the next one is tomorrow", async () => {
    const { owner } = await newTenant();
    await lead(owner, "Mona");
    await subscribe(owner, { kind: "daily.activity", at_local: "09:00" });
    await due(owner);
    await Promise.all([tick(), tick()]);
    const [sent] = await ended(owner);
    expect(sent).toMatchObject({ status: "sent", payload: { new_leads: 1, activities: 0 } });
    await deliverTo("m3core-jobs", [{ tenant_id: owner.tenant_id, id: sent!["id"], job: "notify.digest" }]);
    const entries = await told(owner), mails = await messagesOf(owner.tenant_id);
    expect([entries.length, mails.length, mails[0]!["template_code"]]).toEqual([1, 1, "digest.daily.activity"]);
    const state = (await owner.ok(contract.listDigests)).items[0]!;
    expect(state).toMatchObject({ last_status: "sent", last_at: expect.any(String) });
    expect(localTime(Date.parse(state.next_at!), "Africa/Cairo").time).toBe("09:00");
    expect(Date.parse(state.next_at!)).toBeGreaterThan(Date.now());
  });

  test("tells only what is new since the last one, and is skipped when there is nothing", async () => {
    const { owner } = await newTenant();
    await lead(owner, "Mona");
    await subscribe(owner, { kind: "daily.activity" });
    await due(owner);
    await tick();
    await ended(owner);
    await due(owner);
    await tick();
    const rows = await ended(owner, 2);
    expect(rows.map((row) => row["status"])).toEqual(["sent", "skipped"]);
    expect(await told(owner)).toHaveLength(1);
  });

  test("is not lost when the queue forgets it, and leaves out whoever may no longer have it", async () => {
    const tenant = await newTenant(), { owner } = tenant, gone = await tenant.user({ role: "sales_agent" });
    for (const user of [owner, gone]) await lead(user, "Mona").then(() => subscribe(user, { kind: "daily.activity" }));
    await admin`update users set status = 'suspended' where id = ${gone.user_id}`;
    await admin`insert into digest_queue (tenant_id, id, user_id, subscription_id, digest_kind, payload, scheduled_at, updated_at)
      select tenant_id, gen_random_uuid(), user_id, id, kind, '{}', now(), now() - interval '6 minutes' from digest_subscriptions where tenant_id = ${owner.tenant_id}`;
    await tick();
    expect([(await ended(owner))[0]!["status"], (await ended(gone))[0]!["status"]]).toEqual(["sent", "skipped"]);
  });

  test("tells nothing of a module that is switched off", async () => {
    const tenant = await newSalesTenant(), { owner } = tenant;
    await tenant.deal("Lake side", { owner_user_id: owner.user_id });
    expect((await owner.ok(contract.previewDigest, { body: { kind: "weekly.pipeline" } })).empty).toBe(false);
    await admin`insert into module_activation (tenant_id, id, module_id, status) values (${owner.tenant_id}, gen_random_uuid(), 'deals', 'off')`;
    expect(await owner.call(contract.previewDigest, { body: { kind: "weekly.pipeline" } })).toMatchObject({ status: 403 });
  });

  test("a list that is long is cut, and says how much more there is", async () => {
    const { owner } = await newTenant();
    for (let i = 0; i < 12; i++) await lead(owner, `Lead ${i}`);
    const { text, html, body } = await owner.ok(contract.previewDigest, { body: { kind: "daily.activity" } });
    expect([text.match(/^- /gm)?.length, html.match(/<tr>/g)?.length, body]).toEqual([10, 10, "Your new leads: 12"]);
    for (const words of [text, html]) expect(words).toContain("and 2 more");
  });

  test("a colleague's activity is told, one's own is not", async () => {
    const tenant = await newTenant(), { owner } = tenant, agent = await tenant.user({ role: "sales_manager" });
    const { id } = await lead(owner, "Mona");
    await agent.ok(createActivity, { body: { type: "call", subject_type: "lead", subject_id: id, title: "Called back" } });
    await owner.ok(createActivity, { body: { type: "call", subject_type: "lead", subject_id: id, title: "My own call" } });
    await owner.ok(patchLead, { params: { lead_id: id }, body: { notes: "VIP" } });
    const { text } = await owner.ok(contract.previewDigest, { body: { kind: "daily.activity" } });
    expect(text).toContain("Called back");
    expect(text).not.toContain("My own call");
  });
});
