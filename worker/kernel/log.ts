/** One JSON line, for the log collector. Ids and codes only: never a name, an address, a body or a secret. */
export function log(level: "info" | "warn" | "error", message: string, fields: Record<string, unknown> = {}): void {
  console[level](JSON.stringify({ level, message, at: new Date().toISOString(), ...fields }));
}

/** What may be logged of something thrown: its kind, code and stack, not the values inside a database message. */
export function describe(thrown: unknown): Record<string, unknown> {
  if (!(thrown instanceof Error)) return { error: typeof thrown };
  const { name, stack, cause } = thrown;
  const { code, constraint, table } = thrown as { code?: unknown; constraint?: unknown; table?: unknown };
  const frames = stack?.split("\n").filter((line) => /^\s+at /.test(line)).slice(0, 8).map((line) => line.trim());
  const isDatabase = typeof code === "string" && /^[0-9A-Z]{5}$/.test(code);
  return {
    error: name, code, constraint, table, ...(isDatabase ? {} : { reason: thrown.message.slice(0, 300) }), frames,
    ...(cause instanceof Error ? { cause: describe(cause) } : {}),
  };
}
