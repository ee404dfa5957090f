import { handle } from "#worker/kernel/http.ts";
import { checkAccount } from "./check-account.ts";
import * as credentials from "./credentials.ts";
import * as deadLetters from "./dead-letters.ts";
import { requeueMessage } from "./requeue.ts";
import * as contract from "./sending-contract.ts";

export const sendingRoutes = [
  handle(contract.listDeadLetters, (ctx, { query }) => deadLetters.list(ctx, query)),
  handle(contract.requeueDeadLetter, (ctx, { params }) => deadLetters.requeue(ctx, params.dead_letter_id)),
  handle(contract.requeueMessage, (ctx, { params }) => requeueMessage(ctx, params.message_id)),
  handle(contract.listProviders, (ctx) => credentials.list(ctx)),
  handle(contract.getCredentials, (ctx, { params }) => credentials.get(ctx, contract.Provider.parse(params.provider))),
  handle(contract.putBrevoCredentials, (ctx, { body }) => credentials.put(ctx, "brevo", body)),
  handle(contract.putInfobipCredentials, (ctx, { body }) => credentials.put(ctx, "infobip", body)),
  handle(contract.deleteCredentials, (ctx, { params }) => credentials.remove(ctx, contract.Provider.parse(params.provider))),
  handle(contract.checkCredentials, (ctx, { params }) => checkAccount(ctx, contract.Provider.parse(params.provider))),
];
