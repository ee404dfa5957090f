// `npm run mainjob -- <folder> [url]`: the whole job over HTTP on real data. Ends at the first thing that is not as it should be.
import { isDeepStrictEqual } from "node:util";
import { setTimeout as sleep } from "node:timers/promises";
import { WebSocket } from "ws";
import { addWatcher, getTimeline } from "#worker/modules/activities/contract.ts";
import { addDealUnit, getBoard, getDeal, listPipelines, markWon, moveStage } from "#worker/modules/deals/contract.ts";
import { listMailbox } from "#worker/modules/dev-mailbox/contract.ts";
import { createProject, createUnit, getUnit, listPrices, listUnits } from "#worker/modules/inventory/contract.ts";
import { convertLead, createLead, getLead, listLeads } from "#worker/modules/leads/contract.ts";
import { commitImport, getImport, uploadImport } from "#worker/modules/leads/import-contract.ts";
import { listNotifications } from "#worker/modules/notify/inbox/inbox-contract.ts";
import { Api, Refused } from "./api-client.ts";
import { fail, Fault } from "./fault.ts";
import { inParallel } from "./in-parallel.ts";
import { type Funnel, readFunnel } from "./mainjob-data.ts";
import { bringIn, type Member, signUp } from "./members.ts";

const PASSWORD = "Main-Job-2026!";
const SALES = 20;

/** Runs a step, prints it with its time, and gives back what it found. */
async function step<T>(what: string, work: () => Promise<T>, told: (result: T) => string = () => ""): Promise<T> {
  const began = performance.now();
  const result = await work();
  console.log(`${(performance.now() - began).toFixed(0).padStart(7)} ms  ${what}${told(result) && `: ${told(result)}`}`);
  return result;
}

function expect(holds: boolean, sentence: string): asserts holds {
  if (!holds) throw new Fault(`Not as it should be: ${sentence}`);
}

function same(actual: unknown, expected: unknown, what: string) {
  expect(isDeepStrictEqual(actual, expected), `${what} is ${JSON.stringify(actual)}, not ${JSON.stringify(expected)}.`);
}

async function until<T>(what: string, probe: () => Promise<T | undefined | false>, timeoutMs: number): Promise<T> {
  for (const end = Date.now() + timeoutMs; Date.now() < end; await sleep(200)) {
    const found = await probe();
    if (found) return found;
  }
  throw new Fault(`Not as it should be: ${what} did not happen within ${timeoutMs / 1000} s.`);
}

/** Everything that the socket of a member is told. */
function listen(member: Member): Promise<{ heard: { event: string; payload: Record<string, unknown> }[]; close(): void }> {
  const heard: { event: string; payload: Record<string, unknown> }[] = [];
  const socket = new WebSocket(`${member.api.url.replace(/^http/, "ws")}/v1/me/notifications/live`, ["m3core.v1", member.api.token!]);
  socket.on("message", (data) => {
    const message = JSON.parse(String(data)) as { event?: string; payload: Record<string, unknown> };
    if (message.event) heard.push({ event: message.event, payload: message.payload });
  });
  return new Promise((resolve, reject) => {
    socket.once("open", () => resolve({ heard, close: () => socket.close() }));
    socket.once("error", reject);
  });
}

async function enterInventory(api: Api, { properties }: Funnel): Promise<Map<string, string>> {
  const projects = new Map<string, string>(), units = new Map<string, string>();
  const byProject = new Map(properties.map((p) => [p.project, p]));
  await inParallel([...byProject.values()], 8, async (p) => {
    const project = await api.call(createProject, { body: { name: p.project, developer_name: p.developer, location: p.location } });
    projects.set(p.project, project.id);
  });
  await inParallel(properties, 8, async (p) => {
    const unit = await api.call(createUnit, {
      body: { project_id: projects.get(p.project)!, code: p.code, unit_type_code: p.type.toLowerCase(), bedrooms: p.bedrooms, price_minor: p.price_aed * 100, currency: "AED" },
    });
    units.set(p.code, unit.id);
  });
  return units;
}

async function importLeads(api: Api, funnel: Funnel) {
  const form = new FormData();
  form.set("file", new File([funnel.leadsCsv], "funnel.csv", { type: "text/csv" }));
  const preview = await step("upload the CSV and see what would be imported", () => api.call(uploadImport, { raw: form }),
    (p) => `${p.rows_total} rows, ${p.counts.ready} ready, ${p.counts.duplicates} duplicates, ${p.counts.errors} with errors`);
  same(preview.rows_total, funnel.leadCount, "the number of rows");
  same({ ...preview.mapping, Reference: undefined, Campaign: undefined, Nationality: undefined },
    { "Full name": "full_name", Mobile: "phone", Email: "email", Source: "source", Interest: "interest", Budget: "budget", "Lead date": "created_at", Reference: undefined, Campaign: undefined, Nationality: undefined },
    "the proposed mapping");
  expect(preview.preview[0]!.lead.phone_e164!.startsWith("+9715"), "the first number was not read as one of the Emirates.");
  const params = { import_id: preview.import.id };
  const report = await step("import them", async () => {
    await api.call(commitImport, { params, body: { mapping: preview.mapping } });
    return until("the end of the import", async () => {
      const now = await api.call(getImport, { params });
      expect(now.status !== "failed", `the import failed: ${now.error}`);
      return now.status === "done" && now;
    }, 60_000);
  }, (r) => `${r.created} leads, ${r.duplicates} duplicates, ${r.failed} failed`);
  same(report.created, funnel.leadCount, "the number of leads created");
}

async function findLead(api: Api, email: string) {
  const { items } = await api.call(listLeads, { query: { q: email, limit: 2 } });
  same(items.map((l) => l.email), [email], `what a search for ${email} finds`);
  return items[0]!;
}

async function run(folder: string, url: string) {
  const funnel = readFunnel(folder), stamp = Date.now().toString(36);
  const owner = await step("sign up, verify by mail, sign in", () =>
    signUp(url, { tenant_name: `Funnel ${stamp}`, full_name: "Huda Al Mansoori", email: `owner-${stamp}@mainjob.m3core.test`, password: PASSWORD, country: "AE" }));
  const agent = await step("invite an agent, who joins by mail", () =>
    bringIn(owner, { email: `agent-${stamp}@mainjob.m3core.test`, full_name: "Karim Adel", password: PASSWORD, role_code: "sales_agent" }));
  const { api } = owner;
  const units = await step("enter the properties as projects and units", () => enterInventory(api, funnel), (u) => `${u.size} units`);
  await importLeads(api, funnel);

  const qualified = await step("list the leads of one source with a score, best first", () => api.call(listLeads, { query: { source: "referral", min_score: 1, sort: "-score", total: "true" } }), (l) => `${l.total}`);
  expect(qualified.items.length > 0 && qualified.items.every((l) => l.source === "referral"), "the list holds leads of another source.");

  const [sale, rival] = funnel.sales;
  expect(sale !== undefined && rival !== undefined, "the data has fewer than two sales.");
  const lead = await step("find a lead by its address and open it", async () => api.call(getLead, { params: { lead_id: (await findLead(api, sale.email)).id } }), (l) => l.full_name);
  const first = await step("convert it to a new contact and company with a deal", () =>
    api.call(convertLead, { params: { lead_id: lead.id }, body: { company: { name: "Gulf Holdings" }, deal: { name: `${sale.code} for ${lead.full_name}`, amount_minor: Math.round(sale.value_aed * 100), currency: "AED" } } }));
  expect(first.deal_id !== null && first.company_id !== null, "the conversion made no deal or no company.");
  const again = await api.call(convertLead, { params: { lead_id: lead.id }, body: {} }).catch((error: unknown) => error);
  expect(again instanceof Refused && again.code === "LEAD_CONVERTED", "a lead could be converted twice.");
  const returning = await step("the same person asks again: the lead matches the contact, and is converted to it", async () => {
    const back = await api.call(createLead, { body: { first_name: lead.first_name, last_name: lead.last_name, email: lead.email, phone_e164: lead.phone_e164, source: "referral" } });
    same((await api.call(getLead, { params: { lead_id: back.id } })).matches.map((m) => m.contact_id).filter((id, i, all) => all.indexOf(id) === i), [first.contact_id], "the contact it matches");
    return api.call(convertLead, { params: { lead_id: back.id }, body: { deal: { name: "A second home", currency: "AED" } } });
  });
  same(returning.contact_id, first.contact_id, "the contact of the second conversion");

  const unit_id = units.get(sale.code)!, deal = { deal_id: first.deal_id };
  const held = await step("link a unit to the deal and reserve it", () => api.call(addDealUnit, { params: deal, body: { unit_id, price_minor: Math.round(sale.value_aed * 100) } }));
  same(held.reservation?.status, "active", "the first reservation");
  const waiting = await step("reserve it for the other deal too: it waits", () => api.call(addDealUnit, { params: { deal_id: returning.deal_id! }, body: { unit_id } }));
  same([waiting.reservation?.status, waiting.reservation?.position], ["waitlisted", 1], "the second reservation");
  same((await api.call(getUnit, { params: { unit_id } })).status, "reserved", "the unit's status");

  await agent.api.call(addWatcher, { body: { subject_type: "deal", subject_id: deal.deal_id } });
  const [ownersSocket, agentsSocket] = await Promise.all([listen(owner), listen(agent)]);
  const pipeline = (await api.call(listPipelines)).items.find((p) => p.is_default)!;
  await step("move it through the stages of the board", async () => {
    for (const stage of pipeline.stages.filter((s) => !s.is_win && !s.is_loss).slice(1)) await api.call(moveStage, { params: deal, body: { stage_id: stage.id } });
  });
  expect((await api.call(getBoard, { query: {} })).columns.some((column) => column.items.some((card) => card.id === deal.deal_id)), "the board does not show the deal.");
  const began = Date.now();
  await step("win it", () => api.call(markWon, { params: deal, body: {} }));
  await step("the unit is sold, and its price history and both timelines say so", async () => {
    same((await api.call(getUnit, { params: { unit_id } })).status, "sold", "the unit's status");
    const [newest] = (await api.call(listPrices, { params: { unit_id } })).items;
    same([newest?.reason, newest?.price_minor, newest?.deal_id], ["sale", Math.round(sale.value_aed * 100), deal.deal_id], "the newest price");
    for (const [subject_type, subject_id, event] of [["deal", deal.deal_id, "deal.won"], ["unit", unit_id, "unit.status.changed"], ["lead", lead.id, "lead.converted"]] as const) {
      const { items } = await api.call(getTimeline, { query: { subject_type, subject_id } });
      expect(items.some((item) => item.type === event), `the ${subject_type}'s timeline does not show ${event}.`);
    }
    const other = await api.call(getDeal, { params: { deal_id: returning.deal_id! } });
    expect(other.units.every((u) => u.reservation?.status !== "waitlisted"), "the other deal still waits for a sold unit.");
  });
  await step("owner and watcher hear of it: live, in the inbox and by mail", async () => {
    for (const [member, socket] of [[owner, ownersSocket], [agent, agentsSocket]] as const) {
      const entry = await until(`a word of the win in the inbox of ${member.email}`, async () => {
        const { items } = await member.api.call(listNotifications, { query: {} });
        return items.find((n) => n.link_url === `/deals/${deal.deal_id}` && n.severity === "success");
      }, 20_000);
      await until(`the live message to ${member.email}`, async () => socket.heard.some((m) => m.event === "notification.created" && m.payload["notification_id"] === entry.id), 10_000);
      await until(`the mail to ${member.email}`, async () =>
        (await new Api(url).call(listMailbox, { query: { to: member.email } })).items.some((mail) => Date.parse(mail.created_at) >= began - 1000 && mail.text.includes(deal.deal_id)), 20_000);
    }
    expect(ownersSocket.heard.some((m) => m.event === "deal.won") && ownersSocket.heard.some((m) => m.event === "unit.status.changed"), "the board was not told live.");
  });
  ownersSocket.close();
  agentsSocket.close();

  const further = funnel.sales.filter((s) => s.code !== sale.code).filter((s, i, all) => all.findIndex((o) => o.code === s.code) === i).slice(0, SALES);
  await step(`make ${SALES} more of the sales that the data knows of`, () => inParallel(further, 4, async (s) => {
    const found = await findLead(api, s.email), amount_minor = Math.round(s.value_aed * 100);
    const { deal_id } = await api.call(convertLead, { params: { lead_id: found.id }, body: { deal: { amount_minor, currency: "AED", unit_id: units.get(s.code)! } } });
    await api.call(markWon, { params: { deal_id: deal_id! }, body: {} });
  }));
  const sold = await step("count what is sold", () => api.call(listUnits, { query: { status: "sold", total: "true" } }), (u) => `${u.total} of ${units.size}`);
  same(sold.total, further.length + 1, "the number of units sold");
  console.log("\nEverything is as it should be.");
}

const [folder, url = `http://localhost:${process.env["PORT"] ?? 8787}`] = process.argv.slice(2);
await (folder ? run(folder, url) : Promise.reject(new Fault("Give the folder of the data: npm run mainjob -- ../shared/data/dubai-funnel"))).catch((error: unknown) => {
  const unreachable = error instanceof TypeError && error.message === "fetch failed";
  fail(unreachable ? new Fault(`No server answers at ${url}. Start one with npm start.`) : error);
});
