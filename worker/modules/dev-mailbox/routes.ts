import { handlePublic } from "#worker/kernel/http.ts";
import * as contract from "./contract.ts";
import { list, mailboxIsOpen } from "./mailbox.ts";

/** None at all where the mailbox may not be opened, so that the API's description does not know it either. */
export const mailboxRoutes = mailboxIsOpen() ? [
  handlePublic(contract.listMailbox, (ctx, { query, raw }) => list(ctx, query, raw.headers.get("accept"))),
] : [];
