import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import pg from "pg";

/** What keeps the database from being migrated, as one message for the person who runs it. */
export class MigrationError extends Error {
  override name = "MigrationError";
}

type Migration = { name: string; sql: string; checksum: string };
type Applied = { name: string; checksum: string };

const FILE_NAME = /^\d{4}_[a-z0-9_]+\.sql$/;
const LOCK = 4_023_170_825; // Any number will do, as long as every version of this file uses the same one.

function readMigrations(dir: string): Migration[] {
  const names = readdirSync(dir).filter((name) => name.endsWith(".sql")).sort();
  return names.map((name, i) => {
    if (!FILE_NAME.test(name)) throw new MigrationError(`${name} must be named like 0001_what_it_does.sql.`);
    if (names[i - 1]?.slice(0, 4) === name.slice(0, 4)) throw new MigrationError(`${names[i - 1]} and ${name} have the same number.`);
    const sql = readFileSync(path.join(dir, name), "utf8").replace(/^\uFEFF/, "").replaceAll("\r\n", "\n");
    return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
  });
}

function requireSameHistory(migrations: Migration[], applied: Applied[]) {
  applied.forEach(({ name, checksum }, i) => {
    const migration = migrations[i];
    if (migration?.name === name && migration.checksum === checksum) return;
    if (migration?.name === name) throw new MigrationError(`${name} was changed after it was applied: restore it and put the change in a new migration.`);
    if (migrations.some((known) => known.name === name)) throw new MigrationError(`${migration!.name} comes before ${name}, which is applied already: give it the next free number.`);
    throw new MigrationError(`The database has ${name}, which this version of the code does not: it was migrated by a newer one.`);
  });
}

function explain({ name, sql }: Migration, error: unknown): MigrationError {
  if (!(error instanceof pg.DatabaseError)) return new MigrationError(`${name}: ${(error as Error).message}`, { cause: error });
  const before = error.position ? sql.slice(0, Number(error.position) - 1).split("\n") : undefined;
  const place = before ? `:${before.length}:${before.at(-1)!.length + 1}` : "";
  const more = [error.detail, error.hint, error.where?.split("\n")[0]].filter(Boolean).map((line) => `\n  ${line}`);
  return new MigrationError(`${name}${place}: ${error.message} (${error.code})${more.join("")}`, { cause: error });
}

async function apply(client: pg.ClientBase, migration: Migration) {
  try {
    await client.query("begin");
    await client.query(migration.sql);
    await client.query("insert into public.schema_migrations (name, checksum) values ($1, $2)", [migration.name, migration.checksum]);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback").catch(() => {});
    throw explain(migration, error);
  } finally {
    await client.query("reset all").catch(() => {});
  }
}

/**
 * Applies the SQL files of `dir` that the database has not seen, in order, each in one transaction, and returns their names.
 * Safe to repeat and to run from several places at once; throws a MigrationError when history was rewritten or a file fails.
 */
export async function migrate(client: pg.ClientBase, dir: string): Promise<string[]> {
  const migrations = readMigrations(dir);
  await client.query("select pg_advisory_lock($1)", [LOCK]);
  try {
    await client.query("create table if not exists public.schema_migrations (name text primary key, checksum text not null, applied_at timestamptz not null default now())");
    const { rows: applied } = await client.query<Applied>('select name, checksum from public.schema_migrations order by name collate "C"');
    requireSameHistory(migrations, applied);
    const pending = migrations.slice(applied.length);
    for (const migration of pending) await apply(client, migration);
    return pending.map(({ name }) => name);
  } finally {
    await client.query("select pg_advisory_unlock($1)", [LOCK]).catch(() => {});
  }
}

/** Makes the role the Worker signs in with, or gives it this password: it owns nothing and may only switch to the two application roles. */
export async function ensureWorkerLogin(client: pg.ClientBase, password: string, login = "m3core_worker") {
  const name = pg.escapeIdentifier(login);
  const { rowCount: exists } = await client.query("select from pg_roles where rolname = $1", [login]);
  await client.query(`${exists ? "alter" : "create"} role ${name} login noinherit password ${pg.escapeLiteral(password)}`);
  await client.query(`grant app_tenant, app_system to ${name}`);
}

/** Opens a connection that can migrate: not through a pooler, which would lose the lock between two statements. */
export async function connectForMigrations(url: string): Promise<pg.Client> {
  if (new URL(url).hostname.includes("-pooler.")) throw new MigrationError("This is Neon's pooled address: use the direct one, the same host without \"-pooler\".");
  const client = new pg.Client({ connectionString: url, application_name: "m3core-migrate", connectionTimeoutMillis: 30_000 });
  client.on("error", () => {}); // A lost connection also rejects the query in flight, which reports it.
  await client.connect();
  return client;
}
