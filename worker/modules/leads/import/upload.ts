import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import type * as z from "zod";
import { type ImportOptions, leadImports } from "#db/schema/leads.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { columns, db, first } from "#worker/kernel/db.ts";
import { AppError } from "#worker/kernel/errors.ts";
import { type ImportDefaults, importEvents, LeadImport, type previewImport as PreviewImport } from "../import-contract.ts";
import { regionQuery } from "../matches.ts";
import { checkRows, repeatedQuery, toPreview } from "./check-rows.ts";
import { insistOnMapping, proposeMapping } from "./columns.ts";
import { type CsvFormat, isBlank, refused, takeRecords } from "./csv-file.ts";
import { CHECKED_BYTES, CHECKED_ROWS, openCsv, type Sample } from "./open-csv.ts";

type Stored = typeof leadImports.$inferSelect;
const NUMBERS_NEED_REGION = "whom the rows repeat can be asked only once the tenant's country has made their numbers comparable";

const { percent: _, ...storedFields } = LeadImport.shape;
/** For ctx.read: everything about one import. */
export const importById = (id: string) => db.select().from(leadImports).where(eq(leadImports.id, id));
/** The columns of an import that are shown. */
export const shownImport = columns(leadImports, LeadImport.pick(Object.fromEntries(Object.keys(storedFields).map((k) => [k, true])) as { [k in keyof typeof storedFields]: true }));

/** An import as the API shows it. */
export function toImport(row: Pick<Stored, keyof typeof storedFields>): z.input<typeof LeadImport> {
  const shown = Object.fromEntries(Object.keys(storedFields).map((key) => [key, row[key as keyof typeof storedFields]])) as unknown as z.input<typeof LeadImport>;
  return { ...shown, percent: row.status === "done" ? 100 : Math.min(100, Math.floor((row.rows_done * 100) / row.rows_total)) };
}

/** What rows get that do not say otherwise: the caller's wishes, then the tenant's own country and currency. */
export const optionsOf = (ctx: Ctx, defaults: z.output<typeof ImportDefaults> | undefined, region: { country: string; currency: string }): ImportOptions => ({
  source: defaults?.source ?? "import", owner_user_id: defaults?.owner_user_id ?? null, country: defaults?.country ?? region.country,
  currency: defaults?.currency ?? region.currency, max_leads: ctx.access?.limits["leads.max"] ?? null,
});

/** Understands a file, keeps it as it came, and shows what importing it would do. Nothing becomes a lead yet. */
export async function upload(ctx: Ctx, request: Request, named: string | undefined) {
  const { bytes, file_name } = await readUpload(request, named);
  const csv = openCsv(bytes);
  const [{ rows: [region] }] = await ctx.read(regionQuery);
  const options = optionsOf(ctx, undefined, region!);
  const mapping = proposeMapping(csv.columns, csv.records.slice(0, 200).map((r) => r.record), options.country);
  const plan = { columns: csv.columns, mapping, options, now: ctx.now };
  const checked = checkRows(plan, csv);
  const [repeated] = await ctx.readAgain(NUMBERS_NEED_REGION, repeatedQuery(checked));
  const stored = ctx.fresh({
    file_name, file_key: "", file_bytes: bytes.length, ...csv.format, columns: csv.columns, mapping, options, status: "previewed" as const, rows_total: csv.rows_total, rows_done: 0,
    data_offset: csv.data_offset, byte_offset: csv.data_offset, created: 0, duplicates: 0, failed: 0, undone: 0, error: null, started_by: ctx.user_id, started_at: null, finished_at: null,
  });
  stored.file_key = `imports/${ctx.tenant_id}/${stored.id}`;
  // Kept before the commit: a file without a row is swept with its folder, a row without a file could not be imported.
  await env.MEDIA.put(stored.file_key, bytes, { httpMetadata: { contentType: "text/csv" } });
  return ctx.commit(
    { import: toImport({ ...stored, tenant_id: ctx.tenant_id } as Stored), ...toPreview(csv, plan, checked, repeated.rows, csv.rows_total) },
    db.insert(leadImports).values(stored),
    ctx.emit(importEvents["lead.import.uploaded"], { import_id: stored.id, started_by: ctx.user_id }),
  );
}

/** The same view of a file that is here already, under another mapping. */
export async function preview(ctx: Ctx, id: string, body: z.output<NonNullable<typeof PreviewImport.body>>) {
  const [rows, { rows: [region] }] = await ctx.read(importById(id), regionQuery);
  const stored = first(rows);
  if (stored.status !== "previewed") throw new AppError("CONFLICT", { reason: "This import has been started already.", status: stored.status });
  insistOnMapping(body.mapping, stored.columns);
  const sample = await readSample(stored);
  const plan = { columns: stored.columns, mapping: body.mapping, options: optionsOf(ctx, body.defaults, region!), now: ctx.now };
  const checked = checkRows(plan, sample);
  const [repeated] = await ctx.readAgain(NUMBERS_NEED_REGION, repeatedQuery(checked));
  return { import: toImport(stored), ...toPreview(sample, plan, checked, repeated.rows, stored.rows_total) };
}

async function readSample(stored: Stored): Promise<Sample> {
  const length = Math.min(CHECKED_BYTES, stored.file_bytes - stored.data_offset);
  const object = await env.MEDIA.get(stored.file_key, { range: { offset: stored.data_offset, length } });
  if (!object) throw new AppError("CONFLICT", { reason: "The file is not kept any more. Upload it again." });
  const { records, broken } = takeRecords(new Uint8Array(await object.arrayBuffer()), formatOf(stored), stored.data_offset + length >= stored.file_bytes);
  return { records: records.flatMap((record, i) => (isBlank(record) ? [] : [{ record, broken: broken.has(i) }])).slice(0, CHECKED_ROWS) };
}

export const formatOf = ({ encoding, delimiter, newline }: Stored): CsvFormat => ({ encoding: encoding as CsvFormat["encoding"], delimiter, newline });

async function readUpload(request: Request, named: string | undefined): Promise<{ bytes: Uint8Array; file_name: string }> {
  const isForm = request.headers.get("content-type")?.toLowerCase().startsWith("multipart/");
  if (!isForm) return { bytes: new Uint8Array(await request.arrayBuffer()), file_name: named ?? "leads.csv" };
  const form = await request.formData().catch(() => {
    throw new AppError("MALFORMED_REQUEST", { reason: "The multipart form could not be read." });
  });
  const file = form.get("file") as File | string | null;
  if (!file || typeof file === "string") throw refused("file_missing", "Send the file in the field `file`.");
  return { bytes: new Uint8Array(await file.arrayBuffer()), file_name: named ?? (file.name.slice(-255) || "leads.csv") };
}
