import * as z from "zod";
import { keepDeadLetter } from "#worker/modules/notify/sending/dead-letters.ts";
import { type Consumer, consumer } from "./consumer.ts";

/** Keeps what the other consumers gave up on, until somebody sends it again. */
export const deadLetters = (queue: string): Consumer => consumer({ body: z.unknown(), parallel: 1, handle: (body) => keepDeadLetter(queue, body) });
