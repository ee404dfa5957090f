import { and, eq, sql } from "drizzle-orm";
import type * as z from "zod";
import { users } from "#db/schema/identity.ts";
import { leadImports } from "#db/schema/leads.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { assert, db, first, many, updateOne } from "#worker/kernel/db.ts";
import { AppError, invalid } from "#worker/kernel/errors.ts";
import { type commitImport as CommitImport, importEvents, ImportMapping } from "../import-contract.ts";
import { regionQuery } from "../matches.ts";
import { insistOnMapping } from "./columns.ts";
import { importById, optionsOf, toImport } from "./upload.ts";

/** Starts an import, once. The rows are stored by the jobs queue, in chunks. */
export async function start(ctx: Ctx, id: string, { mapping: chosen, defaults }: z.output<NonNullable<typeof CommitImport.body>>) {
  const owner = defaults?.owner_user_id;
  const [rows, { rows: [region] }, owners] = await ctx.read(importById(id), regionQuery, db.select({ id: users.id }).from(users).where(and(eq(users.status, "active"), sql`${users.id} = any(${many(owner ? [owner] : [], "uuid")})`)));
  const before = first(rows);
  if (before.status !== "previewed") throw new AppError("CONFLICT", { reason: "This import has been started already.", status: before.status });
  const mapping = chosen ?? ImportMapping.parse(before.mapping);
  insistOnMapping(mapping, before.columns);
  if (owner && !owners.length) throw invalid("defaults.owner_user_id", "There is no such active user.");
  const patch = { mapping, options: optionsOf(ctx, defaults, region!), status: "running" as const, started_by: ctx.user_id, started_at: ctx.now };
  const after = ctx.next(before, patch);
  return ctx.commit(
    toImport(after),
    updateOne(leadImports, before, { ...patch, updated_at: after.updated_at }),
    ctx.emit(importEvents["lead.import.started"], { import_id: id, started_by: ctx.user_id }),
  );
}

/** Starts taking an import back. Refused when a lead of it was converted: its contact and deal would lose their origin. */
export async function startUndo(ctx: Ctx, id: string) {
  const seen = db.execute<{ n: number }>(sql`select count(*)::int as n from leads where import_id = ${id}`);
  const converted = db.execute<{ id: string }>(sql`select id from leads where import_id = ${id} and status = 'converted' order by id limit 100`);
  const [rows, { rows: kept }, { rows: [leads] }] = await ctx.read(importById(id), converted, seen);
  const before = first(rows);
  if (before.status !== "done" && before.status !== "failed") throw new AppError("CONFLICT", { reason: "Only an import that has ended can be undone.", status: before.status });
  if (kept.length) throw new AppError("CONFLICT", { reason: "Leads of this import were converted already.", lead_ids: kept.map((lead) => lead.id) });
  const after = ctx.next(before, { status: "undoing" });
  return ctx.commit(
    toImport(after),
    // Whoever does not see a lead any more does not take it back either.
    ...(ctx.access?.sees ? [assert(sql`(select count(*) from leads where import_id = ${id}) = ${leads!.n}`, "FORBIDDEN")] : []),
    updateOne(leadImports, before, { status: "undoing", updated_at: after.updated_at }),
    ctx.emit(importEvents["lead.import.undo_started"], { import_id: id, started_by: ctx.user_id }),
  );
}
