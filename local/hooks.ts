// `npm run hooks:brevo|infobip|stripe`: whether a provider still behaves as the code believes, with the keys of a sandbox
// account from the environment. Writes a transcript without secrets or addresses to artifacts/sandbox. See docs/deploy.md.
import path from "node:path";
import { fail, Fault } from "./fault.ts";
import { brevo } from "./hooks/brevo.ts";
import { type Hook, runHook } from "./hooks/hook.ts";
import { infobip } from "./hooks/infobip.ts";
import { stripe } from "./hooks/stripe.ts";
import { ROOT } from "./paths.ts";

const HOOKS: Record<string, Hook> = { brevo, infobip, stripe };

async function main([provider = ""]: string[]) {
  const hook = HOOKS[provider];
  if (!hook) throw new Fault(`Say which: ${Object.keys(HOOKS).map((name) => `npm run hooks:${name}`).join(", ")}.`);
  const ok = await runHook(provider, hook, process.env, path.join(ROOT, "artifacts/sandbox"), (line) => console.log(line));
  process.exit(ok ? 0 : 1);
}

await main(process.argv.slice(2)).catch(fail);
