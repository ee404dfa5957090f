/** A failure a person can mend: its message is one plain sentence that says what to do, and it is shown without a stack. */
export class Fault extends Error {
  override name = "Fault";

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.stack = message;
  }
}

/** Ends the process with the sentence of a Fault, or with the whole stack of anything else. */
export function fail(error: unknown): never {
  console.error(error instanceof Fault ? `\n${error.message}\n` : error);
  process.exit(1);
}
