import type { Feature, Limit, Permission } from "./codes.ts";

export default {
  areas: {
    leads: "Leads", contacts: "Contacts and companies", deals: "Deals", inventory: "Inventory", floorplans: "Floor plans", work: "Activities and tasks", marketing: "Marketing", telemarketing: "Telemarketing",
    insights: "Dashboards and reports", approvals: "Approvals", notifications: "Notifications", people: "People and access", security: "Security and settings", billing: "Billing",
  },
  resources: { lead: "Leads", contact: "Contacts", company: "Companies", deal: "Deals", task: "Tasks" },
  scopes: { own: "Own", team: "Team", all: "All" },
  scopeHelp: { own: "Only the records they own", team: "Those of everybody in their groups", all: "Everybody's records" },
  errors: {
    rank: "This account does not rank below yours, so you cannot change it.", missing: "This would give more than you may do yourself: {{ names }}.", wider: "This role sees more than you do: {{ names }}.", ownersOnly: "This role ranks above yours, so you cannot give it or take it away.", needs: "You would need: {{ name }}.", LAST_OWNER: "A workspace needs an owner. Make someone else an owner first.",
    seats: "Every seat of your plan is taken. Free one by suspending or deactivating somebody, or see larger plans.", limit: "Your plan allows {{ limit }} of these, and all are used.", limitPlain: "Your plan allows no more of these.", PRECONDITION_FAILED: "Someone else changed it first. What you see now is the newest.",
    cycle: "This would close a loop: {{ path }}.", inUse: "It is still in use: {{ users }} people, {{ groups }} groups, {{ tree }} places in the tree. Take it from them first.", codeInUse: { one: "{{ count }} person has it. Retire it instead, or give them another.", other: "{{ count }} people have it. Retire it instead, or give them another." },
    rankRole: "Owner and admin are ranks: they are given to people, not to groups or other roles.", CONFLICT: "It does not fit what is stored now. Look at it again.", DUPLICATE: "There is one with this code already.",
    status: { invited: "This person has not joined yet.", active: "This account is active.", suspended: "This account is suspended.", deactivated: "This account is deactivated." },
  },
  permissions: {
    "user.invite": "Invite people", "user.read": "See users", "user.update": "Edit users", "user.delete": "Delete unused accounts", "user.manage": "Create accounts, reset passwords", "user.suspend": "Suspend users", "user.deactivate": "Deactivate users", "user.reinstate": "Let users back in", "user.forceLogout": "Sign users out",
    "role.read": "See roles and groups", "role.assign": "Give roles to people", "roles.manage": "Create and change roles", "roles.hierarchy.manage": "Change the role tree", "groups.manage": "Create and change groups", "groups.members.manage": "Change who is in a group",
    "entitlements.view": "See features and limits", "entitlements.overrides.manage": "Override features and limits", "seats.view": "See the seats", "plan.view": "See the plan", "code.manage": "Manage codes and job titles", "audit.read": "See the audit log", "audit.export": "Export the audit log", "privacy.manage": "Handle privacy requests",
    "session.read.self": "See own sessions", "session.revoke.self": "End own sessions", "session.revoke.tenant": "See and end others' sessions", "twofa.manage.self": "Manage own second factor", "twofa.manage.tenant": "Manage others' second factor", "phone.verify.start": "Start verifying a phone", "phone.verify.confirm": "Confirm a phone",
    "approvals.policies.manage": "Manage approval policies", "approvals.requests.read": "See approval requests", "approvals.decide": "Approve and reject",
    "notify.templates.manage": "Manage message templates", "notify.templates.approve": "Approve message templates", "notify.send.test": "Send test messages", "notify.outbox.read": "See sent messages", "notify.inbox.read.self": "Read own inbox", "notify.inbox.read.tenant": "Read others' inboxes",
    "notify.preferences.update.self": "Change own notification settings", "notify.preferences.update.user": "Change others' settings", "notify.policies.manage": "Manage notification rules", "notify.suppression.read": "See blocked addresses", "notify.suppression.manage": "Manage blocked addresses", "notify.digests.manage": "Manage digests", "notify.routing.preview": "Preview message routing",
    "contact.read": "See contacts", "contact.create": "Create contacts", "contact.update": "Edit contacts", "contact.delete": "Delete contacts", "contact.merge": "Merge contacts", "contact.consent.manage": "Manage consent",
    "company.read": "See companies", "company.create": "Create companies", "company.update": "Edit companies", "company.delete": "Delete companies", "customfields.manage": "Manage custom fields",
    "activity.read": "See activities", "activity.create": "Write activities", "activity.update": "Edit activities", "activity.delete": "Delete activities", "task.read": "See tasks", "task.create": "Create tasks", "task.update": "Edit tasks", "task.delete": "Delete tasks", "task.complete": "Complete tasks",
    "pipeline.manage": "Manage pipelines", "deal.read": "See deals", "deal.create": "Create deals", "deal.update": "Edit deals", "deal.delete": "Delete deals", "deal.stage.move": "Move stage", "deal.mark.win": "Mark as won", "deal.mark.loss": "Mark as lost",
    "lead.read": "See leads", "lead.create": "Create leads", "lead.update": "Edit leads", "lead.delete": "Delete leads", "lead.convert": "Convert leads", "lead.import": "Import leads",
    "project.manage": "Manage projects", "building.manage": "Manage buildings", "unit.read": "See units", "unit.update": "Create and edit units", "unit.delete": "Delete units", "unit.price.update": "Change price", "unit.status.update": "Change unit status", "unit.reserve": "Reserve units", "unit.component.manage": "Manage parts of units",
    "overlay.read": "See floor plans", "overlay.manage": "Manage floor plans", "overlay.publish": "Publish floor plans", "layer.manage": "Manage layers", "shape.manage": "Draw shapes", "shape.link": "Link shapes to units", "shape.validate": "Check shapes",
    "campaign.manage": "Manage campaigns", "campaign.send": "Send campaigns", "campaign.view": "See campaigns", "campaign.email": "Campaigns by email", "campaign.sms": "Campaigns by SMS", "campaign.whatsapp": "Campaigns by WhatsApp", "campaign.inapp": "Campaigns in the app",
    "telemarketing.manage_campaigns": "Manage call campaigns", "telemarketing.manage_lists": "Manage call lists", "telemarketing.make_calls": "Make calls", "telemarketing.listen_recordings": "Listen to recordings",
    "dashboard.view": "See dashboards", "dashboard.manage": "Manage dashboards", "reports.view": "See reports", "reports.manage": "Manage reports", "reports.export": "Export reports",
    "billing.view": "See billing", "billing.manage_promos": "Manage promotions", "billing.view_invoices": "See invoices", "billing.preview": "Preview a change of plan",
  } satisfies Record<Permission, string>,
  features: {
    "twofa.totp": "Second factor by app", "twofa.sms": "Second factor by SMS", "twofa.whatsapp": "Second factor by WhatsApp", "plan.view": "Plan page", "notifications.sms": "Notifications by SMS", "notifications.whatsapp": "Notifications by WhatsApp", "marketing.sms": "Marketing by SMS", "marketing.whatsapp": "Marketing by WhatsApp",
    "contacts.customFields": "Custom fields of contacts", "contacts.privateRecords": "Private contacts", "tasks.recurring": "Recurring tasks", "activities.emailSync": "Email sync", "deals.multiPipelines": "Several pipelines", "deals.customFields": "Custom fields of deals",
    "leads.import": "Lead import", "leads.scoring": "Lead scoring", "units.customFields": "Custom fields of units", "units.bulkEdit": "Bulk edit of units", "inventory.codeManagement": "Inventory codes", "maps.enabled": "Floor plans", "maps.componentShapes": "Shapes of unit parts",
    "maps.publicViews": "Public floor plans", "campaign.sms.enabled": "SMS campaigns", "campaign.whatsapp.enabled": "WhatsApp campaigns", "telemarketing.enabled": "Telemarketing", "dashboard.customize": "Own dashboards", "dashboard.share": "Shared dashboards",
    "dashboard.customSQL": "Dashboards by SQL", "rbac.roleHierarchy": "Role tree", "rbac.groups": "Groups", "admin.entitlementsOverrides": "Overrides of features and limits", "admin.customDictionaries": "Own job titles and departments",
  } satisfies Record<Feature, string>,
  limits: {
    "users.max": "Seats", "roles.max": "Roles", "groups.max": "Groups", "contacts.max": "Contacts", "companies.max": "Companies", "deals.max": "Deals", "leads.max": "Leads", "tasks.max": "Open tasks", "units.max": "Units", "customFields.max": "Custom fields",
    "approvals.policies.max": "Approval policies", "sms.monthlyCap": "SMS a month", "whatsapp.monthlyCap": "WhatsApp messages a month",
  } satisfies Record<Limit, string>,
} as const;
