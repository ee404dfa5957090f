import { and, asc, desc, eq, gte, inArray, lt, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type * as z from "zod";
import { userProfiles } from "#db/schema/identity.ts";
import { auditLogs } from "#db/schema/kernel.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db } from "#worker/kernel/db.ts";
import { invalid } from "#worker/kernel/errors.ts";
import type { AuditEntry, AuditFilters, listAuditLogs } from "./contract.ts";

const person = userProfiles, inTheName = alias(userProfiles, "impersonator");
const shown = {
  seq: auditLogs.seq, id: auditLogs.id, created_at: auditLogs.created_at, action: auditLogs.action, entity_type: auditLogs.entity_type, entity_id: auditLogs.entity_id, actor_id: auditLogs.actor_id,
  user_id: auditLogs.user_id, user_name: sql<string | null>`${person.full_name}`.as("user_name"), impersonator_id: auditLogs.impersonator_id, impersonator_name: sql<string | null>`${inTheName.full_name}`.as("impersonator_name"),
  before_data: auditLogs.before_data, after_data: auditLogs.after_data, ip_address: auditLogs.ip_address, user_agent: auditLogs.user_agent, request_id: auditLogs.request_id,
  is_redacted: sql<boolean>`${auditLogs.redacted_by} is not null`, number: auditLogs.number, hash: auditLogs.hash,
};

/** A place in the log: rows of one transaction share their time and are told apart by the order they were written in. */
interface Place { created_at: string; seq: number }

/** Audit rows that the filters leave, from a place on, in one order. For ctx.read. */
export function entriesQuery(filters: z.output<typeof AuditFilters>, { after, limit, ascending = false }: { after?: Place | undefined; limit: number; ascending?: boolean }) {
  const order = ascending ? asc : desc, way = sql.raw(ascending ? ">" : "<");
  return db.select(shown).from(auditLogs)
    .leftJoin(person, and(eq(person.tenant_id, auditLogs.tenant_id), eq(person.id, auditLogs.user_id)))
    .leftJoin(inTheName, and(eq(inTheName.tenant_id, auditLogs.tenant_id), eq(inTheName.id, auditLogs.impersonator_id)))
    .where(and(narrowed(filters), after && sql`(${auditLogs.created_at}, ${auditLogs.seq}) ${way} (${after.created_at}::timestamptz, ${after.seq}::bigint)`))
    .orderBy(order(auditLogs.created_at), order(auditLogs.seq)).limit(limit);
}

function narrowed({ user_id, action, entity_type, entity_id, from, to, q }: z.output<typeof AuditFilters>): SQL | undefined {
  const words = sql`concat_ws(' ', ${auditLogs.action}, ${auditLogs.entity_type}, ${auditLogs.actor_id}, ${auditLogs.ip_address}, ${auditLogs.request_id}, ${auditLogs.before_data}, ${auditLogs.after_data})`;
  return and(
    user_id ? eq(auditLogs.user_id, user_id) : undefined, action && inArray(auditLogs.action, action), entity_type && inArray(auditLogs.entity_type, entity_type),
    entity_id ? eq(auditLogs.entity_id, entity_id) : undefined, from ? gte(auditLogs.created_at, from) : undefined, to ? lt(auditLogs.created_at, to) : undefined,
    q ? sql`position(app.fold(${q}) in app.fold(${words})) > 0` : undefined,
  );
}

export type EntryRow = Awaited<ReturnType<typeof entriesQuery>>[number];
const someone = (id: string | null, full_name: string | null) => (id ? { id, full_name } : null);

/** As the contract shows it. */
export const present = ({ seq: _, user_id, user_name, impersonator_id, impersonator_name, before_data, after_data, ...row }: EntryRow): z.input<typeof AuditEntry> => ({
  ...row, user: someone(user_id, user_name), impersonator: someone(impersonator_id, impersonator_name),
  before_data: before_data as z.input<typeof AuditEntry>["before_data"], after_data: after_data as z.input<typeof AuditEntry>["after_data"],
});

export const placeOf = ({ created_at, seq }: EntryRow): Place => ({ created_at, seq: seq! });
const encode = (place: Place) => Buffer.from(`${place.created_at}_${place.seq}`).toString("base64url");
function decode(cursor: string): Place {
  const [, created_at, seq] = /^(\d{4}-\d\d-\d\dT[\d:.]{12}Z)_(\d{1,18})$/.exec(Buffer.from(cursor, "base64url").toString()) ?? [];
  if (!seq) throw invalid("cursor", "This cursor does not belong to this list. Start again without it.");
  return { created_at: created_at!, seq: Number(seq) };
}

const TOTAL_STOPS_AT = 10_000;

export async function list(ctx: Ctx, { cursor, limit, sort, total, ...filters }: z.output<NonNullable<typeof listAuditLogs.query>>) {
  const counted = total ? sql`select count(*)::int as total from (select from ${auditLogs} where ${narrowed(filters) ?? sql`true`} limit ${TOTAL_STOPS_AT}) counted` : sql`select`;
  const [rows, { rows: [count] }] = await ctx.read(
    entriesQuery(filters, { after: cursor ? decode(cursor) : undefined, limit: limit + 1, ascending: sort === "created_at" }), db.execute<{ total?: number }>(counted));
  const items = rows.slice(0, limit), next_cursor = rows.length > limit ? encode(placeOf(items.at(-1)!)) : null;
  return { items: items.map(present), next_cursor, ...(count?.total === undefined ? {} : { total: count.total }) };
}
