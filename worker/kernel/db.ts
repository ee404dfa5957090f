import { neon, neonConfig, type NeonQueryFunction } from "@neondatabase/serverless";
import { env } from "cloudflare:workers";
import { and, eq, sql, type SQL, type SQLWrapper } from "drizzle-orm";
import type { BatchItem, BatchResponse } from "drizzle-orm/batch";
import { drizzle } from "drizzle-orm/neon-http";
import type { PgUpdateSetSource } from "drizzle-orm/pg-core";
import type * as z from "zod";
import type { tenantTable } from "#db/schema/kernel.ts";
import { AppError, type ErrorCode, fromPostgres } from "./errors.ts";
import { type LimitKey, LIMIT_TABLES } from "./resource.ts";

export type Statement = BatchItem<"pg">;
export type TenantTable = ReturnType<typeof tenantTable<string, {}>>;
export type Rows<T extends readonly Statement[]> = BatchResponse<T>;

if (env.NEON_LOCAL) neonConfig.fetchEndpoint = `${env.NEON_LOCAL}/sql`;
const reader = drizzle(neon(env.DATABASE_URL, { readOnly: true, isolationLevel: "RepeatableRead" }));
const writer = drizzle(neon(env.DATABASE_URL));

/** Builds queries. It cannot run them: awaiting one is an error, so nothing escapes the tenant settings. */
export const db = drizzle((() => {
  throw new Error("Queries run only through ctx.read and ctx.commit.");
}) as unknown as NeonQueryFunction<false, false>);

/** On whose behalf statements run. `system` sees every tenant: sign-in look-ups, schedulers and sweepers only. */
export interface Who {
  readonly role: "app_tenant" | "app_system";
  readonly tenant_id: string | null;
  /** `user:<id>`, or `system:<what>`. */
  readonly actor_id: string;
  readonly request_id: string;
  readonly ip: string | null;
  readonly user_agent: string | null;
}

/** One HTTP round trip, one transaction: who is asking, then the statements. */
export async function send<T extends readonly Statement[]>(mode: "read" | "write", who: Who, statements: T): Promise<Rows<T>> {
  const settings = db.execute(sql`select set_config('role', ${who.role}, true), set_config('app.tenant_id', ${who.tenant_id ?? ""}, true),
    set_config('app.actor_id', ${who.actor_id}, true), set_config('app.request_id', ${who.request_id}, true),
    set_config('app.ip', ${who.ip ?? ""}, true), set_config('app.user_agent', ${who.user_agent ?? ""}, true)`);
  try {
    const [, ...results] = await (mode === "read" ? reader : writer).batch([settings, ...statements]);
    return results as Rows<T>;
  } catch (error) {
    throw fromPostgres(error);
  }
}

/** Whose records of each resource a user sees. */
export type Sees = Readonly<Record<"lead" | "contact" | "company" | "deal" | "task", "own" | "team" | "all">>;

/** From here on the transaction finds only what this user sees; null ends it. */
export const lookAs = (user_id: string | null, sees: Sees | null): Statement => db.execute(sql`select app.look_as(${user_id}::uuid, ${sees && JSON.stringify(sees)}::jsonb)`);

type At = { id: string; version: number };
const isAt = (table: TenantTable, at: At) => and(eq(table.id, at.id), eq(table.version, at.version));

/** Changes exactly this row at exactly this version, or fails the commit. */
export const updateOne = <T extends TenantTable>(table: T, at: At, patch: PgUpdateSetSource<T>): Statement =>
  hitOne(table, at, db.update(table).set({ ...patch, version: at.version + 1 } as PgUpdateSetSource<T>).where(isAt(table, at)).returning({ id: table.id }));

/** Deletes exactly this row at exactly this version, or fails the commit. */
export const deleteOne = (table: TenantTable, at: At): Statement =>
  hitOne(table, at, db.delete(table).where(isAt(table, at)).returning({ id: table.id }));

const hitOne = (table: TenantTable, at: At, change: SQLWrapper) =>
  db.execute(sql`with hit as ${change} select case when exists (select from hit) then true
    else app.fail(case when exists (select from ${table} where ${eq(table.id, at.id)}) then 'CONFLICT' else 'NOT_FOUND' end) end`);

/** Fails the commit unless this change, which ends in RETURNING, hit a row. */
export const orFail = (change: SQLWrapper, code: ErrorCode): Statement =>
  db.execute(sql`with hit as ${change} select case when exists (select from hit) then true else app.fail(${code}::text) end`);

/** Inserts many rows as one parameter, which Postgres unpacks by the table's own types. Every row has the first one's keys. */
export function insertMany<T extends TenantTable>(table: T, rows: readonly T["$inferInsert"][]): Statement {
  if (!rows[0]) return db.execute(sql`select`);
  const names = sql.join(Object.keys(rows[0]).map((name) => sql.identifier(name)), sql`, `);
  return db.execute(sql`insert into ${table} (${names}) select ${names} from jsonb_populate_recordset(null::${table}, ${JSON.stringify(rows)}::jsonb)`);
}

/** Fails the commit unless the condition holds. It sees what the statements before it did. */
export const assert = (condition: SQL, code: ErrorCode): Statement =>
  db.execute(sql`select case when ${condition} then true else app.fail(${code}::text) end`);

/** These changes, after which the tenant has at most so many rows; as many as it likes without a limit. The lock, taken first, makes concurrent ones count one after another. */
export function atMost(max: number | undefined, key: LimitKey, ...changes: Statement[]): Statement[] {
  if (max === undefined) return changes;
  const refusal = `LIMIT_REACHED ${JSON.stringify({ key, limit: max })}`;
  return [
    db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${key} || app.tenant_id(), 0))`),
    ...changes,
    db.execute(sql`select case when (select count(*) from ${sql.identifier(LIMIT_TABLES[key])}) <= ${max} then true else app.fail(${refusal}::text) end`),
  ];
}

/** An audit row for what no table shows: a refused attempt, an export, a sensitive read. */
export const auditEntry = (action: string, entity_type: string, entity_id: string | null, data: object = {}): Statement =>
  db.execute(sql`select app.audit_entry(${action}, ${entity_type}, ${entity_id}::uuid, ${JSON.stringify(data)}::jsonb)`);

/** The columns a contract shows, so that a query fetches what will be sent and nothing else. */
export const columns = <T extends TenantTable, K extends string & keyof T>(table: T, schema: z.ZodObject<{ [k in K]: z.ZodType }>) =>
  Object.fromEntries(Object.keys(schema.shape).map((key) => [key, table[key as K]])) as { [k in K]: T[k] };

/** Values as one array parameter: `sql\`${col} = any(${many(ids, "uuid")})\``. */
export const many = (values: readonly string[], type: "uuid" | "text"): SQL => sql`${sql.param(`{${values.map((v) => JSON.stringify(v)).join(",")}}`)}::${sql.raw(type)}[]`;

/** A LIKE pattern for what contains this text, without what LIKE takes for a wildcard. */
export const containing = (text: string): string => `%${text.replace(/[\\%_]/g, "\\$&")}%`;

/** The first row, or NOT_FOUND. */
export function first<T>([row]: readonly T[]): T {
  if (!row) throw new AppError("NOT_FOUND");
  return row;
}
