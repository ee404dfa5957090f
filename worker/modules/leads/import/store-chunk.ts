import { type SQL, sql } from "drizzle-orm";
import { leadImportIssues, type leadImports, leads } from "#db/schema/leads.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db, insertMany, many, type Statement } from "#worker/kernel/db.ts";
import { newId } from "#worker/kernel/ids.ts";
import { isOpen, recordMatches } from "../matches.ts";
import type { rowReader } from "./rows.ts";

export type ReadRow = { row: number; record: string[] } & ReturnType<ReturnType<typeof rowReader>>;

/**
 * What stores a chunk of rows, whatever their number: leads, their events, the contacts they match, the rows left out
 * and the counts. Who is a duplicate is decided here, by the unique indexes, so that imports and people who type the
 * same person at the same time cannot both win. The lock lets a tenant's imports take turns and its limit hold.
 */
export function storeChunk(ctx: Ctx, stored: typeof leadImports.$inferSelect, rows: readonly ReadRow[]): Statement[] {
  const good: { row: number; record: string[]; lead: { id: string; email: string | null; phone_e164: string | null }; event_id: string }[] = [], bad: object[] = [];
  for (const { row, record, lead, issues } of rows) {
    if (lead) good.push({ row, record, event_id: newId(), lead: ctx.fresh({ ...lead, source_detail: lead.source_detail ?? stored.file_name.slice(0, 200), import_id: stored.id, status: "new" as const }) });
    else for (const issue of issues) bad.push({ id: newId(), import_id: stored.id, row_number: row, kind: "error", ...issue, cells: record });
  }
  const keys = JSON.stringify(good.map(({ row, record, lead, event_id }) => ({ row, id: lead.id, event_id, email: lead.email, phone: lead.phone_e164, cells: record })));
  const ids = many(good.map((g) => g.lead.id), "uuid"), max = stored.options.max_leads;
  const span = sql`between ${rows[0]?.row ?? 0} and ${rows.at(-1)?.row ?? 0}`;
  return [
    db.execute(sql`select pg_advisory_xact_lock(hashtextextended('leads.max' || app.tenant_id(), 0))`),
    insertLeads(good.map((g) => g.lead)),
    ...(max === null ? [] : [keepWithin(max, ids)]),
    // Cast, because issues are never changed and so carry no version as other tenant tables do.
    insertMany(leadImportIssues as never, bad as never),
    explainTheRest(keys, stored.id, max),
    logCreated(keys, stored.id),
    recordMatches(sql`l.id = any(${ids})`),
    db.execute(sql`
      update lead_imports set
        created = created + (select count(*) from leads where id = any(${ids})),
        duplicates = duplicates + (select count(*) from lead_import_issues where import_id = ${stored.id} and row_number ${span} and kind = 'duplicate'),
        failed = failed + (select count(distinct row_number) from lead_import_issues where import_id = ${stored.id} and row_number ${span} and kind = 'error'),
        error = (select max('LIMIT_REACHED') from lead_import_issues where import_id = ${stored.id} and row_number ${span} and code = 'limit')
      where id = ${stored.id}`),
  ];
}

/** Stores whoever is not an open lead yet, in the order of the file. */
function insertLeads(rows: readonly object[]): Statement {
  if (!rows[0]) return db.execute(sql`select`);
  const names = sql.join(Object.keys(rows[0]).map((name) => sql.identifier(name)), sql`, `);
  return db.execute(sql`
    insert into ${leads} (${names}) select ${names} from jsonb_populate_recordset(null::leads, ${JSON.stringify(rows)}::jsonb) r
    where not exists (select from leads l where l.email = r.email and l.status ${isOpen})
      and not exists (select from leads l where l.phone_e164 = r.phone_e164 and l.status ${isOpen})
    order by r.id on conflict do nothing`);
}

/** Takes back what the plan has no room for, last rows first. Only now is it known who was a duplicate and needs none. */
const keepWithin = (max: number, ids: SQL): Statement =>
  db.execute(sql`delete from leads where id in (
    select id from leads where id = any(${ids}) order by id offset greatest(0, ${max} - (select count(*) from leads where id <> all(${ids}))))`);

/** A row that was read well and is not there repeats an open lead, or found the plan full. */
const explainTheRest = (keys: string, import_id: string, max: number | null): Statement =>
  db.execute(sql`
    insert into lead_import_issues (import_id, row_number, kind, code, field, message, value, match_type, match_id, cells)
    select ${import_id}, k.row, case when m.id is null then 'error' else 'duplicate' end, case when m.id is null then 'limit' else 'duplicate' end, m.field,
      case when m.id is null then ${`Your plan allows ${max} leads.`} else 'This person is an open lead already: ' || m.full_name || '.' end,
      case m.field when 'email' then k.email else k.phone end, case when m.id is null then null when m.import_id = ${import_id} then 'row' else 'lead' end, m.id, k.cells
    from jsonb_to_recordset(${keys}::jsonb) as k(row int, id uuid, email text, phone text, cells jsonb)
    left join leads made on made.id = k.id
    left join lateral (
      (select l.id, l.full_name, l.import_id, 'email' as field from leads l where l.email = k.email and l.status ${isOpen})
      union all (select l.id, l.full_name, l.import_id, 'phone' from leads l where l.phone_e164 = k.phone and l.status ${isOpen}) limit 1) m on true
    where made.id is null`);

/** One lead.created each, for timelines and reports; dispatched already, so that nobody is told five thousand times. */
const logCreated = (keys: string, import_id: string): Statement =>
  db.execute(sql`
    with made as (
      select k.event_id, l.id, l.owner_user_id from jsonb_to_recordset(${keys}::jsonb) as k(id uuid, event_id uuid) join leads l on l.id = k.id),
    logged as (
      insert into event_log (id, name, payload, dispatched_at)
      select event_id, 'lead.created', jsonb_build_object('lead_id', id, 'owner_user_id', owner_user_id, 'import_id', ${import_id}::text), now() from made order by event_id
      returning id)
    insert into event_subjects (subject_type, subject_id, event_id) select 'lead', made.id, made.event_id from made join logged on logged.id = made.event_id`);
