import { asc, eq, sql } from "drizzle-orm";
import type * as z from "zod";
import { departmentCodes, jobTitleCodes } from "#db/schema/business.ts";
import { userProfiles } from "#db/schema/identity.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { columns, db, deleteOne, first, insertMany, type Statement, updateOne } from "#worker/kernel/db.ts";
import { AppError, invalid } from "#worker/kernel/errors.ts";
import { DictionaryCode, type DictionaryCodePatch, type NewDictionaryCode, userEvents } from "./contract.ts";
import { DEPARTMENTS, JOB_TITLES } from "./defaults.ts";

const TABLES = { job_title: jobTitleCodes, department: departmentCodes };
const USED = { job_title: userProfiles.job_title_code, department: userProfiles.department_code };

/** What can be done with one of the lists. */
function dictionary(name: keyof typeof TABLES) {
  const table = TABLES[name], shown = columns(table, DictionaryCode);
  const byId = (id: string) => db.select({ ...shown, used: sql<number>`(select count(*)::int from user_profiles where ${USED[name]} = ${table.code})` }).from(table).where(eq(table.id, id));
  const changed = (ctx: Ctx, code: string) => ctx.emit(userEvents["dictionary.changed"], { dictionary: name, code });
  return {
    async list(ctx: Ctx) {
      const [items] = await ctx.read(db.select(shown).from(table).orderBy(asc(table.code)));
      return { items };
    },
    create(ctx: Ctx, body: z.output<typeof NewDictionaryCode>) {
      const row = ctx.fresh({ ...body, is_active: true });
      return ctx.commit(row, db.insert(table).values(row), changed(ctx, row.code));
    },
    /** People keep a code that is retired; nobody is given it any more. */
    async patch(ctx: Ctx, id: string, body: z.output<typeof DictionaryCodePatch>) {
      const [rows] = await ctx.read(byId(id));
      const { used: _, ...before } = first(rows), after = ctx.next(before, body);
      return ctx.commit(after, updateOne(table, before, { ...body, updated_at: after.updated_at }), changed(ctx, before.code));
    },
    /** Refused while people have it, with how many; the foreign key says so too. */
    async remove(ctx: Ctx, id: string) {
      const [rows] = await ctx.read(byId(id));
      const { used, ...before } = first(rows);
      ctx.next(before, {});
      if (used) throw new AppError("CONFLICT", { reason: "People have this code. Retire it with is_active: false, or give them another.", users_count: used });
      return ctx.commit({ id }, deleteOne(table, before), changed(ctx, before.code));
    },
  };
}
export const jobTitles = dictionary("job_title"), departments = dictionary("department");

type Codes = { job_title_code?: string | null | undefined; department_code?: string | null | undefined };
/** Which of these codes are in use, for ctx.read; then `insistOnCodes` judges. */
export const codesQuery = ({ job_title_code, department_code }: Codes) => db.execute<{ field: keyof Codes }>(sql`
  select 'job_title_code' as field from job_title_codes where code = ${job_title_code ?? null} and is_active
  union all select 'department_code' from department_codes where code = ${department_code ?? null} and is_active`);
export function insistOnCodes(codes: Codes, known: readonly { field: keyof Codes }[]): void {
  for (const field of ["job_title_code", "department_code"] as const)
    if (codes[field] && !known.some((row) => row.field === field)) throw invalid(field, "There is no such code in use.");
}

/** The lists a new tenant starts with. */
export const tenantDefaults = (ctx: Pick<Ctx, "fresh">): Statement[] => [
  insertMany(jobTitleCodes, JOB_TITLES.map((row) => ctx.fresh(row))), insertMany(departmentCodes, DEPARTMENTS.map((row) => ctx.fresh(row))),
];
