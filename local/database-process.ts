// Forked by the tests and the benchmark: a throwaway database.
import { startDatabase } from "./database.ts";
import { offer } from "./forked.ts";

export type DatabaseReport = { ownerUrl: string; workerUrl: string; neonUrl: string };

await offer(() => startDatabase(), ({ ownerUrl, workerUrl, neonUrl }): DatabaseReport => ({ ownerUrl, workerUrl, neonUrl }));
