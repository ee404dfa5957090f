import { fork } from "node:child_process";
import path from "node:path";
import { ROOT } from "./paths.ts";

/** What a forked process reports once: what it offers, or the sentence that says why it does not. */
export type Report<T> = T | { error: string };

/** The child's half: reports what `starting` gives, and stops it when the parent lets go, is gone, or signals. */
export async function offer<T extends { stop: () => Promise<void> }>(start: (signal: AbortSignal) => Promise<T>, describe: (started: T) => object) {
  const abort = new AbortController();
  const starting = start(abort.signal);
  let stopping: Promise<void> | undefined;
  const stop = () =>
    (stopping ??= starting
      .then((started) => started.stop())
      .catch(() => {})
      .then(() => process.exit()));
  const onEnd = () => {
    abort.abort();
    void stop();
  };
  for (const event of ["disconnect", "SIGTERM", "SIGINT"]) process.on(event, onEnd);
  try {
    process.send?.(describe(await starting));
  } catch (error) {
    const { name, message, stack } = error as Error;
    process.send?.({ error: name === "Fault" ? message : String(stack) }, () => process.disconnect());
  }
}

/**
 * The parent's half: runs a file of local/ in a process of its own, so that what it starts ends with this process however
 * this one ends, and resolves with its report and a function that stops it. Throws an Error with the child's sentence.
 */
export async function startForked<T extends object>(file: string, args: string[] = []): Promise<T & { stop: () => Promise<void> }> {
  const child = fork(path.join(ROOT, "local", file), args, { execArgv: ["--experimental-strip-types", "--disable-warning=ExperimentalWarning"] });
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const report = await Promise.race([
    new Promise<Report<T>>((resolve) => child.once("message", (message) => resolve(message as Report<T>))),
    exited.then(() => ({ error: `local/${file} ended before it was ready.` })),
  ]);
  if ("error" in report) throw Object.assign(new Error(report.error), { stack: report.error });
  const stop = async () => {
    if (child.connected) child.disconnect();
    await exited;
  };
  return { ...report, stop };
}
