import { ApiError } from "./api.ts";
import { t } from "./text/index.ts";

/** What to tell a person: the words of the code in their language, or the message of the API. */
export function errorText(error: unknown): string {
  if (!(error instanceof ApiError)) return t("error.unknown");
  if (error.code === "NETWORK") return t("error.network");
  return t.maybe(`error.${error.code}`) ?? error.message ?? t("error.unknown");
}

interface Issue {
  path: readonly (string | number)[] | string;
  message: string;
}

/** Field errors of a VALIDATION_FAILED answer by the field's name ("" holds those of the whole form). */
export function fieldErrors(error: unknown): Record<string, string> {
  if (!(error instanceof ApiError) || error.code !== "VALIDATION_FAILED") return {};
  const issues = (error.details as { issues?: Issue[] } | null)?.issues ?? [];
  return Object.fromEntries(issues.map(({ path, message }) => [Array.isArray(path) ? path.filter((part) => part !== "body").join(".") : String(path), message]));
}
