import { ApiError } from "#web/src/kernel/api.ts";
import { errorText } from "#web/src/kernel/errors.ts";
import { formatList, formatNumber } from "#web/src/kernel/format.ts";
import { wordsOf } from "#web/src/kernel/i18n.ts";
import { accessNames, permissionName } from "./names/index.ts";

interface Details {
  missing?: readonly string[];
  wider?: Readonly<Record<string, string>>;
  permission?: string;
  key?: string;
  limit?: number;
  path?: readonly { name: string }[];
  in_use?: { users: number; groups: number; parents: number; children: number };
  users_count?: number;
  status?: string;
  role_code?: string;
}

/** Why a change of people, roles or groups was refused, and what would help. The words of accessNames must be loaded. */
export function accessErrorText(error: unknown): string {
  if (!(error instanceof ApiError)) return errorText(error);
  return refusalText(error.code, error.details) ?? errorText(error);
}

/** The same for one line of a bulk answer; undefined for a code that is not about access. */
export function refusalText(code: string, given: unknown): string | undefined {
  const n = wordsOf(accessNames), details = (given ?? {}) as Details;
  if (code === "FORBIDDEN") {
    if (details.missing?.length) return n("errors.missing", { names: formatList(details.missing.map((permission) => permissionName(n, permission))) });
    if (details.wider) return n("errors.wider", { names: formatList(Object.keys(details.wider).map((resource) => n.maybe(`resources.${resource}`) ?? resource)) });
    if (details.role_code) return n("errors.ownersOnly");
    return details.permission ? n("errors.needs", { name: permissionName(n, details.permission) }) : n("errors.rank");
  }
  if (code === "LIMIT_REACHED") {
    if (details.key === "users.max") return n("errors.seats");
    return details.limit === undefined ? n("errors.limitPlain") : n("errors.limit", { limit: details.limit });
  }
  if (code === "CONFLICT") return conflictText(details);
  return n.maybe(`errors.${code}`);
}

function conflictText({ path, in_use, users_count, status, role_code }: Details): string {
  const n = wordsOf(accessNames);
  if (path) return n("errors.cycle", { path: path.map(({ name }) => name).join(" → ") });
  if (in_use) return n("errors.inUse", { users: formatNumber(in_use.users), groups: formatNumber(in_use.groups), tree: formatNumber(in_use.parents + in_use.children) });
  if (users_count) return n("errors.codeInUse", { count: users_count });
  if (status) return n.maybe(`errors.status.${status}`) ?? n("errors.CONFLICT");
  return n(role_code ? "errors.rankRole" : "errors.CONFLICT");
}
