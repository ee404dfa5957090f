import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { prepareAssets } from "./assets.ts";
import { startCrons } from "./crons.ts";
import { startDatabase, type Database } from "./database.ts";
import { Fault } from "./fault.ts";
import { ROOT } from "./paths.ts";
import { freePort } from "./ports.ts";
import { quietWrangler, startTool, WRANGLER, type Tool } from "./tools.ts";

export type StackOptions = {
  /** Keeps all data here from one start to the next. Without it everything is thrown away when the stack stops. */
  folder?: string;
  /** Any free port when not given. */
  apiPort?: number;
  /** A port starts the web app's development server on it, "built" serves it on a free one as it would be deployed. */
  webPort?: number | "built";
  /** Calls the cron handlers when they are due, as Cloudflare does. */
  crons?: boolean;
  /** Gives up starting: the parts that run by then are stopped. */
  signal?: AbortSignal;
  /** More variables for the Worker, over those of wrangler.toml. */
  vars?: Record<string, string>;
};

export type Stack = {
  apiUrl: string;
  webUrl?: string;
  /** The database's owner over plain TCP. */
  ownerUrl: string;
  neonUrl: string;
  /** Settles with a sentence when a part ends that should have stayed. */
  lost: Promise<string>;
  stop: () => Promise<void>;
};

// Made once and kept with the data, so that sessions survive a restart.
function secretsIn(folder: string): Record<string, string> {
  const file = path.join(folder, "secrets.json"), random = () => randomBytes(32).toString("base64url");
  const kept = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Record<string, string>) : {};
  const secrets = { JWT_SECRET: random(), ENCRYPTION_KEYS: `k1:${random()}`, ...kept };
  writeFileSync(file, JSON.stringify(secrets), { mode: 0o600 });
  return secrets;
}

function startWorker(folder: string, port: number, vars: Record<string, string>): Tool {
  const given = Object.entries(vars).flatMap(([name, value]) => ["--var", `${name}:${value}`]);
  const args = ["dev", "--ip", "127.0.0.1", "--port", String(port), "--inspector-port", "0", "--persist-to", path.join(folder, "worker"), "--show-interactive-dev-session=false"];
  return startTool(WRANGLER, [...args, ...given], path.join(folder, "worker.log"), quietWrangler(folder));
}

const VITE = "vite/bin/vite.js", WEB_CONFIG = ["--config", "web/vite.config.ts"];

function startWeb(folder: string, port: number, apiUrl: string, built: string[]): Tool {
  const args = [...built, ...WEB_CONFIG, "--host", "127.0.0.1", "--port", String(port), "--strictPort"];
  return startTool(VITE, args, path.join(folder, "web.log"), { API_URL: apiUrl, WEB_PORT: String(port) });
}

/** Builds the web app into the folder; gives what serves it from there. */
async function buildWeb(folder: string): Promise<string[]> {
  const outDir = ["--outDir", path.join(folder, "web")];
  const build = startTool(VITE, ["build", ...WEB_CONFIG, ...outDir], path.join(folder, "web-build.log"), {});
  await build.ended;
  if (build.child.exitCode !== 0) throw new Fault(`The web app could not be built:\n\n${build.tail()}`);
  return ["preview", ...outDir];
}

async function answers(url: string, what: string, { child, tail }: Tool, signal?: AbortSignal) {
  const gone = () => child.exitCode !== null || child.signalCode !== null;
  let status = "";
  for (const deadline = Date.now() + 120_000; Date.now() < deadline && !gone(); await sleep(100)) {
    signal?.throwIfAborted();
    const response = await fetch(url).catch(() => undefined);
    await response?.body?.cancel();
    if (response?.ok) return;
    status = response ? ` with ${response.status}` : "";
  }
  throw new Fault(`${what} ${gone() ? "ended" : `did not answer ${url} within two minutes${status && `, only${status}`}`}. It printed:\n\n${tail()}`);
}

function openFolder(kept?: string) {
  const folder = kept ?? mkdtempSync(path.join(tmpdir(), "m3core-stack-"));
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, ".writable"), "");
  } catch (error) {
    throw new Fault(`${folder} cannot be written to (${(error as NodeJS.ErrnoException).code}): make it yours, for example with sudo chown -R "$USER" ${folder}.`);
  }
  return { folder, close: () => (kept ? undefined : rmSync(folder, { recursive: true, force: true })) };
}

/** Starts database, Neon endpoint, Worker and, when asked, the web app; resolves when all of them answer, and leaves nothing behind when one does not. */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const { folder, close } = openFolder(options.folder);
  const running: { stop: () => Promise<void> }[] = [];
  let stopping: Promise<void> | undefined;
  const stopAll = async () => {
    for (const part of running.toReversed()) await part.stop();
    close();
  };
  const stop = () => (stopping ??= stopAll());
  const add = <T extends { stop: () => Promise<void> }>(part: T): T => (running.push(part), part);
  try {
    prepareAssets();
    const database: Database = add(await startDatabase({ folder: options.folder && path.join(folder, "postgres") }));
    const apiPort = options.apiPort ?? (await freePort());
    const webPort = options.webPort === "built" ? await freePort() : options.webPort;
    const apiUrl = `http://localhost:${apiPort}`;
    const webUrl = webPort ? `http://localhost:${webPort}` : undefined;
    const origins: Record<string, string> = webPort ? { APP_URL: `http://localhost:${webPort}`, CORS_ORIGINS: `http://localhost:${webPort},http://127.0.0.1:${webPort}` } : {};
    const worker = add(startWorker(folder, apiPort, { ...origins, ...secretsIn(folder), DATABASE_URL: database.workerUrl, NEON_LOCAL: database.neonUrl, ...options.vars }));
    const web = webPort ? add(startWeb(folder, webPort, `http://127.0.0.1:${apiPort}`, options.webPort === "built" ? await buildWeb(folder) : [])) : undefined;
    await Promise.all([answers(`${apiUrl}/v1/health`, "The Worker", worker, options.signal), web && answers(`http://127.0.0.1:${webPort}/`, "The web app's server", web, options.signal)]);
    if (options.crons) add(startCrons(apiUrl, path.join(ROOT, "wrangler.toml")));
    const lost = Promise.race([
      database.lost.then((log) => `Postgres ended. ${log}`),
      worker.ended.then(() => `The Worker ended. It printed:\n\n${worker.tail()}`),
      ...(web ? [web.ended.then(() => `The web app's server ended. It printed:\n\n${web.tail()}`)] : []),
    ]);
    return { apiUrl, webUrl, ownerUrl: database.ownerUrl, neonUrl: database.neonUrl, lost, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
