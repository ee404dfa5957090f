import { describe, log } from "./log.ts";

/** What one call to a queue takes: so many messages, of 256 KB together, each of 128 KB, with some room for what surrounds them. */
const PER_BATCH = 100, BATCH_BYTES = 250_000, MESSAGE_BYTES = 120_000;

/** Puts each of these into a queue. */
export async function sendEach<T>(queue: Queue<T>, bodies: readonly T[]): Promise<void> {
  for (let i = 0; i < bodies.length; i += PER_BATCH) {
    // oxlint-disable-next-line no-await-in-loop -- A batch takes 100; there are ten of them at most.
    await queue.sendBatch(bodies.slice(i, i + PER_BATCH).map((body) => ({ body })));
  }
}

/** Puts items into a queue, in as few messages and calls as they fit into. Gives back those it did not take: too large for a message, or of a call that failed. */
export async function sendPacked<I, T>(queue: Queue<T>, items: readonly I[], toBody: (packed: readonly I[]) => T): Promise<readonly I[]> {
  const sized = items.map((item) => ({ item, bytes: Buffer.byteLength(JSON.stringify(item)) + 1 }));
  const messages = packs(sized.filter(({ bytes }) => bytes <= MESSAGE_BYTES), MESSAGE_BYTES, Infinity);
  const refused = await Promise.all(packs(messages, BATCH_BYTES, PER_BATCH).map(async ({ packed }) => {
    try {
      await queue.sendBatch(packed.map((message) => ({ body: toBody(message.packed.map(({ item }) => item)) })));
      return [];
    } catch (error) {
      log("warn", "A queue took no messages", describe(error));
      return packed.flatMap((message) => message.packed);
    }
  }));
  return [...sized.filter(({ bytes }) => bytes > MESSAGE_BYTES), ...refused.flat()].map(({ item }) => item);
}

interface Sized { readonly bytes: number }
interface Pack<S> extends Sized { readonly packed: readonly S[] }

/** In their order, as many together as there is room for. */
function packs<S extends Sized>(all: readonly S[], room: number, most: number): Pack<S>[] {
  const done: { packed: S[]; bytes: number }[] = [];
  for (const one of all) {
    const last = done.at(-1);
    if (last && last.bytes + one.bytes <= room && last.packed.length < most) {
      last.packed.push(one);
      last.bytes += one.bytes;
    } else done.push({ packed: [one], bytes: one.bytes });
  }
  return done;
}
