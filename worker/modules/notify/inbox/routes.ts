import { handle } from "#worker/kernel/http.ts";
import * as entries from "./entries.ts";
import { get } from "./entry.ts";
import * as contract from "./inbox-contract.ts";
import * as live from "./live.ts";

export const inboxRoutes = [
  handle(contract.listNotifications, (ctx, { query }) => entries.list(ctx, query)),
  handle(contract.listNotificationsAlias, (ctx, { query }) => entries.list(ctx, query)),
  // Before the routes with an id, which would take "live" for one.
  handle(contract.liveNotifications, (ctx, { query, raw }) => live.open(ctx, raw, query.since)),
  handle(contract.readNotifications, (ctx, { body }) => entries.mark(ctx, body)),
  handle(contract.archiveNotifications, (ctx, { body }) => entries.archive(ctx, body)),
  handle(contract.getNotification, (ctx, { params }) => get(ctx, params.notification_id)),
  handle(contract.readNotification, (ctx, { params }) => entries.read(ctx, params.notification_id)),
  handle(contract.listUserNotifications, (ctx, { params, query }) => entries.listOfUser(ctx, params.user_id, query)),
];
