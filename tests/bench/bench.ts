import { fork } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { SignJWT } from "jose";
import type { DatabaseReport } from "#local/database-process.ts";
import { startForked } from "#local/forked.ts";
import { ROOT } from "#local/paths.ts";
import { PERMISSIONS } from "#worker/kernel/permissions.ts";
import { startBareWorkerd } from "./bare-workerd.ts";
import { pipeline, report, startProvider } from "./messages.ts";
import { type Call, cpuOf, load, type Measured, target } from "./load.ts";
import { seed } from "./seed.ts";

interface Row extends Measured { name: string; connections: number; delay_ms: number; round_trips: number | null; cpu_ms: number | null }

const JWT_SECRET = "only for the benchmark, at least 32 bytes";
const CONNECTIONS = [1, 10, 50], DISTANCE_MS = 60, MESSAGES = 1000;
const WEBHOOK_TOKEN = "bench-webhook";
const pipelines: { delay_ms: number; per_s: number; sent: number }[] = [];
const seconds = Number(process.argv[2] ?? 2);

/** Times the deployed bundle in bare workerd beside plain Node + pg, without distance and with 60 ms to the database. */
async function bench(): Promise<Row[]> {
  const database = await startForked<DatabaseReport>("database-process.ts");
  const seeded = await seed(database.ownerUrl, PERMISSIONS), provider = await startProvider();
  const worker = await startBareWorkerd({ APP_ENV: "production", DATABASE_URL: database.workerUrl, NEON_LOCAL: database.neonUrl, JWT_SECRET, ENCRYPTION_KEYS: `k1:${"A".repeat(43)}`, RATE_LIMIT_SCALE: "1000000", BREVO_WEBHOOK_TOKEN: WEBHOOK_TOKEN, ...provider.vars });
  const direct = new URL(database.workerUrl), owner = new URL(database.ownerUrl);
  direct.host = owner.host;
  const floor = fork(path.join(import.meta.dirname, "floor.ts"), [direct.href, seeded.tenant_id, seeded.user_id], { execArgv: ["--experimental-strip-types", "--disable-warning=ExperimentalWarning"] });
  const { port } = await new Promise<{ port: number }>((resolve) => floor.once("message", (message) => resolve(message as { port: number })));
  const token = await new SignJWT({ tenant_id: seeded.tenant_id, sid: seeded.session_id }).setProtectedHeader({ alg: "HS256" }).setSubject(seeded.user_id)
    .setIssuer("m3core").setAudience("m3core-api").setIssuedAt().setNotBefore("0s").setExpirationTime("1h").sign(new TextEncoder().encode(JWT_SECRET));
  const api = target(worker.url, { authorization: `Bearer ${token}`, "x-webhook-signature": WEBHOOK_TOKEN }), node = target(`http://127.0.0.1:${port}`, {});
  const trips = async () => ((await (await fetch(`${database.neonUrl}/stats`)).json()) as { http: number }).http;
  const setDelay = (delay_ms: number) => fetch(`${database.neonUrl}/control`, { method: "POST", body: JSON.stringify({ delay_ms }) });

  let n = 0;
  const any = <T>(list: readonly T[]) => list[n++ % list.length]!;
  const unconverted = [...seeded.lead_ids];
  const lead = () => ({ first_name: "Bench", last_name: "Lead", phone_e164: `+96650${String(n++).padStart(7, "0")}` });
  const cases: Record<string, { api: () => Call; floor?: () => Call }> = {
    hello: { api: () => ({ method: "GET", path: "/docs/start.js" }), floor: () => ({ method: "GET", path: "/hello" }) },
    get: { api: () => ({ method: "GET", path: `/v1/leads/${any(seeded.lead_ids)}` }), floor: () => ({ method: "GET", path: `/lead?id=${any(seeded.lead_ids)}` }) },
    list: { api: () => ({ method: "GET", path: "/v1/leads?limit=50&status=new,contacted&min_score=20&sort=-score" }), floor: () => ({ method: "GET", path: "/list" }) },
    search: {
      api: () => ({ method: "GET", path: `/v1/leads?limit=50&q=${encodeURIComponent(any(seeded.names))}` }),
      floor: () => ({ method: "GET", path: `/search?q=${encodeURIComponent(any(seeded.names))}` }),
    },
    create: { api: () => ({ method: "POST", path: "/v1/leads", body: lead() }), floor: () => ({ method: "POST", path: "/create", body: lead() }) },
    convert: {
      api: () => ({ method: "POST", path: `/v1/leads/${unconverted.pop()}/convert`, body: {} }),
      floor: () => ({ method: "POST", path: `/convert?id=${unconverted.pop()}` }),
    },
    dispatch: { api: () => ({ method: "POST", path: "/v1/notify/dispatch", body: { channel: "email", to: { user_id: seeded.user_id }, template_code: "lead.hot", payload: { lead_name: "Mona", score: 80 }, correlation_key: String(n++) } }) },
    webhook: { api: () => ({ method: "POST", path: "/v1/webhooks/brevo", body: report(n++) }) },
  };

  const rows: Row[] = [];
  const run = async (name: string, send: (call: Call) => Promise<boolean>, next: () => Call, connections: number, delay_ms: number, pid: number, counted: boolean) => {
    const before = { trips: await trips(), cpu: cpuOf(pid) };
    const { requests, ...measured } = await load(send, next, connections, seconds);
    const per = (total: number, digits: number) => (Number.isFinite(total) && requests ? Number((total / requests).toFixed(digits)) : null);
    const row: Row = { name, connections, delay_ms, ...measured, round_trips: counted ? per((await trips()) - before.trips, 2) : null, cpu_ms: per(cpuOf(pid) - before.cpu, 3) };
    rows.push(row);
    print(row);
  };
  try {
    for (const { api: next, floor: base } of Object.values(cases)) await Promise.all([load(api.send, next, 4, 0.5), base && load(node.send, base, 4, 0.5)]);
    for (const delay_ms of [0, DISTANCE_MS]) {
      await setDelay(delay_ms);
      const { per_s, sent } = await pipeline(database.ownerUrl, seeded.tenant_id, MESSAGES, worker.clock);
      console.log(`pipeline: ${per_s} messages a second to the provider, one lane of one tenant, ${delay_ms} ms to the database (${sent} of ${MESSAGES} sent)`);
      pipelines.push({ delay_ms, per_s, sent });
      for (const [name, { api: next, floor: base }] of Object.entries(cases))
        for (const connections of CONNECTIONS) {
          await run(name, api.send, next, connections, delay_ms, worker.child.pid!, true);
          if (!delay_ms && base) await run(`floor.${name}`, node.send, base, connections, 0, floor.pid!, false);
        }
    }
  } finally {
    api.close();
    node.close();
    floor.disconnect();
    await worker.stop();
    await provider.stop();
    await database.stop();
  }
  return rows;
}

const HEAD = ["case", "conn", "delay", "p50 ms", "p95 ms", "p99 ms", "req/s", "errors", "trips", "cpu ms"];
const line = (cells: unknown[]) => console.log(cells.map((cell, i) => (i ? String(cell ?? "-").padStart(8) : String(cell).padEnd(16))).join(" "));
const print = (r: Row) => line([r.name, r.connections, r.delay_ms, r.p50_ms, r.p95_ms, r.p99_ms, r.rps, r.errors, r.round_trips, r.cpu_ms]);

console.log(`load average ${readFileSync("/proc/loadavg", "utf8").trim()}; ${seconds} s a case`);
line(HEAD);
const rows = await bench();
mkdirSync(path.join(ROOT, "artifacts"), { recursive: true });
writeFileSync(path.join(ROOT, "artifacts/bench.json"), JSON.stringify({ rows, pipelines }, null, 1));
const p50 = (name: string) => rows.find((r) => r.name === name && r.connections === 10 && !r.delay_ms)!.p50_ms;
console.log(`list p50 at 10 connections: ${(p50("list") / p50("floor.list")).toFixed(2)} × the floor. Written to artifacts/bench.json.`);
