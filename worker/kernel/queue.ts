/** What one call to a queue takes. */
const PER_BATCH = 100;

/** Puts each of these into a queue. */
export async function sendEach<T>(queue: Queue<T>, bodies: readonly T[]): Promise<void> {
  for (let i = 0; i < bodies.length; i += PER_BATCH) {
    // oxlint-disable-next-line no-await-in-loop -- A batch takes 100; there are ten of them at most.
    await queue.sendBatch(bodies.slice(i, i + PER_BATCH).map((body) => ({ body })));
  }
}
