import type * as z from "zod";
import type { Translate } from "#web/src/kernel/i18n.ts";
import type { AuditEntry } from "#worker/modules/audit/contract.ts";
import type en from "./text/en.ts";

export type Entry = z.output<typeof AuditEntry>;
type Data = NonNullable<Entry["before_data"]>;
export type Value = Data[string] | undefined;

export const ACTIONS = ["insert", "update", "delete", "audit.exported", "tenant.export_downloaded"] as const;
export const ENTITIES = ["leads", "contacts", "companies", "deals", "projects", "buildings", "units", "unit_price_history", "unit_reservations", "users", "roles", "role_permissions", "user_roles", "groups", "approval_policies", "approval_requests", "approval_actions", "suppression_list", "tenants", "module_activation", "sessions", "tenant_exports", "audit_logs"] as const;

type Say = Translate<typeof en>;
export const actionWord = (w: Say, action: string) => w.maybe(`actions.${action.replaceAll(".", "_")}`) ?? action;
export const entityWord = (w: Say, type: string) => w.maybe(`entities.${type}`) ?? type;

export interface Changed { field: string; before: Value; after: Value; same: boolean }
/** Kept by the system for itself: of no use to who reads what changed. */
const QUIET = new Set(["id", "tenant_id", "version", "updated_at", "search_text", "name_key", "last_seven", "city_key"]);

/** The fields of a row before and after, those that differ first. */
export function fieldsOf({ before_data, after_data }: Pick<Entry, "before_data" | "after_data">): readonly Changed[] {
  const names = [...new Set([...Object.keys(before_data ?? {}), ...Object.keys(after_data ?? {})])].filter((name) => !QUIET.has(name));
  const blank = (value: Value) => value === undefined || value === null;
  return names
    .map((field) => ({ field, before: before_data?.[field], after: after_data?.[field] }))
    .map((one) => ({ ...one, same: (blank(one.before) && blank(one.after)) || JSON.stringify(one.before) === JSON.stringify(one.after) }))
    .toSorted((a, b) => Number(a.same) - Number(b.same));
}

/** The page of the record a row is about, where it has one. */
export function entryPath({ entity_type, entity_id }: Entry): string | undefined {
  const page = { leads: "leads", contacts: "contacts", companies: "companies", deals: "deals", projects: "projects", units: "units", approval_requests: "approvals", approval_policies: "approvals/policies" }[entity_type];
  return page && entity_id ? `/${page}/${entity_id}` : undefined;
}
