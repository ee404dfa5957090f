import { handle, handlePublic } from "#worker/kernel/http.ts";
import * as contract from "./consent-contract.ts";
import * as optIns from "./opt-ins.ts";
import * as suppression from "./suppression-contract.ts";
import * as suppressions from "./suppressions.ts";
import * as subscriptions from "./unsubscribe.ts";

export const consentRoutes = [
  handle(contract.optIn, (ctx, { body }) => optIns.grant(ctx, body)),
  handle(contract.optOut, (ctx, { body }) => optIns.withdraw(ctx, body)),
  handlePublic(contract.confirmOptIn, (ctx, { body }) => optIns.confirm(ctx, body.token)),
  handlePublic(contract.getSubscription, (ctx, { query }) => subscriptions.show(ctx, query.token)),
  handlePublic(contract.unsubscribe, (ctx, { query }) => subscriptions.unsubscribe(ctx, query.token)),
  handlePublic(contract.resubscribe, (ctx, { body }) => subscriptions.resubscribe(ctx, body.token)),
  handle(suppression.listSuppressions, (ctx, { query }) => suppressions.list(ctx, query)),
  handle(suppression.addSuppression, (ctx, { body }) => suppressions.add(ctx, body)),
  handle(suppression.removeSuppression, (ctx, { params }) => suppressions.remove(ctx, params.suppression_id)),
];
