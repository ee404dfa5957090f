/** Every permission there is. A role is a set of these; a route names the one it needs. */
export const PERMISSIONS = [
  "user.invite", "user.read", "user.update", "user.delete", "user.manage", "user.suspend", "user.deactivate", "user.reinstate", "user.forceLogout",
  "role.read", "role.assign", "roles.manage", "roles.hierarchy.manage", "groups.manage", "groups.members.manage",
  "entitlements.view", "entitlements.overrides.manage", "seats.view", "plan.view", "code.manage", "audit.read", "audit.export", "privacy.manage",
  "session.read.self", "session.revoke.self", "session.revoke.tenant", "twofa.manage.self", "twofa.manage.tenant", "phone.verify.start", "phone.verify.confirm",
  "approvals.policies.manage", "approvals.requests.read", "approvals.decide",
  "notify.templates.manage", "notify.templates.approve", "notify.send.test", "notify.outbox.read", "notify.inbox.read.self", "notify.inbox.read.tenant",
  "notify.preferences.update.self", "notify.preferences.update.user", "notify.policies.manage", "notify.suppression.read", "notify.suppression.manage",
  "notify.digests.manage", "notify.routing.preview",
  "contact.read", "contact.create", "contact.update", "contact.delete", "contact.merge", "contact.consent.manage",
  "company.read", "company.create", "company.update", "company.delete", "customfields.manage",
  "activity.read", "activity.create", "activity.update", "activity.delete", "task.read", "task.create", "task.update", "task.delete", "task.complete",
  "pipeline.manage", "deal.read", "deal.create", "deal.update", "deal.delete", "deal.stage.move", "deal.mark.win", "deal.mark.loss",
  "lead.read", "lead.create", "lead.update", "lead.delete", "lead.convert", "lead.import",
  "project.manage", "building.manage", "unit.read", "unit.update", "unit.delete", "unit.price.update", "unit.status.update", "unit.reserve", "unit.component.manage",
  "overlay.read", "overlay.manage", "overlay.publish", "layer.manage", "shape.manage", "shape.link", "shape.validate",
  "campaign.manage", "campaign.send", "campaign.view", "campaign.email", "campaign.sms", "campaign.whatsapp", "campaign.inapp",
  "telemarketing.manage_campaigns", "telemarketing.manage_lists", "telemarketing.make_calls", "telemarketing.listen_recordings",
  "dashboard.view", "dashboard.manage", "reports.view", "reports.manage", "reports.export",
  "billing.view", "billing.manage_promos", "billing.view_invoices", "billing.preview",
] as const;
export type Permission = (typeof PERMISSIONS)[number];

/** Every feature a plan may switch on. */
export const FEATURES = [
  "twofa.totp", "twofa.sms", "twofa.whatsapp", "plan.view", "notifications.sms", "notifications.whatsapp", "marketing.sms", "marketing.whatsapp",
  "contacts.customFields", "contacts.privateRecords", "tasks.recurring", "activities.emailSync", "deals.multiPipelines", "deals.customFields",
  "leads.import", "leads.scoring", "units.customFields", "units.bulkEdit", "inventory.codeManagement", "maps.enabled", "maps.componentShapes",
  "maps.publicViews", "campaign.sms.enabled", "campaign.whatsapp.enabled", "telemarketing.enabled", "dashboard.customize", "dashboard.share",
  "dashboard.customSQL", "rbac.roleHierarchy", "rbac.groups", "admin.entitlementsOverrides", "admin.customDictionaries",
] as const;
export type Feature = (typeof FEATURES)[number];

/** Every limit a plan may set: of rows a tenant has, or of messages a month. */
export const LIMITS = [
  "users.max", "roles.max", "groups.max", "contacts.max", "companies.max", "deals.max", "leads.max", "tasks.max", "units.max", "customFields.max",
  "approvals.policies.max", "sms.monthlyCap", "whatsapp.monthlyCap",
] as const;
/** Limits that only the workspace as a whole may have otherwise than its plan: who joins has no groups of their own yet. */
export const WORKSPACE_LIMITS: readonly string[] = ["users.max"] satisfies (typeof LIMITS)[number][];
