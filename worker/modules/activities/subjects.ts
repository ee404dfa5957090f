import { sql } from "drizzle-orm";
import type * as z from "zod";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db, type Statement } from "#worker/kernel/db.ts";
import { AppError } from "#worker/kernel/errors.ts";
import type { Permission } from "#worker/kernel/permissions.ts";
import type { SubjectType } from "./contract.ts";

export type Subject = z.output<typeof SubjectType>;

const MAY_READ: Record<Subject, Permission> = {
  lead: "lead.read", contact: "contact.read", company: "company.read", deal: "deal.read", unit: "unit.read", project: "unit.read",
};

/** What is known about a record is for those who may read the record. */
export function mustRead(ctx: Ctx, subject_type: Subject): void {
  if (!ctx.can(MAY_READ[subject_type])) throw new AppError("FORBIDDEN", { permission: MAY_READ[subject_type] });
}

interface Named { type: Subject; id: string; path: string }
/** Fails the commit with VALIDATION_FAILED, naming each field whose record is not there for the caller. */
export const recordsExist = (ctx: Ctx, records: readonly Named[]): Statement[] =>
  ctx.seeing(db.execute(sql`select app.records_exist(${JSON.stringify(records)}::jsonb)`));

/** The same where foreign keys hold the records to the tenant already: only who does not see all of it is asked more. */
export const recordsSeen = (ctx: Ctx, records: readonly Named[]): Statement[] => (ctx.access?.sees && records.length ? recordsExist(ctx, records) : []);
