import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterEach, beforeEach, expect, inject, it } from "vitest";
import { ensureWorkerLogin, migrate } from "#db/migrate.ts";

let dir: string;
let name: string;
let admin: pg.Client;
let client: pg.Client;

const connect = async (database?: string) => {
  const url = new URL(inject("ownerUrl"));
  if (database) url.pathname = `/${database}`;
  const opened = new pg.Client(url.href);
  await opened.connect();
  return opened;
};
const put = (file: string, sql: string) => writeFileSync(path.join(dir, file), sql);
const tables = async () => {
  const { rows } = await client.query<{ name: string }>("select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace order by 1");
  return rows.map((row) => row.name);
};

beforeEach(async () => {
  dir = mkdtempSync(path.join(tmpdir(), "m3core-migrations-"));
  name = `migrate_${path.basename(dir).replace(/\W/g, "_").toLowerCase()}`;
  admin = await connect();
  await admin.query(`create database ${name}`);
  client = await connect(name);
  put("0001_first.sql", "create table first (id int);\ninsert into first values (1);");
  put("0002_second.sql", "create table second (id int);");
});

afterEach(async () => {
  await client.end();
  await admin.query(`drop database ${name} with (force)`);
  await admin.end();
  rmSync(dir, { recursive: true });
});

it("applies files in order, and a second run applies nothing", async () => {
  expect(await migrate(client, dir)).toEqual(["0001_first.sql", "0002_second.sql"]);
  expect(await migrate(client, dir)).toEqual([]);
  expect(await tables()).toEqual(["first", "schema_migrations", "second"]);
});

it("started twice at once applies each file once", async () => {
  const other = await connect(name);
  const done = await Promise.all([migrate(client, dir), migrate(other, dir)]);
  await other.end();
  expect(done.flat().toSorted()).toEqual(["0001_first.sql", "0002_second.sql"]);
  expect((await client.query("select from first")).rowCount).toBe(1);
});

it("refuses a file that was changed after it was applied", async () => {
  await migrate(client, dir);
  put("0001_first.sql", "create table first (id bigint);");
  await expect(migrate(client, dir)).rejects.toThrow("0001_first.sql was changed after it was applied");
});

it("takes Windows line ends for the same file", async () => {
  await migrate(client, dir);
  put("0001_first.sql", "create table first (id int);\r\ninsert into first values (1);");
  expect(await migrate(client, dir)).toEqual([]);
});

it("refuses a file put before one that is applied", async () => {
  rmSync(path.join(dir, "0001_first.sql"));
  await migrate(client, dir);
  put("0001_first.sql", "create table first (id int);");
  await expect(migrate(client, dir)).rejects.toThrow("0001_first.sql comes before 0002_second.sql");
});

it("refuses a database that a newer version migrated", async () => {
  await migrate(client, dir);
  rmSync(path.join(dir, "0002_second.sql"));
  await expect(migrate(client, dir)).rejects.toThrow("The database has 0002_second.sql");
});

it.each([["3_short.sql"], ["0003-dash.sql"], ["0002_same_number.sql"]])("refuses the file name %s", async (file) => {
  put(file, "select 1");
  await expect(migrate(client, dir)).rejects.toThrow(file);
  expect(await tables()).toEqual([]);
});

it("leaves nothing of a file that fails, keeps those before it, and says where it failed", async () => {
  put("0003_bad.sql", "create table third (id int);\n\n  insert into missing values (1);");
  await expect(migrate(client, dir)).rejects.toThrow(/^0003_bad\.sql:3:15: relation "missing" does not exist \(42P01\)/);
  expect(await tables()).toEqual(["first", "schema_migrations", "second"]);
  put("0003_bad.sql", "create table third (id int);");
  expect(await migrate(client, dir)).toEqual(["0003_bad.sql"]);
});

it("lets the next run in after a failure", async () => {
  put("0003_bad.sql", "select 1 / 0");
  await expect(migrate(client, dir)).rejects.toThrow("division by zero");
  const other = await connect(name);
  await expect(migrate(other, dir)).rejects.toThrow("division by zero");
  await other.end();
});

it("gives the Worker a login that owns nothing and inherits nothing, and changes its password", async () => {
  const login = `${name}_worker`;
  for (const password of ["first's password", "second"]) await ensureWorkerLogin(client, password, login);
  const { rows } = await client.query("select rolsuper, rolinherit, rolcreaterole, rolcreatedb, rolbypassrls from pg_roles where rolname = $1", [login]);
  expect(rows).toEqual([{ rolsuper: false, rolinherit: false, rolcreaterole: false, rolcreatedb: false, rolbypassrls: false }]);
  const url = new URL(inject("ownerUrl"));
  Object.assign(url, { username: login, password: "second", pathname: `/${name}` });
  const worker = new pg.Client(url.href);
  await worker.connect();
  await worker.query("set role app_tenant");
  await worker.end();
  await client.query(`drop role ${login}`);
});
