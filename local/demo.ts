import Papa from "papaparse";
import { setTimeout as sleep } from "node:timers/promises";
import { putSecurity } from "#worker/modules/auth/factors-contract.ts";
import { createActivity } from "#worker/modules/activities/contract.ts";
import { completeTask, createTask } from "#worker/modules/activities/tasks/tasks-contract.ts";
import { getDeal, listDeals, listLostReasons, listPipelines, markLost, markWon, moveStage } from "#worker/modules/deals/contract.ts";
import { createBuilding, createProject, createUnit, setUnitStatus } from "#worker/modules/inventory/contract.ts";
import { convertLead, listLeads, patchLead } from "#worker/modules/leads/contract.ts";
import { commitImport, getImport, uploadImport } from "#worker/modules/leads/import-contract.ts";
import type { Api } from "./api-client.ts";
import { demoLeads, type DemoLead, PROJECTS, TALK, TASKS, unitsOf } from "./demo-data.ts";
import { DEMO, type DemoTarget } from "./demo-tenant.ts";
import { inParallel } from "./in-parallel.ts";
import { bringIn, signUp } from "./members.ts";

const WIDTH = 6, CAIRO_H = 2;
const minor = (amount: number, currency: string) => amount * (currency === "KWD" ? 1000 : 100);

interface Stock { readonly id: string; readonly code: string; readonly price_minor: number; readonly currency: string }

async function enterInventory(api: Api) {
  const units: Stock[] = [];
  for (const [p, project] of PROJECTS.entries()) {
    const { id: project_id } = await api.call(createProject, { body: { name: project.name, developer_name: project.developer_name, location: project.location } });
    for (const [b, building] of project.buildings.entries()) {
      const { id: building_id } = await api.call(createBuilding, { body: { project_id, name: building.name, floors: building.floors } });
      await inParallel(unitsOf(project, String.fromCharCode(65 + p * 2 + b), building), WIDTH, async ({ price, ...unit }) => {
        const { id, code, price_minor, currency } = await api.call(createUnit, { body: { ...unit, project_id, building_id, price_minor: minor(price, project.currency), currency: project.currency } });
        units.push({ id, code, price_minor, currency });
      });
    }
  }
  return units;
}

async function importLeads(api: Api, leads: readonly DemoLead[], file_name: string, owner_user_id: string | null) {
  const form = new FormData();
  form.set("file", new File([Papa.unparse(leads.map((l) => ({ Name: l.name, Phone: l.phone, Email: l.email, Source: l.source, Interest: l.interest, Budget: l.budget, Company: l.company, "Created at": l.date })))], file_name, { type: "text/csv" }));
  const preview = await api.call(uploadImport, { raw: form });
  const params = { import_id: preview.import.id };
  await api.call(commitImport, { params, body: { mapping: preview.mapping, defaults: { owner_user_id } } });
  for (;;) {
    const { status, error } = await api.call(getImport, { params });
    if (status === "done") return;
    if (status === "failed") throw new Error(`the demo leads could not be imported: ${error}`);
    await sleep(200);
  }
}

/** Some leads are worked on, some become deals, some deals are won or lost, so that every screen has something to show. */
async function work(api: Api, units: readonly Stock[]) {
  const { items: leads } = await api.call(listLeads, { query: { limit: 200 } });
  const pipeline = (await api.call(listPipelines)).items.find((p) => p.is_default)!;
  const open = pipeline.stages.filter((s) => !s.is_win && !s.is_loss), { items: reasons } = await api.call(listLostReasons);
  await inParallel(leads.map((lead, i) => ({ lead, i })), WIDTH, async ({ lead, i }) => {
    const params = { lead_id: lead.id };
    if (i % 4 === 1) await api.call(patchLead, { params, body: { status: "contacted" } });
    if (i % 9 === 2) await api.call(patchLead, { params, body: { status: "qualified" } });
    if (i % 13 === 5) await api.call(patchLead, { params, body: { status: "disqualified", disqualified_reason: i % 2 ? "الميزانية لا تكفي" : "Budget too low" } });
    if (i % 3 === 0) await api.call(createActivity, { body: { ...TALK[i % TALK.length]!, subject_type: "lead", subject_id: lead.id } });
  });
  await inParallel(leads.map((lead, i) => ({ lead, i })).filter(({ i }) => i % 5 === 0), WIDTH, async ({ lead, i }) => {
    const wanted = units.filter((u) => u.currency === (lead.currency ?? "EGP")), unit = wanted[(i * 3) % wanted.length]!;
    const { deal_id } = await api.call(convertLead, {
      params: { lead_id: lead.id },
      body: { ...(lead.company_name ? { company: { name: lead.company_name } } : {}), deal: { name: `${unit.code} – ${lead.full_name}`, unit_id: unit.id } },
    });
    const params = { deal_id: deal_id! };
    await api.call(createActivity, { body: { ...TALK[(i + 2) % TALK.length]!, subject_type: "deal", subject_id: deal_id! } });
    for (const stage of open.slice(1, 1 + (i / 5) % open.length)) await api.call(moveStage, { params, body: { stage_id: stage.id } });
    const holds = (await api.call(getDeal, { params })).units.every((u) => u.reservation?.status === "active");
    if (i % 40 === 15 && holds) await api.call(markWon, { params, body: {} });
    else if (i % 35 === 10) await api.call(markLost, { params, body: { lost_reason_code: reasons[i % reasons.length]!.code } });
  });
  await inParallel(units.filter((_, i) => i % 17 === 4).slice(0, 8), WIDTH, async (unit) => {
    // A unit that a deal holds by now keeps its status.
    await api.call(setUnitStatus, { params: { unit_id: unit.id }, body: { status: "hold", reason: "Owner's choice" } }).catch(() => undefined);
  });
}

/** Everybody has something to do, some of it late and some of it done. */
async function planTasks(api: Api, owners: readonly string[]) {
  const records = { lead: (await api.call(listLeads, { query: { limit: 50 } })).items, deal: (await api.call(listDeals, { query: { limit: 50 } })).items };
  const all = owners.flatMap((owner_user_id, o) => TASKS.map((task, t) => ({ owner_user_id, i: o * TASKS.length + t, ...task })));
  await inParallel(all, WIDTH, async ({ owner_user_id, i, title, in_days, at, priority, ...task }) => {
    const about = "of" in task ? { related_type: task.of, related_id: records[task.of][(i * 5) % records[task.of].length]!.id } : {};
    const { id } = await api.call(createTask, { body: { title, priority, owner_user_id, due_at: `${new Date(Date.now() + in_days * 86_400_000).toISOString().slice(0, 10)}T${String(at - CAIRO_H).padStart(2, "0")}:00:00Z`, ...about } });
    if (i % 4 === 3) await api.call(completeTask, { params: { task_id: id } });
  });
}

/** Makes "Nile & Gulf Realty" through the API alone, as its people would have: three members, four projects, a few hundred records in both languages. */
export async function seedDemo({ apiUrl }: DemoTarget): Promise<void> {
  const { emails, password, tenant } = DEMO;
  const owner = await signUp(apiUrl, { tenant_name: tenant, full_name: "Mariam Hassan", email: emails.owner, password, country: "EG" });
  // Its data is kept for weeks, and nobody should need a phone to look at it.
  await owner.api.call(putSecurity, { body: { mfa_policy: "off" } });
  const manager = await bringIn(owner, { email: emails.manager, full_name: "هشام البدري", password, role_code: "sales_manager" });
  const agent = await bringIn(owner, { email: emails.agent, full_name: "Karim Adel", password, role_code: "sales_agent" });
  const units = await enterInventory(owner.api), leads = demoLeads(260);
  await importLeads(owner.api, leads.slice(0, 60), "property-portals.csv", null);
  await importLeads(owner.api, leads.slice(60, 140), "عملاء-المعرض.csv", manager.user_id);
  await importLeads(owner.api, leads.slice(140), "website-november.csv", agent.user_id);
  await work(owner.api, units);
  await planTasks(owner.api, [owner.user_id, manager.user_id, agent.user_id]);
}
