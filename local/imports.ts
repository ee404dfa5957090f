// Who may import whom (docs/architecture.md), and no cycles. Every import inside the repository is written with its full
// path and extension, so a file's text says all there is to know.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { ROOT } from "./paths.ts";

/** `typeOnly` imports are erased, or loaded later: they make no cycle. */
type Import = { from: string; to: string; line: number; typeOnly: boolean };

/** A file that matches `from` may import, inside the repository, only what matches one of `only`; `$1` stands for its first group. */
type Rule = { from: RegExp; only: string[]; because: string };

const KERNEL = "worker/kernel/";
const CONTRACT = "worker/modules/[^/]+/contract\\.ts$";
const PUBLIC = "worker/modules/[^/]+/public\\.ts$";

/** The first rule whose `from` matches a file applies to it. */
export const RULES: Rule[] = [
  { from: /^db\//, only: ["db/"], because: "db imports nothing above it" },
  { from: /^worker\/kernel\//, only: [KERNEL, "db/client", "db/schema/kernel\\.ts$", "worker/env\\.d\\.ts$"], because: "the kernel knows no module" },
  { from: /^worker\/modules\/[^/]+\/contract\.ts$/, only: ["worker/kernel/resource\\.ts$", CONTRACT], because: "a contract is pure: the web app imports it" },
  { from: /^worker\/modules\/([^/]+)\//, only: ["worker/modules/$1/", KERNEL, "worker/tenant-objects\\.ts$", "db/schema/", CONTRACT, PUBLIC], because: "a module meets another one through its public.ts and contract.ts" },
  { from: /^(queues|durable-objects)\//, only: ["$1/", KERNEL, "db/schema/", "queues/messages\\.ts$", "worker/modules/", "worker/[^/]+\\.ts$"], because: "queues and durable objects are shells over the kernel and module verbs" },
  { from: /^worker\//, only: ["worker/", "queues/", "durable-objects/", "db/"], because: "the Worker holds nothing of the laptop, the tests or the web app" },
  { from: /^web\//, only: ["web/", "worker/kernel/resource\\.ts$", CONTRACT], because: "the web app knows the API by its contracts" },
  { from: /^local\//, only: ["local/", "db/migrate\\.ts$", "worker/", "tests/doubles/"], because: "what stands in for the cloud lives in local" },
];

const FOLDERS = ["worker", "durable-objects", "queues", "db", "web", "local"];
const SKIPPED = new Set(["node_modules", "dist", "public", "migrations"]);
const IMPORT = /(?:\bimport|\bexport)\s+(type\s+)?(?:[\w*{][^"';]*?\sfrom\s+)?"([#.][^"]*)"|\bimport\("([#.][^"]*)"\)/g;

function* sourcesOf(root: string, folder: string): Generator<string> {
  if (!existsSync(path.join(root, folder))) return;
  for (const entry of readdirSync(path.join(root, folder), { withFileTypes: true })) {
    const file = `${folder}/${entry.name}`;
    if (entry.isDirectory()) {
      if (!SKIPPED.has(entry.name)) yield* sourcesOf(root, file);
    } else if (/\.[mc]?tsx?$/.test(entry.name)) yield file;
  }
}

/** The imports of one file's text that stay inside the repository. */
export function importsIn(from: string, text: string): Import[] {
  return [...text.matchAll(IMPORT)].map((match) => {
    const [, type, specifier = match[3]!] = match;
    const to = specifier.startsWith("#") ? specifier.slice(1) : path.posix.join(path.posix.dirname(from), specifier);
    return { from, to, line: text.slice(0, match.index).split("\n").length, typeOnly: Boolean(type) || text.slice(match.index, match.index! + 7) === "import(" };
  });
}

/** The sentence of the rule an import breaks, if any. */
export function brokenRule({ from, to }: Import, rules = RULES): string | undefined {
  for (const rule of rules) {
    const match = rule.from.exec(from);
    if (!match) continue;
    const allowed = rule.only.some((pattern) => new RegExp(`^${pattern.replace("$1", match[1] ?? "")}`).test(to));
    return allowed ? undefined : rule.because;
  }
}

/** The first import cycle found, as the files along it. */
export function findCycle(imports: Import[]): string[] | undefined {
  const targets = Map.groupBy(imports.filter((one) => !one.typeOnly), (one) => one.from);
  const done = new Set<string>();
  const visit = (file: string, trail: string[]): string[] | undefined => {
    if (trail.includes(file)) return [...trail.slice(trail.indexOf(file)), file];
    if (done.has(file)) return undefined;
    for (const { to } of targets.get(file) ?? []) {
      const cycle = visit(to, [...trail, file]);
      if (cycle) return cycle;
    }
    done.add(file);
  };
  for (const file of targets.keys()) {
    const cycle = visit(file, []);
    if (cycle) return cycle;
  }
}

/** Every way in which the repository's imports break the rules, one line each. */
export function checkImports(root = ROOT): string[] {
  const imports = FOLDERS.flatMap((folder) => Array.from(sourcesOf(root, folder))).flatMap((file) => importsIn(file, readFileSync(path.join(root, file), "utf8")));
  const problems = imports.flatMap((one) => {
    const because = brokenRule(one);
    if (because) return [`${one.from}:${one.line} imports ${one.to}: ${because}.`];
    return existsSync(path.join(root, one.to.split("?")[0]!)) ? [] : [`${one.from}:${one.line} imports ${one.to}, which is not a file: write the whole path with its extension.`];
  });
  const cycle = findCycle(imports);
  return cycle ? [...problems, `A cycle: ${cycle.join(" → ")}`] : problems;
}
