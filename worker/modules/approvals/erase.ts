import { type SQL, sql } from "drizzle-orm";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db, many, type Statement } from "#worker/kernel/db.ts";
import { approvalEvents } from "./contract.ts";
import { about, type Request } from "./request-row.ts";

/** Which requests `r` are about these people (contacts and leads): on a deal they take part in, or naming them in what was asked for. */
export const requestsAbout = (people: SQL): SQL => sql`(r.object_type = 'deal' and r.object_id in (select deal_id from deal_contacts where contact_id = any(${people}))
  or exists (select from unnest(${people}) known (id) where position(known.id::text in r.input::text) > 0))`;

/** In the caller's commit: nothing of these requests is left that people wrote. One that still waits is cancelled, for what it asks for is gone. */
export function eraseRequests(ctx: Ctx, requests: readonly Pick<Request, "id" | "state" | "object_type" | "object_id">[]): Statement[] {
  if (!requests.length) return [];
  const ids = many(requests.map((request) => request.id), "uuid");
  return [
    db.execute(sql`update approval_actions set comment = null where request_id = any(${ids}) and comment is not null`),
    db.execute(sql`update approval_requests set title = 'Erased', input = '{}', state = case state when 'pending' then 'cancelled' else state end, decided_at = coalesce(decided_at, ${ctx.now}),
      updated_at = ${ctx.now}, version = version + 1 where id = any(${ids})`),
    ...requests.filter((request) => request.state === "pending").map((request) => ctx.emit(approvalEvents["approval.closed"], { ...about(request), state: "cancelled" })),
  ];
}
