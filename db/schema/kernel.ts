import { sql } from "drizzle-orm";
import { bigint, boolean, customType, integer, jsonb, pgTable, primaryKey, text, uuid, type PgColumnBuilderBase } from "drizzle-orm/pg-core";

/** A point in time, as the ISO string that the wire carries. Cut by hand: Date costs ten times as much, twice a row. */
export const instant = customType<{ data: string; driverData: string }>({
  dataType: () => "timestamptz(3)",
  fromDriver(text) {
    if (!text.endsWith("+00")) return new Date(text).toISOString();
    const time = text.slice(11, -3);
    return `${text.slice(0, 10)}T${(time.length === 8 ? `${time}.` : time).padEnd(12, "0")}Z`;
  },
});

/** Minor units of money, or any other count that may pass two thousand million. */
export const big = customType<{ data: number; driverData: string | number }>({
  dataType: () => "bigint",
  fromDriver: Number,
});

export const tenantId = () => uuid().notNull().default(sql`app.tenant_id()`);

/** A table whose rows belong to one tenant. Its migration ends with `call app.tenant_table('<name>')`. */
export const tenantTable = <N extends string, C extends Record<string, PgColumnBuilderBase>>(name: N, columns: C) =>
  pgTable(
    name,
    {
      tenant_id: tenantId(),
      id: uuid().notNull(),
      version: integer().notNull().default(1),
      created_at: instant().notNull().default(sql`now()`),
      updated_at: instant().notNull().default(sql`now()`),
      ...columns,
    },
    (t) => [primaryKey({ columns: [t["tenant_id"]!, t["id"]!] })],
  );

/** What happened, in order. The transactional outbox: a row waits here until `dispatched_at` is set. */
export const eventLog = pgTable("event_log", {
  tenant_id: tenantId(),
  id: uuid().notNull(),
  seq: bigint({ mode: "number" }).generatedAlwaysAsIdentity(),
  name: text().notNull(),
  payload: jsonb().$type<Record<string, unknown>>().notNull(),
  actor_id: text().notNull().default(sql`app.setting('actor_id')`),
  request_id: text().default(sql`app.setting('request_id')`),
  created_at: instant().notNull().default(sql`now()`),
  dispatched_at: instant(),
});

/** Which records an event is about, so that a timeline finds it. */
export const eventSubjects = pgTable("event_subjects", {
  tenant_id: tenantId(),
  subject_type: text().notNull(),
  subject_id: uuid().notNull(),
  event_id: uuid().notNull(),
});

/** One row per event and subscriber that has acted on it: the second delivery finds it and does nothing. */
export const eventEffects = pgTable("event_effects", {
  tenant_id: tenantId(),
  event_id: uuid().notNull(),
  subscriber: text().notNull(),
});

export const idempotencyKeys = pgTable("idempotency_keys", {
  tenant_id: tenantId(),
  key: text().notNull(),
  request_hash: text().notNull(),
  answer: jsonb().notNull(),
  accepted: boolean().notNull().default(false),
  created_at: instant().notNull().default(sql`now()`),
});

/** Bytes, as hexadecimal. */
const bytes = customType<{ data: string; driverData: Uint8Array }>({ dataType: () => "bytea", fromDriver: (value) => Buffer.from(value).toString("hex") });

/** Written by triggers, numbered and linked to the one before by the sealer; `number` is null until then. */
export const auditLogs = pgTable("audit_logs", {
  tenant_id: tenantId(),
  id: uuid().notNull(),
  seq: bigint({ mode: "number" }),
  user_id: uuid(),
  actor_id: text().notNull(),
  action: text().notNull(),
  entity_type: text().notNull(),
  entity_id: uuid(),
  before_data: jsonb(),
  after_data: jsonb(),
  ip_address: text(),
  user_agent: text(),
  request_id: text(),
  created_at: instant().notNull(),
  impersonator_id: uuid(),
  number: bigint({ mode: "number" }),
  prev_hash: bytes(),
  hash: bytes(),
  body_digest: bytes(),
  redacted_by: uuid(),
});

/** How far the chain of a tenant's audit log goes, and from which number it is kept. Hashes are hexadecimal. */
export const auditHeads = pgTable("audit_heads", {
  tenant_id: tenantId(), number: bigint({ mode: "number" }).notNull(), hash: bytes().notNull(),
  kept_from: bigint({ mode: "number" }).notNull(), kept_hash: bytes().notNull(),
});

/** Queue messages that were given up on, kept until someone sends them again. */
export const deadLetters = pgTable("dead_letters", {
  tenant_id: uuid().notNull(),
  id: uuid().notNull(),
  queue: text().notNull(),
  body: jsonb().notNull(),
  created_at: instant().notNull().default(sql`now()`),
  requeued_at: instant(),
});
