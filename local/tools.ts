import { spawn, type ChildProcess } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import path from "node:path";
import { ROOT } from "./paths.ts";
import { exited, stopChild } from "./processes.ts";

export type Tool = { child: ChildProcess; /** The last lines it printed. */ tail: () => string; ended: Promise<void>; stop: () => Promise<void> };

/** Keeps wrangler from calling home, asking questions and writing outside `folder`. */
export const quietWrangler = (folder: string) => ({
  CLOUDFLARE_CF_FETCH_ENABLED: "false",
  WRANGLER_SEND_METRICS: "false",
  WRANGLER_SEND_ERROR_REPORTS: "false",
  WRANGLER_HIDE_BANNER: "true",
  XDG_CONFIG_HOME: path.join(folder, "config"),
  XDG_CACHE_HOME: path.join(folder, "cache"),
  WRANGLER_LOG_PATH: path.join(folder, "wrangler-logs"),
  WRANGLER_REGISTRY_PATH: path.join(folder, "wrangler-registry"),
});

/** wrangler's own program: its launcher would stand between us and the process that must stop. */
export const WRANGLER = "wrangler/wrangler-dist/cli.js";

// A tool that was killed outright leaves its own children (workerd, esbuild) in the process group that it led.
function endGroup(pid: number) {
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // Nobody is left in it.
  }
}

/**
 * Starts a command-line tool of node_modules in the background, as Node and its real file and never through a shell.
 * What it prints goes to `logFile`. It ends with `stop`, or when this process is gone.
 */
export function startTool(program: string, args: string[], logFile: string, env: Record<string, string>): Tool {
  const log = openSync(logFile, "w");
  const preload = path.join(ROOT, "local/end-with-parent.mjs");
  const child = spawn(process.execPath, ["--no-warnings", "--import", preload, path.join(ROOT, "node_modules", program), ...args], {
    cwd: ROOT,
    detached: true, // Ctrl-C reaches us alone, and we stop the parts in order.
    env: { ...process.env, FORCE_COLOR: "0", ...env },
    stdio: ["ignore", log, log, "ipc"],
  });
  closeSync(log);
  return {
    child,
    tail: () => readFileSync(logFile, "utf8").trimEnd().split("\n").slice(-25).join("\n"),
    ended: exited(child),
    async stop() {
      await stopChild(child);
      endGroup(child.pid!);
    },
  };
}
