import { handle, handlePublic } from "#worker/kernel/http.ts";
import * as suppressionContract from "./consent/suppression-contract.ts";
import * as suppressions from "./consent/suppressions.ts";
import * as contract from "./contract.ts";
import * as consent from "./consent/consent-contract.ts";
import * as optIns from "./consent/opt-ins.ts";
import * as subscriptions from "./consent/unsubscribe.ts";
import { digestRoutes } from "./digests/routes.ts";
import { inboxRoutes } from "./inbox/routes.ts";
import * as dispatching from "./messages/dispatch.ts";
import { health } from "./messages/health.ts";
import * as messagesContract from "./messages/messages-contract.ts";
import * as messages from "./messages/messages.ts";
import * as policies from "./routing/policies.ts";
import * as preferences from "./routing/preferences.ts";
import * as routing from "./routing/routing-contract.ts";
import * as credentials from "./sending/credentials.ts";
import * as deadLetters from "./sending/dead-letters.ts";
import { requeueMessage } from "./sending/requeue.ts";
import * as sending from "./sending/sending-contract.ts";
import { templateRoutes } from "./templates/routes.ts";

export const notifyRoutes = [
  ...inboxRoutes,
  ...digestRoutes,
  handle(messagesContract.dispatch, (ctx, { body }) => dispatching.dispatch(ctx, body)),
  handle(messagesContract.sendMessage, (ctx, { body }) => dispatching.send(ctx, body)),
  handle(messagesContract.listMessages, (ctx, { query }) => messages.list(ctx, query)),
  handle(messagesContract.getMessage, (ctx, { params }) => messages.get(ctx, params.message_id)),
  handle(messagesContract.notifyHealth, (ctx, { query }) => health(ctx, query)),
  handle(routing.previewRouting, (ctx, { body }) => dispatching.preview(ctx, body)),
  handle(consent.optIn, (ctx, { body }) => optIns.grant(ctx, body)),
  handle(consent.optOut, (ctx, { body }) => optIns.withdraw(ctx, body)),
  handlePublic(consent.confirmOptIn, (ctx, { body }) => optIns.confirm(ctx, body.token)),
  handlePublic(consent.getSubscription, (ctx, { query }) => subscriptions.show(ctx, query.token)),
  handlePublic(consent.unsubscribe, (ctx, { query }) => subscriptions.unsubscribe(ctx, query.token)),
  handlePublic(consent.resubscribe, (ctx, { body }) => subscriptions.resubscribe(ctx, body.token)),
  handle(routing.getPolicies, (ctx) => policies.getPolicies(ctx)),
  handle(routing.putPolicies, (ctx, { body }) => policies.putPolicies(ctx, body)),
  handle(routing.listGroupDefaults, (ctx) => policies.listGroupDefaults(ctx)),
  handle(routing.putGroupDefaults, (ctx, { params, body }) => policies.putDefaultsOfGroup(ctx, params.group_id, body)),
  handle(routing.getMyPreferences, (ctx) => preferences.get(ctx, ctx.user_id!)),
  handle(routing.putMyPreferences, (ctx, { body }) => preferences.put(ctx, ctx.user_id!, body)),
  handle(routing.getEffectivePreferences, (ctx, { query }) => preferences.get(ctx, query.user_id ?? query.userId ?? ctx.user_id!)),
  handle(routing.putUserPreferences, (ctx, { params, body }) => preferences.put(ctx, params.user_id, body)),
  handle(suppressionContract.listSuppressions, (ctx, { query }) => suppressions.list(ctx, query)),
  handle(suppressionContract.addSuppression, (ctx, { body }) => suppressions.add(ctx, body)),
  handle(suppressionContract.removeSuppression, (ctx, { params }) => suppressions.remove(ctx, params.suppression_id)),
  handle(contract.listDeadLetters, (ctx, { query }) => deadLetters.list(ctx, query)),
  handle(contract.requeueDeadLetter, (ctx, { params }) => deadLetters.requeue(ctx, params.dead_letter_id)),
  handle(sending.requeueMessage, (ctx, { params }) => requeueMessage(ctx, params.message_id)),
  handle(sending.getCredentials, (ctx, { params }) => credentials.get(ctx, sending.Provider.parse(params.provider))),
  handle(sending.putBrevoCredentials, (ctx, { body }) => credentials.put(ctx, "brevo", body)),
  handle(sending.putInfobipCredentials, (ctx, { body }) => credentials.put(ctx, "infobip", body)),
  handle(sending.deleteCredentials, (ctx, { params }) => credentials.remove(ctx, sending.Provider.parse(params.provider))),
  ...templateRoutes,
];
