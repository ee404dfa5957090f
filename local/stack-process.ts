// Forked by the browser tests: the whole product on free ports with a throwaway database. Arguments are variables for the Worker: NAME=value.
import { offer } from "./forked.ts";
import { startStack } from "./stack.ts";

export type StackReport = { apiUrl: string; webUrl: string; ownerUrl: string; neonUrl: string };

const vars = Object.fromEntries(process.argv.slice(2).map((given) => [given.slice(0, given.indexOf("=")), given.slice(given.indexOf("=") + 1)]));
await offer((signal) => startStack({ webPort: "built", vars, signal }), ({ apiUrl, webUrl = "", ownerUrl, neonUrl }): StackReport => ({ apiUrl, webUrl, ownerUrl, neonUrl }));
