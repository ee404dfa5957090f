// `npm test [-- worker|node|web] [filter…]`: the test projects of vitest.config.ts, one after another; the last line is the sum.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { ROOT } from "./paths.ts";

const PROJECTS = ["node", "worker", "web"];

type Tally = { passed: number; failed: number };
type Results = { numPassedTests: number; numFailedTests: number; testResults: { status: string; assertionResults: unknown[] }[] };

const [first = "", ...others] = process.argv.slice(2);
const [projects, filters] = PROJECTS.includes(first) ? [[first], others] : [PROJECTS, process.argv.slice(2)];
const folder = mkdtempSync(path.join(tmpdir(), "m3core-tests-"));

function run(project: string): Promise<number> {
  const report = ["--reporter=default", "--reporter=json", `--outputFile.json=${path.join(folder, `${project}.json`)}`];
  // A filter may name nothing in one project; without one, a project that has no tests is a failure.
  const args = ["run", "--project", project, ...report, ...(filters.length ? ["--passWithNoTests"] : []), ...filters];
  const child = spawn(process.execPath, [path.join(ROOT, "node_modules/vitest/vitest.mjs"), ...args], { cwd: ROOT, stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => child.on("exit", (code) => resolve(code ?? 1)));
}

function tally(project: string, exitCode: number): Tally {
  const file = path.join(folder, `${project}.json`);
  if (!existsSync(file)) return { passed: 0, failed: exitCode === 0 ? 0 : 1 };
  const { numPassedTests: passed, numFailedTests, testResults } = JSON.parse(readFileSync(file, "utf8")) as Results;
  const failed = numFailedTests + testResults.filter((suite) => suite.status === "failed" && !suite.assertionResults.length).length;
  // Something outside a test went wrong: an unhandled rejection, a set-up that did not start.
  return { passed, failed: exitCode !== 0 && failed === 0 ? 1 : failed };
}

let stopped = false;
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => (stopped = true));

const sum: Tally = { passed: 0, failed: 0 };
for (const project of projects) {
  if (stopped) break;
  const { passed, failed } = tally(project, await run(project));
  sum.passed += passed;
  sum.failed += failed;
}
rmSync(folder, { recursive: true, force: true });

if (stopped || sum.passed + sum.failed === 0) sum.failed++;
console.log(`\n${sum.passed} passed, ${sum.failed} failed`);
process.exit(sum.failed ? 1 : 0);
