import { type SQL, sql } from "drizzle-orm";
import type * as z from "zod";
import { NOBODY } from "#worker/kernel/ids.ts";
import { type Case, DOMAINS } from "./domains.ts";
import type { EscalationStep } from "./escalations-contract.ts";

const MANAGER = JSON.stringify({ approver_mode: "dynamic", approver_ref: "owner.manager" });

/** The users a step names who see the record, as an array; admins and owners of the workspace where there are none. */
export function toldBy({ to }: Pick<z.output<typeof EscalationStep>, "to">, of: Case): SQL {
  const { owners, owner, sees } = DOMAINS[of.domain];
  const named = to === "owner" ? owners(of)
    : to === "manager" ? sql`select m from app.named_approvers(${MANAGER}::jsonb, ${of.subject_id}::uuid, coalesce(${owner(of)}, ${NOBODY}::uuid)) m`
    : "role" in to ? sql`select h from app.holders_of(${to.role}) h`
    : sql`select m.user_id from group_members m join groups g on g.id = m.group_id and g.is_active where g.id = ${to.group_id}`;
  return sql`array(with named (id) as (${named}), told as (select n.id from named n join users u on u.id = n.id and u.status = 'active' where ${sees(of, sql`n.id`)})
    select id from told union select a from (select app.holders_of('admin') a union select app.holders_of('super_admin')) admins where not exists (select from told))`;
}
