// `npm run reset`: removes everything npm start has kept on this machine.
import { existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { fail, Fault } from "./fault.ts";
import { LOCAL_DIR } from "./paths.ts";
import { removePersistentPostgres } from "./postgres.ts";
import { commandOf, isAlive } from "./processes.ts";

async function main() {
  const ownerFile = path.join(LOCAL_DIR, "start.pid");
  const pid = existsSync(ownerFile) ? Number(readFileSync(ownerFile, "utf8")) : 0;
  if (pid && isAlive(pid) && commandOf(pid).includes("local/start.ts")) throw new Fault(`M3Core runs (process ${pid}): stop it with Ctrl-C first.`);
  await removePersistentPostgres(path.join(LOCAL_DIR, "postgres"));
  rmSync(LOCAL_DIR, { recursive: true, force: true });
  console.log("Removed .local: the next npm start begins with a fresh demo tenant.");
}

await main().catch(fail);
