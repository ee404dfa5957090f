import type * as z from "zod";

/** What one queue needs to be consumed. */
export interface Consumer<T = unknown> {
  /** What does not fit is poison: trying again cannot help. */
  readonly body: z.ZodType<T>;
  /** Messages handled at the same time. */
  readonly parallel: number;
  /** Does what the message asks; what it throws has the queue deliver the message again. */
  handle(body: T): Promise<void>;
}

/** Keeps the type of the body between the schema and the handler. */
export const consumer = <T>(spec: Consumer<T>): Consumer => spec as Consumer;

/** A message that asks for what does not exist: trying again cannot help. */
export class Poison extends Error {}
