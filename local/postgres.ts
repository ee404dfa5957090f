import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { createHash } from "node:crypto";
import { chownSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Fault } from "./fault.ts";
import { freePort } from "./ports.ts";
import { canEnter, findBinaries, ownTempFolder, type Binaries } from "./postgres-binaries.ts";
import { commandOf, endProcess, isAlive, stopChild } from "./processes.ts";

export type Postgres = { port: number; ownerUrl: (database: string) => string; exited: Promise<string>; stop: () => Promise<void> };

const OWNER = "postgres";
const ALWAYS = ["listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=120", "log_min_messages=fatal", "timezone=UTC"];
const THROWAWAY = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "wal_level=minimal", "max_wal_senders=0", "autovacuum_naptime=5min"];

/**
 * A Postgres that keeps its data in `folder` from one start to the next. When the user Postgres runs as cannot
 * reach that folder (a clone under a 0700 home), the data lives under the system's temporary directory instead.
 */
export async function startPersistentPostgres(folder: string, password: string): Promise<Postgres> {
  const binaries = await findBinaries();
  return start(binaries, reachableFolder(folder, binaries), password, []);
}

/** A Postgres for tests and the benchmark: fast because it forgets everything, and its data is removed when it stops. */
export async function startThrowawayPostgres(): Promise<Postgres> {
  const binaries = await findBinaries();
  const home = ownTempFolder("m3core-throwaway");
  await sweep(home);
  const folder = path.join(home, `${process.pid}-${Date.now()}`);
  const postgres = await start(binaries, folder, "postgres", THROWAWAY);
  const stop = async () => {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { ...postgres, stop };
}

/** The folder in which `startPersistentPostgres(folder)` really keeps its data, were it only reachable from a temporary directory. */
export const fallbackFolder = (folder: string) => `m3core-data-${createHash("sha256").update(folder).digest("hex").slice(0, 12)}`;

function reachableFolder(folder: string, { runAs }: Binaries): string {
  mkdirSync(path.dirname(folder), { recursive: true });
  return canEnter(path.dirname(folder), runAs) ? folder : path.join(ownTempFolder(fallbackFolder(folder)), "postgres");
}

// A run that was killed outright leaves its server and its folder, named after a process that no longer exists.
async function sweep(home: string) {
  for (const name of readdirSync(home)) {
    if (isAlive(Number.parseInt(name, 10))) continue;
    await endOrphan(path.join(home, name));
    rmSync(path.join(home, name), { recursive: true, force: true });
  }
}

async function endOrphan(folder: string) {
  const pidFile = path.join(folder, "postmaster.pid");
  if (!existsSync(pidFile)) return;
  const pid = Number.parseInt(readFileSync(pidFile, "utf8"), 10);
  if (isAlive(pid) && commandOf(pid).includes(folder)) await endProcess(pid, [["SIGINT", 10_000], ["SIGQUIT", 5_000]]);
  else rmSync(pidFile);
}

function initialise({ initdb, runAs }: Binaries, folder: string, password: string, quick: boolean) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const passwordFile = path.join(folder, "../", `${path.basename(folder)}.password`);
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (runAs.uid !== undefined) for (const file of [folder, passwordFile]) chownSync(file, runAs.uid, runAs.gid!);
  // Trigrams ask the C library what a letter is: under the plain C locale Arabic would have none.
  const locale = process.platform === "darwin" ? "en_US.UTF-8" : "C.UTF-8";
  const flags = [`--pgdata=${folder}`, `--username=${OWNER}`, `--pwfile=${passwordFile}`, "--auth=scram-sha-256", "--encoding=UTF8", `--locale=${locale}`, "--lc-messages=C"];
  const { status, stderr, error } = spawnSync(initdb, quick ? [...flags, "--no-sync"] : flags, { ...runAs, cwd: folder, encoding: "utf8" });
  rmSync(passwordFile, { force: true });
  if (status === 0) return;
  rmSync(folder, { recursive: true, force: true });
  throw new Fault(`Postgres could not make its data folder ${folder}: ${error?.message ?? stderr.trim().split("\n").at(-1)}. Make that place writable, or set DATABASE_URL to a server of yours.`);
}

async function start(binaries: Binaries, folder: string, password: string, settings: string[]): Promise<Postgres> {
  if (existsSync(path.join(folder, "PG_VERSION"))) await endOrphan(folder);
  else initialise(binaries, folder, password, settings.length > 0);

  const port = await freePort();
  const flags = [...ALWAYS, ...settings].flatMap((setting) => ["-c", setting]);
  // Its own process group, so that Ctrl-C reaches us alone and the parts stop in order.
  const server = spawn(binaries.postgres, ["-D", folder, "-p", String(port), ...flags], { ...binaries.runAs, cwd: folder, detached: true, stdio: ["ignore", "ignore", "pipe"] });
  const log: string[] = [];
  server.stderr.setEncoding("utf8").on("data", (text: string) => log.push(text) > 40 && log.shift());
  const ended = new Promise<string>((resolve) => {
    server.once("exit", () => resolve(log.join("").trim()));
    server.once("error", (error) => resolve(error.message));
  });
  await ready(server, path.join(folder, "postmaster.pid"), ended, folder);
  return {
    port,
    ownerUrl: (database) => `postgres://${OWNER}:${password}@127.0.0.1:${port}/${database}`,
    exited: ended,
    stop: () => stopChild(server, "SIGINT"), // SIGINT is Postgres's fast shutdown: sessions end, data is flushed.
  };
}

// The eighth line of postmaster.pid turns to "ready" when the server accepts connections.
async function ready(server: ChildProcess, pidFile: string, ended: Promise<string>, folder: string) {
  const stopped = ended.then((log) => {
    throw new Fault(`Postgres did not start on ${folder}: ${log.split("\n").at(-1) || "it said nothing"}. If its data is damaged, npm run reset makes it anew.`);
  });
  const accepting = async () => {
    const deadline = Date.now() + 60_000;
    while (Date.now() < deadline) {
      if (existsSync(pidFile) && readFileSync(pidFile, "utf8").split("\n")[7]?.trim() === "ready") return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    server.kill("SIGQUIT");
  };
  await Promise.race([accepting(), stopped]);
}
