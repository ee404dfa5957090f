import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { prepareAssets } from "#local/assets.ts";
import { ROOT } from "#local/paths.ts";
import { freePort } from "#local/ports.ts";
import { stopChild } from "#local/processes.ts";
import { quietWrangler, WRANGLER } from "#local/tools.ts";

export interface Workerd {
  readonly url: string;
  readonly child: ChildProcess;
  /** Has the Worker do what it does every minute, and the outbox queue deliver from then on; or has it stop. */
  clock(what: "tick" | "stop"): Promise<unknown>;
  stop(): Promise<void>;
}

const require = createRequire(createRequire(import.meta.url).resolve("wrangler/package.json"));
const OBJECTS = { TENANT_GATE: "TenantGate", USAGE_METER: "UsageMeter", INBOX_HUB: "InboxHub" };
const QUEUES = { OUTBOX_QUEUE: "outbox", WEBHOOKS_QUEUE: "sink", JOBS_QUEUE: "sink" };
/** What a queue answers. */
const TAKEN = `new Response('{"metadata":{"metrics":{"backlogCount":0,"backlogBytes":0}}}', { headers: { "content-type": "application/json" } })`;
// But for the outbox: from a tick of the clock until it is told to stop, each message is delivered at once and alone.
const OUTBOX = `let open = false;
export default {
  async fetch(request, env, ctx) {
    const { pathname } = new URL(request.url);
    if (pathname === "/stop") open = false;
    else if (pathname === "/tick") { open = true; await env.API.scheduled({ cron: "* * * * *", scheduledTime: Date.now() }); }
    else if (open) {
      const bodies = pathname === "/batch" ? (await request.json()).messages.map((message) => JSON.parse(atob(message.body))) : [await request.json()];
      for (const body of bodies) ctx.waitUntil(env.API.queue("m3core-outbox", [{ id: crypto.randomUUID(), timestamp: new Date(), attempts: 1, body }]));
    }
    return ${TAKEN};
  },
};`;
// Queues, R2 and assets are other people's machines in the cloud: here they only say yes.
const SINK = `export default { fetch: async (request) => { await request.arrayBuffer(); return ${TAKEN}; } };`;

function bundle(outdir: string) {
  prepareAssets();
  const done = spawnSync(process.execPath, [path.join(ROOT, "node_modules", WRANGLER), "deploy", "--dry-run", "--minify", "--outdir", outdir],
    { cwd: ROOT, encoding: "utf8", env: { ...process.env, ...quietWrangler(outdir) } });
  if (done.status !== 0) throw new Error(done.stdout + done.stderr);
  return readdirSync(outdir).filter((file) => /\.(js|wasm)$/.test(file));
}

const text = (name: string, value: string) => `(name = ${JSON.stringify(name)}, text = ${JSON.stringify(value)})`;

function configuration(files: string[], port: number, clock: number, vars: Record<string, string>, storage: string) {
  const toml = readFileSync(path.join(ROOT, "wrangler.toml"), "utf8");
  const date = /compatibility_date = "([\d-]+)"/.exec(toml)![1]!;
  const defaults = Object.fromEntries([.../^\[vars\]\n([\s\S]*?)\n\n/m.exec(toml)![1]!.matchAll(/^(\w+) = "(.*)"$/gm)].map(([, name, value]) => [name!, value!]));
  const modules = files.toSorted((a) => (a.endsWith(".js") ? -1 : 1)).map((file) => `(name = ${JSON.stringify(file)}, ${file.endsWith(".wasm") ? "wasm" : "esModule"} = embed ${JSON.stringify(file)})`);
  const bindings = [
    ...Object.entries({ ...defaults, ...vars }).map(([name, value]) => text(name, value)),
    ...Object.entries(OBJECTS).map(([name, className]) => `(name = "${name}", durableObjectNamespace = "${className}")`),
    ...Object.entries(QUEUES).map(([name, service]) => `(name = "${name}", queue = "${service}")`),
    `(name = "MEDIA", r2Bucket = "sink")`, `(name = "ASSETS", service = "sink")`,
  ];
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "internet", network = (allow = ["public", "private"])),
    (name = "storage", disk = (path = ${JSON.stringify(storage)}, writable = true)),
    (name = "sink", worker = (modules = [(name = "sink.js", esModule = ${JSON.stringify(SINK)})], compatibilityDate = "${date}")),
    (name = "outbox", worker = (modules = [(name = "outbox.js", esModule = ${JSON.stringify(OUTBOX)})], compatibilityDate = "${date}", compatibilityFlags = ["service_binding_extra_handlers"], bindings = [(name = "API", service = "api")])),
    (name = "api", worker = (
      modules = [${modules.join(", ")}], compatibilityDate = "${date}", compatibilityFlags = ["nodejs_compat"],
      durableObjectNamespaces = [${Object.values(OBJECTS).map((name) => `(className = "${name}", uniqueKey = "${name}", enableSql = true)`).join(", ")}],
      durableObjectStorage = (localDisk = "storage"),
      bindings = [${bindings.join(",\n        ")}]))],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "api"), (name = "clock", address = "127.0.0.1:${clock}", http = (), service = "outbox")]);\n`;
}

/** The bundle that would be deployed, in workerd alone: no development server in between. */
export async function startBareWorkerd(vars: Record<string, string>): Promise<Workerd> {
  const folder = mkdtempSync(path.join(tmpdir(), "m3core-bench-")), storage = path.join(folder, "storage");
  mkdirSync(storage);
  const files = bundle(folder), port = await freePort(), clock = await freePort();
  writeFileSync(path.join(folder, "config.capnp"), configuration(files, port, clock, vars, storage));
  const child = spawn((require("workerd") as { default: string }).default, ["serve", "--experimental", path.join(folder, "config.capnp")], { stdio: ["ignore", "ignore", "pipe"] });
  let errors = "";
  child.stderr!.on("data", (data: Buffer) => (errors = (errors + data.toString()).slice(-4000)));
  const url = `http://127.0.0.1:${port}`;
  for (const end = Date.now() + 20_000; ; await sleep(50)) {
    if (await fetch(`${url}/docs`).then((r) => r.ok, () => false)) break;
    if (child.exitCode !== null || Date.now() > end) throw new Error(`workerd did not start:\n${errors}`);
  }
  return {
    url, child,
    clock: (what) => fetch(`http://127.0.0.1:${clock}/${what}`),
    async stop() {
      await stopChild(child);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
