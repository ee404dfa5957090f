import { describe, log } from "#worker/kernel/log.ts";
import { keepDeadLetter } from "#worker/modules/notify/sending/dead-letters.ts";
import { type Consumer, Poison } from "./consumer.ts";
import { deadLetters } from "./dead-letters.ts";
import { jobs } from "./jobs.ts";
import { outbox } from "./outbox.ts";
import { webhooks } from "./webhooks.ts";

const CONSUMERS: Record<string, Consumer> = { outbox, webhooks, jobs };

/** The queue without its environment: `m3core-outbox-staging-dead` is the dead-letter queue of `m3core-outbox`. */
function consumerOf(queue: string): Consumer | undefined {
  const [, name, dead] = /^m3core-(\w+?)(?:-staging)?(-dead)?$/.exec(queue) ?? [];
  const live = name ? CONSUMERS[name] : undefined;
  return live && dead ? deadLetters(`m3core-${name}`) : live;
}

/** The first pause is short, for what passes by itself; the last is long, for an outage. */
const retryAfterS = (attempts: number) => Math.min(5 * 4 ** (attempts - 1), 1800);

/** Every queue of the product, by name. A message is judged alone: one that fails holds up no other. */
export async function consume(batch: MessageBatch): Promise<void> {
  const consumer = consumerOf(batch.queue);
  if (!consumer) throw new Error(`No consumer for ${batch.queue}`);
  const waiting = [...batch.messages];
  const worker = async () => {
    // oxlint-disable-next-line no-await-in-loop -- This loop is what limits how many run at once.
    for (let message = waiting.shift(); message; message = waiting.shift()) await take(batch.queue, consumer, message);
  };
  await Promise.all(Array.from({ length: consumer.parallel }, worker));
}

async function take(queue: string, { body, handle }: Consumer, message: Message): Promise<void> {
  try {
    const parsed = body.safeParse(message.body);
    if (!parsed.success) throw new Poison("The message is not of a shape this queue knows.");
    await handle(parsed.data);
    message.ack();
  } catch (error) {
    log(error instanceof Poison ? "error" : "warn", "queue", { queue, message_id: message.id, attempts: message.attempts, ...describe(error) });
    if (error instanceof Poison && (await keepDeadLetter(queue, message.body).then(() => true, () => false))) return message.ack();
    message.retry({ delaySeconds: retryAfterS(message.attempts) });
  }
}
