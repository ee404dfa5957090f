// `npm start`: the whole product on this machine, kept in .local, until Ctrl-C.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import { DEMO, type DemoTarget } from "./demo-tenant.ts";
import { fail, Fault } from "./fault.ts";
import { LOCAL_DIR } from "./paths.ts";
import { portFrom, requirePort } from "./ports.ts";
import { commandOf, isAlive } from "./processes.ts";
import { type Stack, startStack } from "./stack.ts";

const HALF_SEEDED = path.join(LOCAL_DIR, "demo-half-made");
const OWNER_FILE = path.join(LOCAL_DIR, "start.pid");

function claimFolder() {
  const pid = existsSync(OWNER_FILE) ? Number(readFileSync(OWNER_FILE, "utf8")) : 0;
  if (pid && pid !== process.pid && isAlive(pid) && commandOf(pid).includes("local/start.ts")) {
    throw new Fault(`M3Core already runs from this folder (process ${pid}): stop it there with Ctrl-C, or with kill ${pid}.`);
  }
  try {
    mkdirSync(LOCAL_DIR, { recursive: true });
    writeFileSync(OWNER_FILE, String(process.pid));
  } catch (error) {
    throw new Fault(`${LOCAL_DIR} cannot be written to (${(error as NodeJS.ErrnoException).code}): make it yours, for example with sudo chown -R "$USER" ${LOCAL_DIR}.`);
  }
}

async function seedIfMissing(target: DemoTarget) {
  const client = new pg.Client(target.ownerUrl);
  await client.connect();
  const { rowCount } = await client.query("select from tenants where name = $1", [DEMO.tenant]);
  await client.end();
  if (existsSync(HALF_SEEDED)) console.log("The demo tenant is incomplete, its making was interrupted: npm run reset starts from nothing.");
  if (rowCount) return;
  console.log("Making the demo tenant (once)…");
  writeFileSync(HALF_SEEDED, "");
  const { seedDemo } = await import("./demo.ts");
  await seedDemo(target).catch((error: Error) => {
    throw new Fault(`The demo tenant could not be made: ${error.message}. npm run reset starts from nothing; the Worker's log is .local/worker.log.`, { cause: error });
  });
  rmSync(HALF_SEEDED);
}

// SIGHUP: the terminal was closed. disconnect: whoever started this process is gone. A changed parent: so is npm.
function onEnd(stop: () => void) {
  for (const event of ["SIGINT", "SIGTERM", "SIGHUP", "disconnect"]) process.on(event, stop);
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && stop(), 1_000).unref();
}

const welcome = (stack: Stack) => `
  Web app   ${stack.webUrl}
  API       ${stack.apiUrl}      its reference: ${stack.apiUrl}/docs
  Postgres  ${stack.ownerUrl}
  Logs      .local/worker.log, .local/web.log

  ${DEMO.tenant}, password ${DEMO.password}
${Object.values(DEMO.emails).map((email) => `    ${email}`).join("\n")}

  Ctrl-C stops everything and keeps the data; npm run reset removes it.
`;

async function main() {
  const [apiPort, webPort] = [portFrom("PORT", 8787), portFrom("WEB_PORT", 5173)];
  claimFolder();
  await requirePort(apiPort, "PORT", "the API");
  await requirePort(webPort, "WEB_PORT", "the web app");

  console.log("Starting Postgres, the Worker and the web app…");
  const abort = new AbortController();
  const starting = startStack({ folder: LOCAL_DIR, apiPort, webPort, crons: true, signal: abort.signal });
  const end = async (code: number): Promise<never> => {
    await starting.then((stack) => stack.stop()).catch(() => {});
    rmSync(OWNER_FILE, { force: true });
    process.exit(code);
  };
  onEnd(() => {
    if (abort.signal.aborted) return;
    console.log("\nStopping…");
    abort.abort();
    void end(0);
  });

  try {
    const stack = await starting;
    await seedIfMissing(stack);
    console.log(welcome(stack));
    throw new Fault(await stack.lost);
  } catch (error) {
    if (abort.signal.aborted) return; // What is being stopped fails in many ways.
    console.error(error instanceof Fault ? `\n${error.message}\n` : error);
    await end(1);
  }
}

await main().catch(fail);
