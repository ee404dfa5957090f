import type { TestProject } from "vitest/node";
import type { DatabaseReport } from "#local/database-process.ts";
import { startForked } from "#local/forked.ts";

/** One migrated, throwaway database for the whole run. */
export default async function ({ provide }: TestProject) {
  const database = await startForked<DatabaseReport>("database-process.ts");
  provide("neonUrl", database.neonUrl);
  provide("databaseUrl", database.workerUrl);
  provide("ownerUrl", database.ownerUrl);
  return database.stop;
}
