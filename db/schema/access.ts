import { boolean, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { big, instant, tenantId, tenantTable } from "./kernel.ts";

/** A parent may do what its children may. */
export const roleHierarchy = pgTable("role_hierarchy", {
  tenant_id: tenantId(), parent_role_id: uuid().notNull(), child_role_id: uuid().notNull(),
});

export const groups = tenantTable("groups", {
  name: text().notNull(),
  code: text().notNull(),
  description: text(),
  is_active: boolean().notNull().default(true),
});

export const groupMembers = pgTable("group_members", {
  tenant_id: tenantId(), group_id: uuid().notNull(), user_id: uuid().notNull(), added_at: instant().notNull(),
});

/** What every member of a group may do by being in it. */
export const groupRoles = pgTable("group_roles", {
  tenant_id: tenantId(), group_id: uuid().notNull(), role_id: uuid().notNull(),
});

/** Whose records a role sees; without a row, all of them. */
export const roleVisibility = pgTable("role_visibility", {
  tenant_id: tenantId(), role_id: uuid().notNull(), resource: text().notNull(), scope: text().$type<"own" | "team" | "all">().notNull(),
});

/** `feature` names a feature, switched by `enabled`, or a limit, set by `limit_value`. */
const override = { feature: text().notNull(), enabled: boolean(), limit_value: big(), reason: text().notNull(), set_by_user_id: uuid() };
export const tenantOverrides = tenantTable("entitlements_overrides_tenant", override);
export const groupOverrides = tenantTable("entitlements_overrides_group", { ...override, group_id: uuid().notNull() });
export const userOverrides = tenantTable("entitlements_overrides_user", { ...override, user_id: uuid().notNull() });
