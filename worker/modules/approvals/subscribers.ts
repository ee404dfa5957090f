import { sql } from "drizzle-orm";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db } from "#worker/kernel/db.ts";
import { on } from "#worker/kernel/events.ts";
import { notifyUsers, type Recipient, recipientsQuery } from "#worker/modules/notify/public.ts";
import { approvalEvents } from "./contract.ts";
import type { Guarded } from "./guard.ts";

interface Facts extends Record<string, unknown> {
  action_code: string; title: string; summary: string; state: string; current_step: number; requester_user_id: string; requester_name: string;
  /** Whoever decided last, and what they said. */
  decider_user_id: string | null; decider_name: string; comment: string;
}
const factsQuery = (request_id: string) => db.execute<Facts>(sql`
  select r.action_code, r.title, r.summary, r.state, r.current_step, r.requester_user_id, p.full_name as requester_name,
    a.approver_user_id as decider_user_id, coalesce(d.full_name, '') as decider_name, coalesce(a.comment, '') as comment
  from approval_requests r join user_profiles p on p.id = r.requester_user_id
  left join lateral (select approver_user_id, comment from approval_actions where request_id = r.id order by created_at desc, id desc limit 1) a on true
  left join user_profiles d on d.id = a.approver_user_id where r.id = ${request_id}`);

const decidersOf = (request_id: string) => recipientsQuery(sql`select d.user_id from approval_requests r, app.deciders_of(r) d where r.id = ${request_id}`);
const CLOSED = { approved: "approval.approved", rejected: "approval.rejected", failed: "approval.failed" } as const;
type Told = "approval.step_opened" | "approval.reminder" | "approval.overdue" | (typeof CLOSED)[keyof typeof CLOSED];

/** What approvals tell people, a notice that asks for a decision naming its step, in the words of the actions that the modules have declared. */
export function approvalSubscribers(verbs: readonly Guarded[]) {
  const actions = new Map(verbs.flatMap((verb) => verb.actions).map((action) => [action.code, action]));

  const tell = (ctx: Ctx, request_id: string, { action_code, title, summary, requester_name, decider_name, comment }: Facts, template_code: Told, recipients: readonly Recipient[], asks: { step_seq?: number } = {}) => {
    const action = actions.get(action_code);
    const payload = { action: action?.label ?? action_code, action_ar: action?.label_ar ?? action_code, title, summary, requester_name, decider_name, comment };
    return ctx.commit(null, ...notifyUsers(ctx, { recipients, template_code, payload, link_url: `/approvals/${request_id}`, category: "approvals", meta: { request_id, ...asks } }));
  };

  /** Those who may decide the step, unless it has been decided while the event was on its way. */
  async function tellDeciders(ctx: Ctx, { request_id, step_seq }: { request_id: string; step_seq: number }, template_code: Told) {
    const [{ rows: [facts] }, deciders] = await ctx.read(factsQuery(request_id), decidersOf(request_id));
    if (facts?.state === "pending" && facts.current_step === step_seq && deciders.length) await tell(ctx, request_id, facts, template_code, deciders, { step_seq });
  }

  return [
    on(approvalEvents["approval.step.opened"], "approvals.tell-opened", (ctx, { payload }) => tellDeciders(ctx, payload, "approval.step_opened")),
    on(approvalEvents["approval.step.due_soon"], "approvals.tell-due-soon", (ctx, { payload }) => tellDeciders(ctx, payload, "approval.reminder")),
    on(approvalEvents["approval.step.escalated"], "approvals.tell-overdue", (ctx, { payload }) => tellDeciders(ctx, payload, "approval.overdue")),
    on(approvalEvents["approval.closed"], "approvals.tell-closed", async (ctx, { payload: { request_id, state } }) => {
      if (state === "cancelled") return;
      // The one who gave the last approval is told as well that nothing came of it.
      const [{ rows: [facts] }, people] = await ctx.read(factsQuery(request_id), recipientsQuery(sql`
        select requester_user_id from approval_requests where id = ${request_id}
        union select approver_user_id from approval_actions where request_id = ${request_id} and ${state === "failed"} and created_at = (select decided_at from approval_requests where id = ${request_id})`));
      if (facts && people.length) await tell(ctx, request_id, facts, CLOSED[state], people);
    }),
  ];
}
