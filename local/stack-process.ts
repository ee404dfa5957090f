// Forked by the browser tests: the whole product on free ports with a throwaway database.
import { offer } from "./forked.ts";
import { startStack } from "./stack.ts";

export type StackReport = { apiUrl: string; webUrl: string; ownerUrl: string; neonUrl: string };

await offer((signal) => startStack({ webPort: "built", signal }), ({ apiUrl, webUrl = "", ownerUrl, neonUrl }): StackReport => ({ apiUrl, webUrl, ownerUrl, neonUrl }));
