import { type SQL, sql } from "drizzle-orm";
import { db } from "#worker/kernel/db.ts";
import { HOT_SCORE } from "#worker/modules/leads/contract.ts";
import type { escalations } from "#db/schema/notify.ts";

export type Case = typeof escalations.$inferSelect;
/** What people are told of a case; nothing once somebody has acted. */
export type Facts = Record<string, unknown> & { title: string; summary: string; owner_name: string; score: number; since: string };

interface Domain {
  readonly factsQuery: (of: Case) => SQL;
  /** Who should act, and whose managers are asked next. */
  readonly owners: (of: Case) => SQL;
  readonly owner: (of: Case) => SQL;
  /** Whether a user may be told of the record. */
  readonly sees: (of: Case, user: SQL) => SQL;
  readonly template_code: "escalation.lead" | "escalation.approval" | "escalation.task";
  readonly category: "tasks" | "approvals";
  readonly link: (of: Case) => string;
  readonly meta: (of: Case) => Record<string, string>;
}
const SINCE = ({ since }: Case) => sql`to_char(${since}::timestamptz at time zone (select timezone from tenants), 'YYYY-MM-DD HH24:MI') as since`;

const leads: Domain = {
  factsQuery: (of) => sql`select l.full_name as title, '' as summary, coalesce(p.full_name, '') as owner_name, l.score, ${SINCE(of)}
    from leads l left join user_profiles p on p.id = l.owner_user_id
    where l.id = ${of.subject_id} and l.score >= ${HOT_SCORE} and l.status in ('new', 'contacted', 'qualified')
      and not exists (select from activity_links k join activities a on a.id = k.activity_id where k.related_type = 'lead' and k.related_id = l.id and a.type <> 'system' and a.created_at > ${of.since}::timestamptz)
      and not exists (select from event_subjects s join event_log e on e.id = s.event_id where s.subject_type = 'lead' and s.subject_id = l.id and e.name = 'lead.updated' and e.created_at > ${of.since}::timestamptz and e.payload->'fields' ? 'status')`,
  owners: (of) => sql`select owner_user_id from leads where id = ${of.subject_id}`,
  owner: (of) => sql`(select owner_user_id from leads where id = ${of.subject_id})`,
  sees: (of, user) => sql`app.user_sees(${user}, 'lead', ${of.subject_id}::uuid)`,
  template_code: "escalation.lead", category: "tasks", link: (of) => `/leads/${of.subject_id}`, meta: (of) => ({ lead_id: of.subject_id }),
};

const approvals: Domain = {
  factsQuery: (of) => sql`select r.title, r.summary, p.full_name as owner_name, 0 as score, ${SINCE(of)}
    from approval_requests r join user_profiles p on p.id = r.requester_user_id where r.id = ${of.subject_id} and r.state = 'pending' and r.current_step::text = ${of.case_key}`,
  owners: (of) => sql`select d.user_id from approval_requests r, app.deciders_of(r) d where r.id = ${of.subject_id}`,
  owner: (of) => sql`(select owner_user_id from approval_requests where id = ${of.subject_id})`,
  sees: () => sql`true`,
  template_code: "escalation.approval", category: "approvals", link: (of) => `/approvals/${of.subject_id}`, meta: (of) => ({ request_id: of.subject_id }),
};

/** A task that is due at another time by now has a case of that. */
const tasks: Domain = {
  factsQuery: (of) => sql`select t.title, '' as summary, p.full_name as owner_name, 0 as score, ${SINCE(of)}
    from tasks t join user_profiles p on p.id = t.owner_user_id where t.id = ${of.subject_id} and t.status in ('open', 'in_progress') and t.due_at = ${of.since}::timestamptz`,
  owners: (of) => sql`select owner_user_id from tasks where id = ${of.subject_id}`,
  owner: (of) => sql`(select owner_user_id from tasks where id = ${of.subject_id})`,
  sees: (of, user) => sql`app.user_sees_task(${user}, ${of.subject_id}::uuid)`,
  template_code: "escalation.task", category: "tasks", link: (of) => `/tasks/${of.subject_id}`, meta: (of) => ({ task_id: of.subject_id }),
};

export const DOMAINS: Readonly<Record<Case["domain"], Domain>> = { leads, approvals, tasks };
export const factsOf = (of: Case) => db.execute<Facts>(DOMAINS[of.domain].factsQuery(of));
