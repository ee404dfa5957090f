import { neon, neonConfig, type NeonQueryFunction, Pool } from "@neondatabase/serverless";
import pg from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from "vitest";
import { type NeonEndpoint, startNeonEndpoint } from "#local/neon-endpoint.ts";

let endpoint: NeonEndpoint;
let owner: pg.Client;
let sql: NeonQueryFunction<false, false>;

const control = (delay_ms: number) => fetch(`${endpoint.url}/control`, { method: "POST", body: JSON.stringify({ delay_ms }) });
const stats = async () => (await (await fetch(`${endpoint.url}/stats`)).json()) as { http: number; statements: number; ws_messages: number };
const caught = (promise: Promise<unknown>) => promise.then(() => undefined, (error: Error & Record<string, unknown>) => error);

beforeAll(async () => {
  const { hostname, port } = new URL(inject("ownerUrl"));
  // One connection, so that what a caller leaves behind would meet the next one.
  endpoint = await startNeonEndpoint({ port: 0, upstream: { host: hostname, port: Number(port) }, maxConnections: 1 });
  neonConfig.fetchEndpoint = `${endpoint.url}/sql`;
  sql = neon(inject("ownerUrl"), { disableWarningInBrowsers: true });
  owner = new pg.Client(inject("ownerUrl"));
  await owner.connect();
  await owner.query("create table endpoint_notes (id int primary key, text text unique, constraint endpoint_notes_id_check check (id > 0) )");
});

afterEach(() => owner.query("truncate endpoint_notes"));

afterAll(async () => {
  await owner.query("drop table endpoint_notes");
  await owner.end();
  await endpoint.stop();
});

const ids = async () => (await owner.query<{ id: number }>("select id from endpoint_notes order by id")).rows.map((row) => row.id);

describe("a batch", () => {
  it("is one transaction: an error in the middle undoes what came before and after it", async () => {
    const error = await caught(sql.transaction([sql`insert into endpoint_notes values (1)`, sql`insert into endpoint_notes values (-1)`, sql`insert into endpoint_notes values (2)`]));
    expect(error).toMatchObject({ code: "23514", constraint: "endpoint_notes_id_check", table: "endpoint_notes", severity: "ERROR" });
    expect(error?.detail).toContain("-1");
    expect(await ids()).toEqual([]);
  });

  it("answers each statement in order, values typed as Neon types them", async () => {
    const [inserted, rows, typed] = await sql.transaction([
      sql`insert into endpoint_notes values (1, 'a') returning id`,
      sql`select id, text from endpoint_notes`,
      sql`select 9007199254740993::bigint as big, ${JSON.stringify({ a: [1] })}::jsonb as json, array[1, 2] as list, null as none, true as yes`,
    ]);
    expect(inserted).toEqual([{ id: 1 }]);
    expect(rows).toEqual([{ id: 1, text: "a" }]);
    expect(typed).toEqual([{ big: "9007199254740993", json: { a: [1] }, list: [1, 2], none: null, yes: true }]);
  });

  it("marked read only refuses a write", async () => {
    expect(await caught(sql.transaction([sql`insert into endpoint_notes values (1)`], { readOnly: true }))).toMatchObject({ code: "25006" });
    expect(await ids()).toEqual([]);
  });

  it("runs at the isolation level it asks for", async () => {
    const [rows] = await sql.transaction([sql`show transaction_isolation`], { isolationLevel: "RepeatableRead" });
    expect(rows).toEqual([{ transaction_isolation: "repeatable read" }]);
  });

  it("reports what only the commit finds out", async () => {
    await owner.query("create table endpoint_later (id int constraint endpoint_later_key unique deferrable initially deferred)");
    const error = await caught(sql.transaction([sql`insert into endpoint_later values (1), (1)`]));
    await owner.query("drop table endpoint_later");
    expect(error).toMatchObject({ code: "23505", constraint: "endpoint_later_key" });
  });
});

describe("a session", () => {
  it("forgets settings, roles, locks and temporary tables before the next request", async () => {
    for (const query of ["set app.tenant_id = 'leaked'", "set role pg_monitor", "select pg_advisory_lock(7)", "create temp table endpoint_temp (id int)", "set search_path = nowhere"]) await sql.query(query);
    const [row] = await sql`select coalesce(current_setting('app.tenant_id', true), '') as tenant, current_user = session_user as own_role, current_setting('search_path') as path,
      to_regclass('pg_temp.endpoint_temp') as temp, (select count(*)::int from pg_locks where locktype = 'advisory' and pid = pg_backend_pid()) as locks`;
    expect(row).toEqual({ tenant: "", own_role: true, path: '"$user", public', temp: null, locks: 0 });
  });

  it("forgets a transaction that was left open", async () => {
    await sql.query("begin");
    await sql`insert into endpoint_notes values (1)`;
    await sql.query("rollback");
    expect(await ids()).toEqual([1]);
  });

  it("survives a change of a table it has read", async () => {
    await sql`select * from endpoint_notes`;
    await owner.query("alter table endpoint_notes add column more int default 3");
    await sql`insert into endpoint_notes values (1)`;
    const rows = await sql`select * from endpoint_notes`;
    await owner.query("alter table endpoint_notes drop column more");
    expect(rows).toEqual([{ id: 1, text: null, more: 3 }]);
    expect(await sql`select * from endpoint_notes`).toEqual([{ id: 1, text: null }]);
  });
});

it("refuses two statements in one, as Neon does", async () => {
  expect(await caught(sql.query("select 1; select 2"))).toMatchObject({ code: "42601" });
});

it("answers a wrong password with Postgres's own error", async () => {
  const url = new URL(inject("ownerUrl"));
  url.password = "wrong";
  expect(await caught(neon(url.href)`select 1`)).toMatchObject({ code: "28P01" });
});

it("counts round trips and statements", async () => {
  const before = await stats();
  await sql.transaction([sql`select 1`, sql`select 2`]);
  const after = await stats();
  expect([after.http - before.http, after.statements - before.statements]).toEqual([1, 2]);
});

it("is as far away as it is told to be, once per round trip", async () => {
  await control(80);
  const start = performance.now();
  await sql.transaction([sql`select 1`, sql`select 2`, sql`select 3`]);
  const took = performance.now() - start;
  await control(0);
  expect(took).toBeGreaterThan(75);
  expect(took).toBeLessThan(160);
});

it("carries the WebSocket driver's transactions", async () => {
  neonConfig.wsProxy = () => `${endpoint.url.replace("http://", "")}/v2`;
  neonConfig.useSecureWebSocket = false;
  neonConfig.pipelineTLS = false;
  neonConfig.pipelineConnect = false;
  neonConfig.forceDisablePgSSL = true;
  neonConfig.webSocketConstructor = WebSocket;
  const pool = new Pool({ connectionString: inject("ownerUrl") });
  const client = await pool.connect();
  await client.query("begin");
  await client.query("insert into endpoint_notes values (1)");
  await client.query("rollback");
  client.release();
  await pool.end();
  expect(await ids()).toEqual([]);
});
