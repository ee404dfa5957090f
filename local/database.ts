import { createHmac, randomBytes } from "node:crypto";
import { connectForMigrations, ensureWorkerLogin, migrate } from "#db/migrate.ts";
import { Fault } from "./fault.ts";
import { startNeonEndpoint } from "./neon-endpoint.ts";
import { MIGRATIONS_DIR } from "./paths.ts";
import { startPersistentPostgres, startThrowawayPostgres } from "./postgres.ts";

/** `ownerUrl` is plain TCP for tools; `workerUrl` is what the Worker gets as DATABASE_URL, spoken through `neonUrl`. */
export type Database = { ownerUrl: string; workerUrl: string; neonUrl: string; lost: Promise<string>; stop: () => Promise<void> };

type Server = { url: string; login: string; lost: Promise<string>; stop: () => Promise<void> };

const NAME = "m3core";

async function onServer<T>(url: string, work: (client: Awaited<ReturnType<typeof connectForMigrations>>) => Promise<T>): Promise<T> {
  const client = await connectForMigrations(url).catch((error: Error) => {
    throw new Fault(`No connection to the Postgres server at ${new URL(url).host}: ${error.message}. Check DATABASE_URL and that the server runs.`);
  });
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function createDatabase(url: string, name: string) {
  await onServer(url, async (client) => {
    const { rowCount } = await client.query("select from pg_database where datname = $1", [name]);
    if (!rowCount) await client.query(`create database ${name}`);
  });
}

async function embedded(folder?: string): Promise<Server> {
  const postgres = folder ? await startPersistentPostgres(folder) : await startThrowawayPostgres();
  await createDatabase(postgres.ownerUrl("postgres"), NAME);
  return { url: postgres.ownerUrl(NAME), login: "m3core_worker", lost: postgres.exited, stop: postgres.stop };
}

const never = new Promise<string>(() => {});

// Tests on a server of yours get a database of their own on it, and their own login: the real one keeps its password.
async function throwawayOn(serverUrl: string): Promise<Server> {
  const name = `m3core_test_${randomBytes(4).toString("hex")}`;
  await createDatabase(serverUrl, name);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  const stop = () => onServer(serverUrl, async (client) => void (await client.query(`drop database if exists ${name} with (force)`)));
  return { url: url.href, login: "m3core_test_worker", lost: never, stop };
}

function server(folder?: string): Promise<Server> | Server {
  const theirs = process.env.DATABASE_URL;
  if (!theirs) return embedded(folder);
  return folder ? { url: theirs, login: "m3core_worker", lost: never, stop: async () => {} } : throwawayOn(theirs);
}

const needsTls = (url: URL) => !["disable", "prefer", "allow"].includes(url.searchParams.get("sslmode") ?? "prefer");

/**
 * A migrated database behind a local Neon endpoint: embedded Postgres, or the server of DATABASE_URL when that is set.
 * With `folder` its data is kept there; without, everything is gone after `stop`.
 */
export async function startDatabase({ folder }: { folder?: string } = {}): Promise<Database> {
  const { url, login, lost, stop } = await server(folder);
  try {
    const workerPassword = createHmac("sha256", url).update(login).digest("hex");
    await onServer(url, async (client) => {
      await migrate(client, MIGRATIONS_DIR).catch((error: Error) => {
        throw new Fault(folder && !process.env.DATABASE_URL ? `${error.message}\nnpm run reset removes the local data, and the next start begins anew.` : error.message, { cause: error });
      });
      await ensureWorkerLogin(client, workerPassword, login);
    });
    const upstream = new URL(url);
    const neon = await startNeonEndpoint({ port: 0, upstream: { host: upstream.hostname, port: Number(upstream.port || 5432), tls: needsTls(upstream) } });
    return {
      ownerUrl: url,
      workerUrl: `postgres://${login}:${workerPassword}@db.localtest.me${upstream.pathname}`,
      neonUrl: neon.url,
      lost,
      async stop() {
        await neon.stop();
        await stop();
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
