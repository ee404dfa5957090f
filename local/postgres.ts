import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { chownSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Fault } from "./fault.ts";
import { freePort } from "./ports.ts";
import { canEnter, findBinaries, ownTempFolder, tempFolderPath, type Binaries } from "./postgres-binaries.ts";
import { commandOf, endProcess, isAlive, stopChild } from "./processes.ts";

export type Postgres = { port: number; ownerUrl: (database: string) => string; exited: Promise<string>; stop: () => Promise<void> };

const OWNER = "postgres";
const ALWAYS = ["listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=120", "log_min_messages=fatal", "timezone=UTC"];
const THROWAWAY = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "wal_level=minimal", "max_wal_senders=0", "autovacuum_naptime=5min"];

/**
 * A Postgres that keeps its data in `folder` from one start to the next. When the user Postgres runs as cannot
 * reach that folder (a clone under a 0700 home), the data lives under the system's temporary directory instead.
 */
export async function startPersistentPostgres(folder: string): Promise<Postgres> {
  const binaries = await findBinaries();
  return start(binaries, reachableFolder(folder, binaries), []);
}

/** A Postgres for tests and the benchmark: fast because it forgets everything, and its data is removed when it stops. */
export async function startThrowawayPostgres(): Promise<Postgres> {
  const binaries = await findBinaries();
  const home = ownTempFolder("m3core-throwaway");
  await sweep(home);
  const folder = path.join(home, `${process.pid}-${Date.now()}`);
  const postgres = await start(binaries, folder, THROWAWAY);
  const stop = async () => {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { ...postgres, stop };
}

/** Removes the data of `startPersistentPostgres(folder)`, wherever it lives; stops a server that was left behind on it. */
export async function removePersistentPostgres(folder: string) {
  for (const place of [folder, tempFolderPath(fallbackName(folder))]) {
    await endOrphan(place);
    await endOrphan(path.join(place, "postgres"));
    rmSync(place, { recursive: true, force: true });
  }
}

const fallbackName = (folder: string) => `m3core-data-${createHash("sha256").update(folder).digest("hex").slice(0, 12)}`;

function reachableFolder(folder: string, { runAs }: Binaries): string {
  mkdirSync(path.dirname(folder), { recursive: true });
  return canEnter(path.dirname(folder), runAs) ? folder : path.join(ownTempFolder(fallbackName(folder)), "postgres");
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

// The owner's password is made with the data and kept in it, where only Postgres's user and root may read.
const passwordFile = (folder: string) => path.join(folder, "owner-password");

function initialise({ initdb, runAs }: Binaries, folder: string, quick: boolean) {
  const half = `${folder}.new`; // Renamed when complete: an interrupted first start leaves nothing that looks finished.
  rmSync(half, { recursive: true, force: true });
  mkdirSync(half, { recursive: true, mode: 0o700 });
  const secret = `${half}.password`;
  writeFileSync(secret, randomBytes(18).toString("base64url"), { mode: 0o600 });
  if (runAs.uid !== undefined) for (const file of [half, secret]) chownSync(file, runAs.uid, runAs.gid!);
  // Trigrams ask the C library what a letter is: under the plain C locale Arabic would have none.
  const locale = process.platform === "darwin" ? "en_US.UTF-8" : "C.UTF-8";
  const flags = [`--pgdata=${half}`, `--username=${OWNER}`, `--pwfile=${secret}`, "--auth=scram-sha-256", "--encoding=UTF8", `--locale=${locale}`, "--lc-messages=C"];
  const { status, stderr, error } = spawnSync(initdb, quick ? [...flags, "--no-sync"] : flags, { ...runAs, cwd: half, encoding: "utf8" });
  if (status === 0) {
    renameSync(secret, passwordFile(half));
    return renameSync(half, folder);
  }
  for (const left of [half, secret]) rmSync(left, { recursive: true, force: true });
  throw new Fault(`Postgres could not make its data folder ${folder}: ${error?.message ?? stderr.trim().split("\n").at(-1)}. Make that place writable, or set DATABASE_URL to a server of yours.`);
}

async function start(binaries: Binaries, folder: string, settings: string[]): Promise<Postgres> {
  if (existsSync(path.join(folder, "PG_VERSION"))) await endOrphan(folder);
  else initialise(binaries, folder, settings.length > 0);
  const password = readFileSync(passwordFile(folder), "utf8");

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
