import { spawnSync, type ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/** Says whether a process with this id exists. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** The command line of a running process, or an empty string. */
export function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
  } catch {
    return spawnSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" }).stdout ?? "";
  }
}

/** Sends the signals in turn until the process is gone, allowing each one its time. */
export async function endProcess(pid: number, signals: [NodeJS.Signals, number][]) {
  for (const [signal, allowedMs] of signals) {
    try {
      process.kill(pid, signal);
    } catch {
      return;
    }
    for (let waited = 0; waited < allowedMs && isAlive(pid); waited += 50) await sleep(50);
    if (!isAlive(pid)) return;
  }
}

/** Resolves when the child has exited; at once if it already has. */
export const exited = (child: ChildProcess) =>
  new Promise<void>((resolve) => (child.exitCode !== null || child.signalCode !== null ? resolve() : child.once("exit", () => resolve())));

/** Stops a child in order, and by force when it does not stop within the time given. */
export async function stopChild(child: ChildProcess, signal: NodeJS.Signals = "SIGTERM", allowedMs = 8_000) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const timer = setTimeout(() => child.kill("SIGKILL"), allowedMs);
  child.kill(signal);
  await exited(child);
  clearTimeout(timer);
}
