import type * as z from "zod";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { BOM, toLines } from "#worker/kernel/spreadsheet.ts";
import type { exportAuditLogs } from "./contract.ts";
import { entriesQuery, type EntryRow, placeOf, present } from "./entries.ts";

const PAGE = 1000;
const COLUMNS = ["number", "created_at", "action", "entity_type", "entity_id", "actor_id", "user", "impersonator", "ip_address", "user_agent", "request_id", "before_data", "after_data", "hash", "id"] as const;

const cell = (value: unknown) => (value === null || value === undefined ? "" : typeof value === "object" ? JSON.stringify(value) : String(value));
const toCsv = (rows: readonly EntryRow[]) => toLines(rows.map(present).map((row) => COLUMNS.map((column) => cell(column === "user" || column === "impersonator" ? row[column]?.full_name : row[column]))));
const FORMATS = {
  jsonl: { type: "application/jsonl; charset=utf-8", head: "", lines: (rows: readonly EntryRow[]) => rows.map((row) => `${JSON.stringify(present(row))}\n`).join("") },
  csv: { type: "text/csv; charset=utf-8", head: BOM + toLines([COLUMNS]), lines: toCsv },
};

/** Every row that the filters leave, newest first, as a stream that holds one page at a time. That it was taken is on record first. */
export async function download(ctx: Ctx, { format, ...filters }: z.output<NonNullable<typeof exportAuditLogs.query>>): Promise<Response> {
  await ctx.witness("audit.exported", "audit_logs", null, { format, ...filters });
  const { type, head, lines } = FORMATS[format], encoder = new TextEncoder();
  const [start] = await ctx.read(entriesQuery(filters, { limit: PAGE }));
  let page = start, text = head;
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      controller.enqueue(encoder.encode(text + lines(page)));
      if (page.length < PAGE) return controller.close();
      text = "";
      [page] = await ctx.readAgain("the file is longer than a page", entriesQuery(filters, { after: placeOf(page.at(-1)!), limit: PAGE }));
    },
  });
  return new Response(body, { headers: { "content-type": type, "cache-control": "no-store", "content-disposition": `attachment; filename="audit-${ctx.now.slice(0, 10)}.${format}"` } });
}
