import { sha256 } from "#worker/kernel/ids.ts";
import type { Secrets } from "./authenticate.ts";

/** One thing a provider tells: stored as it came, once by `is`. */
export interface Told { readonly kind: string; readonly raw: object; /** What makes it the same as another. */ readonly is: readonly unknown[] }

/** A provider that calls us. */
export interface Source {
  readonly secrets: () => Secrets;
  /** At most so many at once. */
  readonly most: number;
  /** The entries of a body, whatever is wrapped around them. */
  readonly entries: (body: unknown) => readonly unknown[];
  /** Undefined for an entry that tells nothing we know. */
  readonly read: (entry: unknown) => Told | undefined;
  /** In words, for who sent something else. */
  readonly expects: string;
}

export const dedupeKey = ({ is }: Told): Promise<string> => sha256(JSON.stringify(is));

/** Times are ISO 8601, also with `+0000` for the zone. Without one, or out of reach: when it was received. */
export function timeOf(given: unknown, received_at: string): string {
  const ms = typeof given === "number" ? given : typeof given === "string" && /(Z|[+-]\d\d:?\d\d)$/.test(given) ? Date.parse(given.replace(/([+-]\d\d)(\d\d)$/, "$1:$2")) : Number.NaN;
  return ms > 0 && ms < 8.64e15 ? new Date(ms).toISOString() : received_at;
}
