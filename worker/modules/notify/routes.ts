import { handle } from "#worker/kernel/http.ts";
import * as contract from "./contract.ts";
import * as deadLetters from "./dead-letters.ts";
import * as inbox from "./inbox.ts";
import * as live from "./live.ts";
import { templateRoutes } from "./templates/routes.ts";

export const notifyRoutes = [
  handle(contract.listNotifications, (ctx, { query }) => inbox.list(ctx, query)),
  // Before the routes with an id, which would take "live" for one.
  handle(contract.liveNotifications, (ctx, { query, raw }) => live.open(ctx, raw, query.since)),
  handle(contract.readNotifications, (ctx, { body }) => inbox.readMany(ctx, body)),
  handle(contract.getNotification, (ctx, { params }) => inbox.get(ctx, params.notification_id)),
  handle(contract.readNotification, (ctx, { params }) => inbox.read(ctx, params.notification_id)),
  handle(contract.listDeadLetters, (ctx, { query }) => deadLetters.list(ctx, query)),
  handle(contract.requeueDeadLetter, (ctx, { params }) => deadLetters.requeue(ctx, params.dead_letter_id)),
  ...templateRoutes,
];
