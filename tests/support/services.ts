import { fork } from "node:child_process";
import path from "node:path";
import type { TestProject } from "vitest/node";
import type { DatabaseReport } from "#local/database-process.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The local Neon endpoint: NEON_LOCAL of the Worker, and POST /control, GET /stats. */
    neonUrl: string;
    /** DATABASE_URL of the Worker: the login that owns nothing. */
    databaseUrl: string;
    /** The owner over plain TCP, for tests that run in Node. */
    ownerUrl: string;
  }
}

const ENTRY = path.resolve(import.meta.dirname, "../../local/database-process.ts");

/** One throwaway database for the whole run, in a process of its own so that it ends with this one however this one ends. */
export default async function ({ provide }: TestProject) {
  const child = fork(ENTRY, { execArgv: ["--experimental-strip-types", "--disable-warning=ExperimentalWarning"] });
  const report = await new Promise<DatabaseReport>((resolve) => {
    child.once("message", (message) => resolve(message as DatabaseReport));
    child.once("exit", (code) => resolve({ error: `The test database ended with exit code ${code} before it was ready.` }));
  });
  if ("error" in report) throw new Error(report.error);
  provide("neonUrl", report.neonUrl);
  provide("databaseUrl", report.workerUrl);
  provide("ownerUrl", report.ownerUrl);
  return () =>
    new Promise<void>((resolve) => {
      child.once("exit", () => resolve());
      child.disconnect();
    });
}
