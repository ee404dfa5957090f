import { call } from "#web/src/kernel/api.ts";
import { minorToDecimal } from "#web/src/kernel/format.ts";
import { listLeads } from "#worker/modules/leads/contract.ts";
import { sourceName, type LeadRow } from "./lead-data.ts";
import type { LeadSay } from "./text/index.ts";

/** More than this wants a narrower filter; the API stops counting here too. */
export const MOST = 10_000;
const PAGE = 200;

/** Reads every lead that a query finds, page by page; `capped` when there are more than may be exported. */
export async function readAll(query: Record<string, unknown>, told: (count: number) => void, signal: AbortSignal): Promise<{ leads: LeadRow[]; capped: boolean }> {
  const leads: LeadRow[] = [];
  let cursor: string | undefined;
  do {
    // One page needs the cursor of the one before.
    // oxlint-disable-next-line no-await-in-loop
    const page = await call(listLeads, { query: { ...query, limit: PAGE, ...(cursor ? { cursor } : {}) }, signal });
    leads.push(...page.items);
    cursor = page.next_cursor ?? undefined;
    told(leads.length);
  } while (cursor && leads.length < MOST);
  return { leads: leads.slice(0, MOST), capped: Boolean(cursor) };
}

/** A cell that a spreadsheet reads as text: never as a formula, and with its quotes and line ends kept. */
export function csvCell(value: string | number | null | undefined): string {
  const text = String(value ?? "");
  const safe = /^[=+\-@\t\r]/.test(text) && typeof value !== "number" ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Leads as CSV that Excel opens in any language, and that the import reads again. */
export function toCsv(leads: readonly LeadRow[], w: LeadSay, ownerName: (id: string | null) => string | undefined): string {
  const head = [w("firstName"), w("lastName"), w("phone"), w("email"), w("status"), w("score"), w("source"), w("sourceDetail"), w("interest"), w("budget"), w("currency"), w("company"), w("country"), w("owner"), w("notes"), w("created")];
  const rows = leads.map((lead) => [
    lead.first_name, lead.last_name, lead.phone_e164, lead.email, w(`statuses.${lead.status}`), lead.score, sourceName(w, lead.source), lead.source_detail, lead.interest,
    lead.budget_minor === null || !lead.currency ? null : minorToDecimal(lead.budget_minor, lead.currency), lead.currency, lead.company_name, lead.country, ownerName(lead.owner_user_id), lead.notes, lead.created_at,
  ]);
  return `\uFEFF${[head, ...rows].map((row) => row.map(csvCell).join(",")).join("\r\n")}\r\n`;
}
