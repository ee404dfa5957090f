import { handle } from "#worker/kernel/http.ts";
import * as contract from "./contract.ts";
import * as deadLetters from "./sending/dead-letters.ts";
import * as inbox from "./inbox.ts";
import * as live from "./live.ts";
import * as credentials from "./sending/credentials.ts";
import { requeueMessage } from "./sending/requeue.ts";
import * as sending from "./sending/sending-contract.ts";

export const notifyRoutes = [
  handle(contract.listNotifications, (ctx, { query }) => inbox.list(ctx, query)),
  // Before the routes with an id, which would take "live" for one.
  handle(contract.liveNotifications, (ctx, { query, raw }) => live.open(ctx, raw, query.since)),
  handle(contract.readNotifications, (ctx, { body }) => inbox.readMany(ctx, body)),
  handle(contract.getNotification, (ctx, { params }) => inbox.get(ctx, params.notification_id)),
  handle(contract.readNotification, (ctx, { params }) => inbox.read(ctx, params.notification_id)),
  handle(contract.listDeadLetters, (ctx, { query }) => deadLetters.list(ctx, query)),
  handle(contract.requeueDeadLetter, (ctx, { params }) => deadLetters.requeue(ctx, params.dead_letter_id)),
  handle(sending.requeueMessage, (ctx, { params }) => requeueMessage(ctx, params.message_id)),
  handle(sending.getCredentials, (ctx, { params }) => credentials.get(ctx, sending.Provider.parse(params.provider))),
  handle(sending.putBrevoCredentials, (ctx, { body }) => credentials.put(ctx, "brevo", body)),
  handle(sending.putInfobipCredentials, (ctx, { body }) => credentials.put(ctx, "infobip", body)),
  handle(sending.deleteCredentials, (ctx, { params }) => credentials.remove(ctx, sending.Provider.parse(params.provider))),
];
