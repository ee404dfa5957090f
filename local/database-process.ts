// Forked by the tests and the benchmark: a throwaway database that goes away with whoever asked for it, even when that one is killed.
import { startDatabase } from "./database.ts";
import { Fault } from "./fault.ts";

export type DatabaseReport = { ownerUrl: string; workerUrl: string; neonUrl: string } | { error: string };

const starting = startDatabase();

let stopping: Promise<void> | undefined;
const stop = () =>
  (stopping ??= starting
    .then((database) => database.stop())
    .catch(() => {})
    .then(() => process.exit()));
for (const event of ["disconnect", "SIGTERM", "SIGINT"]) process.on(event, stop);

const report = (message: DatabaseReport) => process.send?.(message);
await starting.then(
  ({ ownerUrl, workerUrl, neonUrl }) => report({ ownerUrl, workerUrl, neonUrl }),
  (error: Error) => {
    report({ error: error instanceof Fault || error.name === "MigrationError" ? error.message : String(error.stack) });
    process.disconnect?.();
  },
);
