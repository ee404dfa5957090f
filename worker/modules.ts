import { twofaSecrets } from "#db/schema/identity.ts";
import { providerCredentials } from "#db/schema/notify.ts";
import type { Subscriber } from "./kernel/events.ts";
import type { Bound } from "./kernel/http.ts";
import type { JobHandler } from "./kernel/jobs.ts";
import type { SealedColumn } from "./kernel/reseal.ts";
import type { EventType } from "./kernel/resource.ts";
import { accessEvents } from "./modules/access/contract.ts";
import { entitlementEvents } from "./modules/access/entitlements-contract.ts";
import { groupEvents } from "./modules/access/groups-contract.ts";
import { accessRoutes } from "./modules/access/routes.ts";
import { approvalEvents } from "./modules/approvals/contract.ts";
import type { Guarded } from "./modules/approvals/public.ts";
import { approvalRoutes } from "./modules/approvals/routes.ts";
import { approvalSubscribers } from "./modules/approvals/subscribers.ts";
import { auditRoutes } from "./modules/audit/routes.ts";
import { authEvents } from "./modules/auth/contract.ts";
import { factorEvents } from "./modules/auth/factors-contract.ts";
import { identityEvents } from "./modules/auth/oauth-contract.ts";
import { passkeyEvents } from "./modules/auth/passkeys-contract.ts";
import { authRoutes } from "./modules/auth/routes.ts";
import { authSubscribers } from "./modules/auth/subscribers.ts";
import { tokenEvents } from "./modules/auth/tokens-contract.ts";
import { billingEvents } from "./modules/billing/contract.ts";
import { billingSubscribers } from "./modules/billing/subscribers.ts";
import { businessEvents } from "./modules/business/contract.ts";
import { businessRoutes } from "./modules/business/routes.ts";
import { activityEvents } from "./modules/activities/contract.ts";
import { activityRoutes } from "./modules/activities/routes.ts";
import { sendReminders } from "./modules/activities/tasks/send-reminders.ts";
import { taskSubscribers } from "./modules/activities/tasks/subscribers.ts";
import { taskEvents } from "./modules/activities/tasks/tasks-contract.ts";
import { contactEvents } from "./modules/contacts/contract.ts";
import { contactRoutes } from "./modules/contacts/routes.ts";
import { contactSubscribers } from "./modules/contacts/subscribers.ts";
import { dealEvents } from "./modules/deals/contract.ts";
import { dealVerbs } from "./modules/deals/guarded.ts";
import { dealRoutes } from "./modules/deals/routes.ts";
import { dealSubscribers } from "./modules/deals/subscribers.ts";
import { mailboxRoutes } from "./modules/dev-mailbox/routes.ts";
import { healthRoutes } from "./modules/health/routes.ts";
import { inventoryEvents } from "./modules/inventory/contract.ts";
import { unitVerbs } from "./modules/inventory/guarded.ts";
import { inventoryRoutes } from "./modules/inventory/routes.ts";
import { leadEvents } from "./modules/leads/contract.ts";
import { importEvents } from "./modules/leads/import-contract.ts";
import { runImport } from "./modules/leads/import/run-import.ts";
import { leadRoutes } from "./modules/leads/routes.ts";
import { leadSubscribers } from "./modules/leads/subscribers.ts";
import { consentEvents } from "./modules/notify/consent/consent-contract.ts";
import { notifyEvents } from "./modules/notify/contract.ts";
import { digestEvents } from "./modules/notify/digests/digests-contract.ts";
import { sendDigest } from "./modules/notify/digests/send-digest.ts";
import { escalationEvents } from "./modules/notify/escalations/escalations-contract.ts";
import { inboxEvents } from "./modules/notify/inbox/inbox-contract.ts";
import { routingEvents } from "./modules/notify/routing/routing-contract.ts";
import { suppressionEvents } from "./modules/notify/consent/suppression-contract.ts";
import { notifyRoutes } from "./modules/notify/routes.ts";
import { sendingEvents } from "./modules/notify/sending/sending-contract.ts";
import { notifySubscribers } from "./modules/notify/subscribers.ts";
import { templateEvents } from "./modules/notify/templates/templates-contract.ts";
import { syncTemplateApprovals } from "./modules/notify/templates/watch-approvals.ts";
import { privacyEvents } from "./modules/privacy/contract.ts";
import { privacyRoutes } from "./modules/privacy/routes.ts";
import { runExport } from "./modules/privacy/run-export.ts";
import { privacySubscribers } from "./modules/privacy/subscribers.ts";
import { webhookRoutes } from "./modules/webhooks/routes.ts";
import { meRoutes } from "./modules/me/routes.ts";
import { userEvents } from "./modules/users/contract.ts";
import { userRoutes } from "./modules/users/routes.ts";
import { userSubscribers } from "./modules/users/subscribers.ts";
import { searchRoutes } from "./modules/search/routes.ts";

/** Every verb that approval policies can hold back. */
const guardedVerbs: readonly Guarded[] = [...dealVerbs, ...unitVerbs];

/** Every route of the product, by module. */
export const routes: readonly Bound[] = [
  ...authRoutes,
  ...meRoutes,
  ...userRoutes,
  ...accessRoutes,
  ...businessRoutes,
  ...auditRoutes,
  ...privacyRoutes,
  ...leadRoutes,
  ...contactRoutes,
  ...activityRoutes,
  ...dealRoutes,
  ...inventoryRoutes,
  ...approvalRoutes(guardedVerbs),
  ...searchRoutes,
  ...notifyRoutes,
  ...webhookRoutes,
  ...healthRoutes,
  ...mailboxRoutes,
];

/** Every reaction of a module to an event. */
export const subscribers: readonly Subscriber[] = [
  ...notifySubscribers,
  ...billingSubscribers,
  ...authSubscribers,
  ...userSubscribers,
  ...privacySubscribers,
  ...dealSubscribers,
  ...contactSubscribers,
  ...leadSubscribers,
  ...taskSubscribers,
  ...approvalSubscribers(guardedVerbs),
];

/** Every event, by name: delivery looks up here whom an event that was only stored must be told to. */
export const eventTypes: ReadonlyMap<string, EventType> = new Map([
  authEvents, factorEvents, passkeyEvents, identityEvents, tokenEvents, accessEvents, groupEvents, entitlementEvents, userEvents, billingEvents, businessEvents, privacyEvents,
  leadEvents, importEvents, contactEvents, activityEvents, taskEvents, dealEvents, inventoryEvents, notifyEvents, inboxEvents, digestEvents, escalationEvents, routingEvents, suppressionEvents, consentEvents, sendingEvents, templateEvents, approvalEvents,
].flatMap((events) => Object.entries(events)));

/** Every kind of long work, by the name its queue messages carry. */
export const jobs: Readonly<Record<string, JobHandler>> = {
  "leads.import": runImport,
  "privacy.export": runExport,
  "notify.digest": sendDigest,
  "notify.template-approvals": syncTemplateApprovals,
  "tasks.remind": sendReminders,
};

/** Every column that is sealed, so that a new key reaches all of them. */
export const sealedColumns: readonly SealedColumn[] = [
  { table: twofaSecrets, column: "totp_secret" },
  { table: providerCredentials, column: "data" },
];
