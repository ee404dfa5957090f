// `npm run check`: types, lint, import rules and unused code, at once.
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { ROOT } from "./paths.ts";

type Outcome = { name: string; ok: boolean; output: string; seconds: number };

const TSCONFIGS = ["tsconfig.json", "tsconfig.node.json", "web/tsconfig.json", "web/functions/tsconfig.json"];

const SOURCES = ["worker", "durable-objects", "queues", "db", "web/src", "local"];

const tool = (program: string, ...args: string[]) =>
  new Promise<string>((resolve, reject) => {
    const command = [path.join(ROOT, "node_modules", program), ...args];
    execFile(process.execPath, command, { cwd: ROOT, maxBuffer: 64 * 2 ** 20 }, (error, stdout, stderr) => (error ? reject(new Error(stdout + stderr)) : resolve(stdout)));
  });

async function run(name: string, work: () => Promise<unknown>): Promise<Outcome> {
  const start = performance.now();
  const failure = await work().then(() => undefined, (error: Error) => error);
  return { name, ok: !failure, output: failure?.message.trim() ?? "", seconds: (performance.now() - start) / 1000 };
}

const outcomes = await Promise.all([
  ...TSCONFIGS.filter((config) => existsSync(path.join(ROOT, config))).map((config) => run(`types ${config}`, () => tool("typescript/bin/tsc", "-p", config))),
  run("lint", () => tool("oxlint/bin/oxlint", "--format=unix", "--report-unused-disable-directives")),
  run("imports", () => tool("dependency-cruiser/bin/dependency-cruiser.mjs", "--config", ".dependency-cruiser.cjs", ...SOURCES)),
  run("unused code", () => tool("knip/bin/knip.js", "--no-progress")),
]);

const failed = outcomes.filter(({ ok }) => !ok);
for (const { name, output } of failed) console.log(`\n── ${name}\n${output}`);
console.log("");
for (const { name, ok, seconds } of outcomes) console.log(`${ok ? "ok    " : "FAILED"}  ${name.padEnd(34)} ${seconds.toFixed(1)} s`);
process.exit(failed.length ? 1 : 0);
