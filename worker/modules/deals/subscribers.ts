import { type SQL, sql } from "drizzle-orm";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db } from "#worker/kernel/db.ts";
import { type DomainEvent, on } from "#worker/kernel/events.ts";
import { money } from "#worker/kernel/money.ts";
import { watchersQuery } from "#worker/modules/activities/public.ts";
import { inventoryEvents } from "#worker/modules/inventory/contract.ts";
import { notifyUsers, recipientsQuery } from "#worker/modules/notify/public.ts";
import { dealEvents } from "./contract.ts";

interface DealFacts extends Record<string, unknown> {
  name: string; amount_minor: number; currency: string; owner_user_id: string | null;
  stage: string; stage_ar: string; reason: string | null; reason_ar: string | null;
}
/** With the stage the event speaks of: by the time it is delivered the deal may stand in another. */
const dealFacts = (deal_id: string, stage_id: string | undefined) => db.execute<DealFacts>(sql`
  select d.name, d.amount_minor::float8 as amount_minor, d.currency, d.owner_user_id, s.name as stage, coalesce(s.name_ar, s.name) as stage_ar, r.label as reason, coalesce(r.label_ar, r.label) as reason_ar
  from deals d join pipeline_stages s on s.id = coalesce(${stage_id ?? null}::uuid, d.stage_id) left join lost_reason_codes r on r.code = d.lost_reason_code where d.id = ${deal_id}`);

interface UnitFacts extends Record<string, unknown> { deal_name: string; owner_user_id: string | null; unit_code: string; project_name: string }
const unitFacts = (unit_id: string, deal_id: string) => db.execute<UnitFacts>(sql`
  select d.name as deal_name, d.owner_user_id, u.code as unit_code, p.name as project_name
  from units u join projects p on p.id = u.project_id, deals d where u.id = ${unit_id} and d.id = ${deal_id}`);

const ownerOf = (deal_id: string): SQL => sql`select owner_user_id from deals where id = ${deal_id}`;
const othersThan = (event: DomainEvent) => (person: { user_id: string }) => `user:${person.user_id}` !== event.actor_id;

/** Tells the owner of a deal and those who watch it, but not the one who did it; of a win the owner always hears. */
async function tellDeal(ctx: Ctx, event: DomainEvent<{ deal_id: string; to_stage_id?: string }>, template_code: "deal.assigned" | "deal.won" | "deal.stage_moved" | "deal.lost", whom: { watchers: boolean; ownerAlways: boolean }) {
  const { deal_id } = event.payload;
  const [{ rows: [deal] }, people] = await ctx.read(
    dealFacts(deal_id, event.payload.to_stage_id),
    recipientsQuery(whom.watchers ? sql`${ownerOf(deal_id)} union ${watchersQuery("deal", deal_id)}` : ownerOf(deal_id)),
  );
  const recipients = people.filter((person) => othersThan(event)(person) || (whom.ownerAlways && person.user_id === deal?.owner_user_id));
  if (!deal || !recipients.length) return;
  const { name: deal_name, stage, stage_ar, reason, reason_ar } = deal;
  const payload = { deal_name, amount: money(deal.amount_minor, deal.currency), stage, stage_ar, reason: reason ?? "", reason_ar: reason_ar ?? "" };
  await ctx.commit(null, ...notifyUsers(ctx, { recipients, template_code, payload, link_url: `/deals/${deal_id}`, meta: { deal_id } }));
}

type UnitTemplate = "unit.reserved" | "reservation.expired" | "waitlist.promoted" | "waitlist.closed";

/** Tells the owner of a deal what became of a unit it holds or waits for; of a reservation also those who watch the unit. */
async function tellUnit(ctx: Ctx, event: DomainEvent<{ unit_id: string; deal_id: string }>, template_code: UnitTemplate) {
  const { unit_id, deal_id } = event.payload, reserved = template_code === "unit.reserved";
  const [{ rows: [facts] }, people] = await ctx.read(
    unitFacts(unit_id, deal_id),
    recipientsQuery(reserved ? sql`${ownerOf(deal_id)} union ${watchersQuery("unit", unit_id)}` : ownerOf(deal_id)),
  );
  const recipients = reserved ? people.filter(othersThan(event)) : people;
  if (!facts || !recipients.length) return;
  const { deal_name, unit_code, project_name } = facts;
  await ctx.commit(null, ...notifyUsers(ctx, {
    recipients, template_code, payload: { deal_name, unit_code, project_name }, link_url: reserved ? `/units/${unit_id}` : `/deals/${deal_id}`, meta: { unit_id, deal_id },
  }));
}

export const dealSubscribers = [
  on(dealEvents["deal.assigned"], "deals.tell-assigned", (ctx, event) => tellDeal(ctx, event, "deal.assigned", { watchers: false, ownerAlways: false })),
  on(dealEvents["deal.stage.moved"], "deals.tell-moved", (ctx, event) => tellDeal(ctx, event, "deal.stage_moved", { watchers: true, ownerAlways: false })),
  on(dealEvents["deal.won"], "deals.tell-won", (ctx, event) => tellDeal(ctx, event, "deal.won", { watchers: true, ownerAlways: true })),
  on(dealEvents["deal.lost"], "deals.tell-lost", (ctx, event) => tellDeal(ctx, event, "deal.lost", { watchers: true, ownerAlways: false })),
  on(inventoryEvents["unit.reserved"], "deals.tell-reserved", (ctx, event) => tellUnit(ctx, event, "unit.reserved")),
  on(inventoryEvents["waitlist.promoted"], "deals.tell-promoted", (ctx, event) => tellUnit(ctx, event, "waitlist.promoted")),
  on(inventoryEvents["unit.released"], "deals.tell-let-go", async (ctx, event) => {
    const { reason } = event.payload;
    if (reason === "released") return;
    await tellUnit(ctx, event, reason === "sold" ? "waitlist.closed" : "reservation.expired");
  }),
];
