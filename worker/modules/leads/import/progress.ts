import { and, asc, eq, sql } from "drizzle-orm";
import type * as z from "zod";
import { leadImportIssues, leadImports } from "#db/schema/leads.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db, first } from "#worker/kernel/db.ts";
import { invalid } from "#worker/kernel/errors.ts";
import { pageOf, toPage } from "#worker/kernel/page.ts";
import { toSpreadsheet } from "#worker/kernel/spreadsheet.ts";
import type { getImport as GetImport, listImports as ListImports } from "../import-contract.ts";
import { importById, shownImport, toImport } from "./upload.ts";

/** More rows than this are not written into one report. */
const REPORT_ROWS = 50_000;

export async function list(ctx: Ctx, query: z.output<NonNullable<typeof ListImports.query>>) {
  const page = pageOf(leadImports, { created_at: leadImports.created_at }, query);
  const [rows, total] = await ctx.read(db.select(shownImport).from(leadImports).where(page.where).orderBy(...page.orderBy).limit(page.limit), page.total);
  const { items, ...rest } = toPage(rows, query, total);
  return { ...rest, items: items.map(toImport) };
}

/** Whom a row repeats is named to who sees them. */
const told = sql<string>`case when match_type = 'lead' and (select app.viewer()) is not null and not app.record_exists('lead', match_id) then 'This person is an open lead already.' else message end`;

const readCursor = (cursor: string): [number, string] => {
  const parts = /^(\d{1,9})\.([0-9a-f-]{36})$/.exec(Buffer.from(cursor, "base64url").toString());
  if (!parts) throw invalid("issues_cursor", "This cursor does not belong to this list. Start again without it.");
  return [Number(parts[1]), parts[2]!];
};

/** How far an import is, and a page of the rows it left out, in the order of the file. */
export async function get(ctx: Ctx, id: string, { issues_cursor, issues_limit }: z.output<NonNullable<typeof GetImport.query>>) {
  const at = issues_cursor === undefined ? undefined : readCursor(issues_cursor);
  const after = at && sql`(${leadImportIssues.row_number}, ${leadImportIssues.id}) > (${at[0]}, ${at[1]}::uuid)`;
  const { row_number, kind, code, field, value, match_type, match_id } = leadImportIssues;
  const issues = db.select({ id: leadImportIssues.id, row: row_number, kind, code, field, message: told, value, match_type, match_id }).from(leadImportIssues)
    .where(and(eq(leadImportIssues.import_id, id), after)).orderBy(asc(row_number), asc(leadImportIssues.id)).limit(issues_limit + 1);
  const [rows, found] = await ctx.read(importById(id), issues);
  const items = found.slice(0, issues_limit), last = items.at(-1);
  const next_cursor = found.length > issues_limit ? Buffer.from(`${last!.row}.${last!.id}`).toString("base64url") : null;
  return { ...toImport(first(rows)), issues: { items: items.map(({ id: _, ...issue }) => issue), next_cursor } };
}

/** The rows that were left out, as they came, with the reasons in front: to mend and to import again. */
export async function report(ctx: Ctx, id: string): Promise<Response> {
  const issues = db.execute<{ row: number; reason: string; cells: string[] }>(sql`
    select row_number as row, string_agg(coalesce(field || ': ', '') || ${told}, ' ' order by id) as reason, (array_agg(cells))[1] as cells
    from lead_import_issues where import_id = ${id} group by row_number order by row_number limit ${REPORT_ROWS}`);
  const [rows, { rows: found }] = await ctx.read(importById(id), issues);
  const { columns, file_name } = first(rows);
  const csv = toSpreadsheet([["Row", "Reason", ...columns], ...found.map((r) => [String(r.row), r.reason].concat(r.cells))]);
  const name = `${file_name.replace(/\.\w+$/, "")}-left-out.csv`;
  return new Response(csv, {
    headers: {
      "content-type": "text/csv; charset=utf-8", "cache-control": "no-store",
      "content-disposition": `attachment; filename="left-out.csv"; filename*=UTF-8''${encodeURIComponent(name).replaceAll("'", "%27")}`,
    },
  });
}
