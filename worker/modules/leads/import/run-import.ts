import { env } from "cloudflare:workers";
import { eq, sql } from "drizzle-orm";
import { leadImports } from "#db/schema/leads.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db, updateOne } from "#worker/kernel/db.ts";
import { AppError } from "#worker/kernel/errors.ts";
import type { Job, JobHandler } from "#worker/kernel/jobs.ts";
import { forgetRecords } from "#worker/modules/activities/public.ts";
import { importEvents } from "../import-contract.ts";
import type { Mapping } from "./columns.ts";
import { isBlank, takeRecords, WINDOW } from "./csv-file.ts";
import { rowReader } from "./rows.ts";
import { storeChunk } from "./store-chunk.ts";
import { formatOf, importById } from "./upload.ts";

type Stored = typeof leadImports.$inferSelect;

const CHUNK_ROWS = 2000;
const UNDO_ROWS = 2000;
/** One message works this long, then lets other tenants' jobs go first. */
const BUDGET_MS = 10_000;

/** Carries an import, or its undoing, on from where its row says it stands. A step that is delivered twice changes nothing. */
export const runImport: JobHandler = async (job) => {
  for (const end = Date.now() + BUDGET_MS; Date.now() < end;) if ((await step(job)) === "ended") return "done";
  return "again";
};

async function step(job: Job): Promise<"more" | "ended"> {
  const ctx = job.ctx();
  const left = db.execute<{ left: boolean }>(sql`select exists (select from leads where import_id = ${job.id} and status <> 'converted') as left`);
  const [[stored], { rows: [leads] }] = await ctx.read(importById(job.id), left);
  if (!stored) return "ended";
  try {
    if (stored.status === "undoing") return leads!.left ? await deleteSome(ctx, stored) : await finishUndo(ctx, stored);
    if (stored.status !== "running") return "ended";
    if (stored.error || stored.byte_offset >= stored.file_bytes) return await finish(ctx, stored, stored.error);
    return await nextChunk(ctx, stored);
  } catch (error) {
    // Another delivery of this job has carried on meanwhile, and goes on.
    if (error instanceof AppError && error.code === "CONFLICT") return "ended";
    // The database refused what the rows say, and would again: the import ends, rather than its message being retried for ever.
    if (error instanceof AppError && error.code === "VALIDATION_FAILED") return finish(job.ctx(), stored, "UNREADABLE");
    throw error;
  }
}

/** Stores the next rows of the file. Reads only their bytes. */
async function nextChunk(ctx: Ctx, stored: Stored): Promise<"more" | "ended"> {
  const length = Math.min(WINDOW, stored.file_bytes - stored.byte_offset);
  const object = await env.MEDIA.get(stored.file_key, { range: { offset: stored.byte_offset, length } });
  if (!object) return finish(ctx, stored, "FILE_MISSING");
  const atEnd = stored.byte_offset + length >= stored.file_bytes;
  const { records, broken, consumed } = takeRecords(new Uint8Array(await object.arrayBuffer()), formatOf(stored), atEnd, CHUNK_ROWS);
  if (!consumed) return finish(ctx, stored, "UNREADABLE");
  const read = rowReader({ columns: stored.columns, mapping: stored.mapping as Mapping, options: stored.options, now: ctx.now });
  const rows = records.flatMap((record, i) => (isBlank(record) ? [] : [{ record, broken: broken.has(i) }]))
    .map(({ record, broken: isBroken }, i) => ({ row: stored.rows_done + i + 1, record, ...read(record, isBroken) }));
  const rows_done = stored.rows_done + rows.length;
  await ctx.commit(
    null,
    // Guards the chunk: whoever comes second finds another version, and nothing of theirs is stored.
    updateOne(leadImports, stored, { rows_done, byte_offset: stored.byte_offset + consumed, updated_at: ctx.now }),
    ...storeChunk(ctx, stored, rows),
    ctx.emit(importEvents["lead.import.progressed"], { import_id: stored.id, started_by: stored.started_by, rows_done, rows_total: stored.rows_total }),
  );
  return "more";
}

async function finish(ctx: Ctx, stored: Stored, error: string | null): Promise<"ended"> {
  await ctx.commit(
    null,
    updateOne(leadImports, stored, { status: error ? "failed" : "done", error, finished_at: ctx.now, updated_at: ctx.now }),
    ctx.emit(importEvents["lead.import.finished"], { import_id: stored.id, started_by: stored.started_by }),
  );
  return "ended";
}

/** A lead that is converted meanwhile stays. */
async function deleteSome(ctx: Ctx, stored: Stored): Promise<"more"> {
  const some = sql`select id from leads where import_id = ${stored.id} and status <> 'converted' order by id limit ${UNDO_ROWS}`;
  await ctx.commit(null, db.execute(sql`${some} for update`), ...forgetRecords("lead", some), db.execute(sql`
    with gone as (delete from leads where id in (${some}) returning id)
    update lead_imports set undone = undone + (select count(*) from gone), version = version + 1, updated_at = now() where ${eq(leadImports.id, stored.id)}`));
  return "more";
}

async function finishUndo(ctx: Ctx, stored: Stored): Promise<"ended"> {
  await ctx.commit(
    null,
    updateOne(leadImports, stored, { status: "undone", updated_at: ctx.now }),
    ctx.emit(importEvents["lead.import.undone"], { import_id: stored.id, started_by: stored.started_by }),
  );
  return "ended";
}
