import { ApiError } from "#web/src/kernel/api.ts";
import { errorText } from "#web/src/kernel/errors.ts";
import { formatList } from "#web/src/kernel/format.ts";
import { wordsOf } from "#web/src/kernel/i18n.ts";
import { dealWords } from "./text/index.ts";

/** An error of a deal or its units in words; what the kit says for the rest. */
export function dealErrorText(error: unknown): string {
  const w = wordsOf(dealWords);
  const units = error instanceof ApiError && error.code === "CONFLICT" ? ((error.details as { units?: readonly { code: string }[] } | null)?.units ?? []) : [];
  if (units.length) return w("errors.notHeld", { units: formatList(units.map(({ code }) => `\u2066${code}\u2069`)) });
  return (error instanceof ApiError ? w.maybe(`errors.${error.code}`) : undefined) ?? errorText(error);
}
