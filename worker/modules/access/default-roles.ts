import { type Permission, PERMISSIONS } from "#worker/kernel/permissions.ts";

export interface DefaultRole {
  readonly code: string;
  readonly name: string;
  readonly is_builtin: boolean;
  readonly permissions: readonly Permission[];
}

const role = (code: string, name: string, ...permissions: Permission[]): DefaultRole => ({ code, name, is_builtin: false, permissions: [...new Set(permissions)] });
const starting = (...prefixes: string[]): Permission[] => PERMISSIONS.filter((p) => prefixes.some((prefix) => p.startsWith(`${prefix}.`)));

/** What anyone with an account may do for themselves. */
const SELF: Permission[] = [
  "session.read.self", "session.revoke.self", "twofa.manage.self", "phone.verify.start", "phone.verify.confirm",
  "notify.inbox.read.self", "notify.preferences.update.self", "plan.view", "dashboard.view",
];
const READ_CRM: Permission[] = ["contact.read", "company.read", "activity.read", "task.read", "deal.read", "lead.read", "unit.read", "overlay.read"];
const SELL: Permission[] = [
  "contact.create", "contact.update", "contact.consent.manage", "company.create", "company.update",
  "activity.create", "activity.update", "task.create", "task.update", "task.complete",
  "lead.create", "lead.update", "lead.convert", "deal.create", "deal.update", "deal.stage.move", "deal.mark.win", "deal.mark.loss", "unit.reserve",
];
const OWNERS_ONLY: readonly Permission[] = ["entitlements.overrides.manage", "billing.manage_promos", "privacy.manage"];

/** The roles every tenant starts with. The first three are built in; the rest are the tenant's to change. */
export const DEFAULT_ROLES: readonly DefaultRole[] = [
  { code: "super_admin", name: "Owner", is_builtin: true, permissions: PERMISSIONS },
  { code: "admin", name: "Admin", is_builtin: true, permissions: PERMISSIONS.filter((p) => !OWNERS_ONLY.includes(p)) },
  { code: "staff", name: "Staff", is_builtin: true, permissions: [...SELF, ...READ_CRM, "activity.create", "task.create", "task.complete"] },
  role("sales_manager", "Sales manager", ...SELF, ...starting("contact", "company", "activity", "task", "deal", "lead", "pipeline", "dashboard", "reports"),
    "unit.read", "unit.reserve", "unit.status.update", "overlay.read", "user.read", "role.read", "approvals.requests.read", "approvals.decide"),
  role("sales_agent", "Sales agent", ...SELF, ...READ_CRM, ...SELL),
  role("inventory_manager", "Inventory manager", ...SELF, ...starting("project", "building", "unit", "overlay", "layer", "shape"),
    "code.manage", "deal.read", "activity.read", "activity.create", "task.read", "task.create", "task.complete"),
  role("marketing_manager", "Marketing manager", ...SELF, ...READ_CRM, ...starting("campaign"),
    "lead.create", "lead.update", "lead.import", "contact.create", "contact.update", "contact.consent.manage",
    "notify.templates.manage", "notify.send.test", "notify.outbox.read", "notify.suppression.read", "reports.view", "reports.export"),
  role("finance_manager", "Finance manager", ...SELF, "billing.view", "billing.view_invoices", "billing.preview",
    "deal.read", "contact.read", "company.read", "unit.read", "activity.read", "unit.price.update", "reports.view", "reports.export", "approvals.requests.read", "approvals.decide"),
  role("telemarketing_agent", "Telemarketing agent", ...SELF, "lead.read", "lead.create", "lead.update", "lead.convert", "contact.read", "contact.create",
    "activity.read", "activity.create", "task.read", "task.create", "task.complete", "telemarketing.make_calls", "telemarketing.manage_lists"),
];
