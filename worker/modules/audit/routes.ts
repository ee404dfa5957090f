import { handle } from "#worker/kernel/http.ts";
import * as contract from "./contract.ts";
import * as entries from "./entries.ts";
import { download } from "./export.ts";
import { verify } from "./verify.ts";

export const auditRoutes = [
  handle(contract.listAuditLogs, (ctx, { query }) => entries.list(ctx, query)),
  handle(contract.exportAuditLogs, (ctx, { query }) => download(ctx, query)),
  handle(contract.verifyAuditLogs, (ctx) => verify(ctx)),
];
