// `npm run migrate`: brings the database of MIGRATIONS_DATABASE_URL up to date; with WORKER_DATABASE_PASSWORD also makes the Worker's login.
import { connectForMigrations, ensureWorkerLogin, migrate } from "#db/migrate.ts";
import { fail, Fault } from "./fault.ts";
import { MIGRATIONS_DIR } from "./paths.ts";

const url = process.env.MIGRATIONS_DATABASE_URL;
const password = process.env.WORKER_DATABASE_PASSWORD;

async function main() {
  if (!url) throw new Fault("Set MIGRATIONS_DATABASE_URL to the owner's direct (not pooled) connection string of the database to migrate.");
  const client = await connectForMigrations(url);
  try {
    const done = await migrate(client, MIGRATIONS_DIR);
    console.log(done.length ? `Applied ${done.join(", ")}.` : "The database is up to date.");
    if (password) {
      await ensureWorkerLogin(client, password);
      console.log("The role m3core_worker can sign in.");
    }
  } finally {
    await client.end();
  }
}

await main().catch((error: Error) => fail(error.name === "MigrationError" ? new Fault(error.message) : error));
