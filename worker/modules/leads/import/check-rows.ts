import { sql } from "drizzle-orm";
import type * as z from "zod";
import { db } from "#worker/kernel/db.ts";
import type { ImportPreview, RowDuplicate, RowError } from "../import-contract.ts";
import { isOpen } from "../matches.ts";
import type { Sample } from "./open-csv.ts";
import { type ReadPlan, type RowLead, rowReader } from "./rows.ts";

type Duplicate = z.output<typeof RowDuplicate>;
export interface CheckedRows { readonly good: readonly { row: number; lead: RowLead }[]; readonly errors: readonly z.output<typeof RowError>[]; readonly failed: number }

const SHOWN_ROWS = 20, SHOWN_ISSUES = 200;

/** Reads rows as they would be imported, without storing anything. */
export function checkRows(plan: ReadPlan, { records }: Sample): CheckedRows {
  const read = rowReader(plan), good: { row: number; lead: RowLead }[] = [], errors: z.output<typeof RowError>[] = [];
  for (const [i, { record, broken }] of records.entries()) {
    const { lead, issues } = read(record, broken);
    if (lead) good.push({ row: i + 1, lead });
    else errors.push(...issues.map((issue) => ({ row: i + 1, ...issue })));
  }
  return { good, errors, failed: records.length - good.length };
}

/** For ctx.read: which open leads and contacts these rows repeat. */
export const repeatedQuery = ({ good }: CheckedRows) => {
  const keys = JSON.stringify(good.map(({ row, lead }) => ({ row, email: lead.email, phone: lead.phone_e164 })));
  return db.execute<Omit<Duplicate, "match_row"> & Record<string, unknown>>(sql`
    with k as materialized (select * from jsonb_to_recordset(${keys}::jsonb) as k(row int, email text, phone text))
    select k.row, 'lead' as match_type, l.id as match_id, l.full_name as label, 'email' as reason from k join leads l on l.email = k.email and l.status ${isOpen}
    union all select k.row, 'lead', l.id, l.full_name, 'phone' from k join leads l on l.phone_e164 = k.phone and l.status ${isOpen}
    union all select k.row, 'contact', c.id, c.full_name, 'email' from k join contact_channels h on h.type = 'email' and h.normalized_value = k.email join contacts c on c.id = h.contact_id
    union all select k.row, 'contact', c.id, c.full_name, 'phone' from k join contact_channels h on h.type in ('phone', 'whatsapp') and h.normalized_value = k.phone join contacts c on c.id = h.contact_id
    order by row, match_type desc, reason`);
};

/** Rows that repeat the address of an earlier one. */
function repeatedWithin({ good }: CheckedRows): Duplicate[] {
  const first = new Map<string, { row: number; label: string }>(), found: Duplicate[] = [];
  for (const { row, lead } of good) {
    const keys = [["email", lead.email], ["phone", lead.phone_e164]] as const;
    const label = [lead.first_name, lead.last_name].filter(Boolean).join(" ");
    const twin = keys.flatMap(([reason, value]) => (value && first.has(value) ? [{ reason, ...first.get(value)! }] : []))[0];
    if (twin) found.push({ row, match_type: "row", match_id: null, match_row: twin.row, label: twin.label, reason: twin.reason });
    else for (const [, value] of keys) if (value) first.set(value, { row, label });
  }
  return found;
}

/** What the person who uploaded the file sees before anything is stored. */
export function toPreview(sample: Sample, plan: ReadPlan, checked: CheckedRows, repeated: readonly Omit<Duplicate, "match_row">[], rows_total: number): Omit<z.output<typeof ImportPreview>, "import"> {
  const duplicates = [...repeated.map((r) => ({ ...r, match_row: null })), ...repeatedWithin(checked)].sort((a, b) => a.row - b.row);
  const kept_out = new Set(duplicates.filter((d) => d.match_type !== "contact").map((d) => d.row));
  return {
    columns: plan.columns.map((name, at) => ({ name, samples: sample.records.map(({ record }) => record[at]?.trim().slice(0, 100) ?? "").filter(Boolean).slice(0, 3) })),
    mapping: plan.mapping,
    preview: checked.good.slice(0, SHOWN_ROWS).map(({ row, lead: { owner_user_id: _, ...lead } }) => ({ row, lead })),
    duplicates: duplicates.slice(0, SHOWN_ISSUES),
    errors: checked.errors.slice(0, SHOWN_ISSUES),
    counts: { checked: sample.records.length, ready: checked.good.length - kept_out.size, duplicates: kept_out.size, errors: checked.failed },
    rows_total,
    sampled: sample.records.length < rows_total,
  };
}
