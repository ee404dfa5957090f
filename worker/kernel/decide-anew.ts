import { AppError } from "./errors.ts";

/** Reads and decides anew, up to three times in all, when what was read had changed by the time of the commit. */
export async function decideAnew<T>(run: () => Promise<T>, attempts = 3): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "CONFLICT" || error.details || attempts === 1) throw error;
    return decideAnew(run, attempts - 1);
  }
}
