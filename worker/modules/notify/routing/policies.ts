import { sql } from "drizzle-orm";
import type * as z from "zod";
import { groupNotificationDefaults, notificationPolicies } from "#db/schema/notify.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db, first, updateOne } from "#worker/kernel/db.ts";
import { Policies, type PoliciesValue, type putGroupDefaults, routingEvents } from "./routing-contract.ts";

const p = notificationPolicies, d = groupNotificationDefaults;

/** The version of what nobody has stored yet. */
const UNSTORED = { version: 0, updated_at: null };

export async function getPolicies(ctx: Ctx) {
  const [[row]] = await ctx.read(db.select().from(p));
  return { ...UNSTORED, ...row, value: Policies.parse(row?.value ?? {}) };
}

/** Binds on the next message. */
export async function putPolicies(ctx: Ctx, value: PoliciesValue) {
  const [[row]] = await ctx.read(db.select().from(p)), before = Policies.parse(row?.value ?? {});
  const stored = row ?? { ...ctx.fresh({ value: {} }), version: 0 }, after = ctx.next(stored, { value });
  const fields = (Object.keys(value) as (keyof PoliciesValue)[]).filter((key) => JSON.stringify(value[key]) !== JSON.stringify(before[key]));
  return ctx.commit(
    { version: after.version, value, updated_at: after.updated_at },
    row ? updateOne(p, row, { value, updated_at: after.updated_at }) : db.insert(p).values({ id: ctx.tenant_id, value }),
    ctx.emit(routingEvents["notification.policies.changed"], { tenant_id: ctx.tenant_id, fields }),
  );
}

interface GroupRow extends Record<string, unknown> { group_id: string; name: string; version: number; prefs: z.output<NonNullable<typeof putGroupDefaults.body>>["prefs"]; updated_at: string }
const groupsQuery = (id: string | null) => db.execute<GroupRow>(sql`
  select g.id as group_id, g.name, coalesce(n.version, 0) as version, coalesce(n.prefs, '{}') as prefs, coalesce(n.updated_at, g.updated_at) as updated_at
  from groups g left join group_notification_defaults n on n.tenant_id = g.tenant_id and n.id = g.id where ${id}::uuid is null or g.id = ${id}::uuid order by g.name`);

export async function listGroupDefaults(ctx: Ctx) {
  const [{ rows }] = await ctx.read(groupsQuery(null));
  return { items: rows };
}

export async function putDefaultsOfGroup(ctx: Ctx, id: string, { prefs }: z.output<NonNullable<typeof putGroupDefaults.body>>) {
  const [{ rows }] = await ctx.read(groupsQuery(id)), before = first(rows);
  const after = ctx.next({ ...before, id }, { prefs });
  return ctx.commit(
    { group_id: id, name: before.name, version: after.version, prefs },
    before.version ? updateOne(d, { id, version: before.version }, { prefs, updated_at: after.updated_at }) : db.insert(d).values({ id, prefs }),
    ctx.emit(routingEvents["group.notification_defaults.changed"], { group_id: id }),
  );
}

