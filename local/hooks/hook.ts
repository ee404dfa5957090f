import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Fault } from "../fault.ts";
import { headersOf, redactor } from "./redact.ts";

export type Env = Readonly<Record<string, string | undefined>>;
interface Step { readonly name: string; readonly ok: boolean; readonly note: string; readonly exchanges: readonly object[] }

/** What a hook does its work with. */
export interface Bench {
  readonly env: Env;
  /** One thing that is checked. What it throws is what is wrong; what it gives back is noted. */
  check(name: string, run: () => Promise<string>): Promise<void>;
  /** Says what was not checked, and what it would take. */
  leaveOut(name: string, missing: string): void;
}

export interface Hook {
  /** Variables without which nothing can be checked, and what they are. */
  readonly needs: Readonly<Record<string, string>>;
  /** Of the variables, those that nobody may read in a transcript, and the numbers to mask. */
  readonly secrets: readonly string[];
  readonly numbers?: readonly string[];
  run(bench: Bench): Promise<void>;
}

/** Lets everything that is fetched meanwhile through, and keeps what crossed. */
async function recording<T>(redact: (text: string) => string, exchanges: object[], run: () => Promise<T>): Promise<T> {
  const real = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    const request = new Request(input, init), body = await request.clone().text(), started = performance.now();
    const response = await real(request), answer = await response.clone().text();
    exchanges.push({
      request: { method: request.method, url: redact(request.url), headers: headersOf(request.headers), body: redact(body) },
      response: { status: response.status, body: redact(answer) }, ms: Math.round(performance.now() - started),
    });
    return response;
  };
  try {
    return await run();
  } finally {
    globalThis.fetch = real;
  }
}

/** Runs a hook, writes its redacted transcript to `<folder>/<provider>.json`, and says whether everything it checked held. A Fault names what is missing. */
export async function runHook(provider: string, hook: Hook, given: Env, folder: string, say: (line: string) => void): Promise<boolean> {
  // A workflow gives a variable that is not set as an empty one.
  const env: Env = Object.fromEntries(Object.entries(given).filter(([, value]) => value));
  const missing = Object.entries(hook.needs).filter(([name]) => !env[name]);
  if (missing.length) throw new Fault(`hooks:${provider} needs:\n${missing.map(([name, what]) => `  ${name}  ${what}`).join("\n")}`);
  const values = (names: readonly string[]) => names.flatMap((name) => env[name] ?? []);
  const redact = redactor(values(hook.secrets), values(hook.numbers ?? [])), steps: Step[] = [], left_out: string[] = [];
  await hook.run({
    env,
    async check(name, run) {
      const exchanges: object[] = [];
      const [ok, note] = await recording(redact, exchanges, run).then((noted) => [true, noted] as const, (error: Error) => [false, error.message] as const);
      steps.push({ name, ok, note: redact(note), exchanges });
      say(`${ok ? "ok    " : "FAILED"}  ${name}: ${redact(note)}`);
    },
    leaveOut(name, what) {
      left_out.push(`${name}: ${what}`);
      say(`left out  ${name}: ${what}`);
    },
  });
  const ok = steps.every((step) => step.ok), file = path.join(folder, `${provider}.json`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, `${JSON.stringify({ provider, ran_at: new Date().toISOString(), ok, steps, left_out }, null, 2)}\n`);
  say(`Transcript: ${file}`);
  return ok;
}

/** Fails a check unless the condition holds. */
export function insist(condition: boolean, otherwise: string): asserts condition {
  if (!condition) throw new Error(otherwise);
}
