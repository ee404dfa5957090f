import { eq, sql } from "drizzle-orm";
import type * as z from "zod";
import { escalations, notificationPolicies } from "#db/schema/notify.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db, updateOne } from "#worker/kernel/db.ts";
import { eachFound, type Found } from "#worker/kernel/sweep.ts";
import { readAcrossTenants } from "#worker/kernel/system.ts";
import { notifyUsers, recipientsQuery } from "#worker/modules/notify/public.ts";
import { DOMAINS, factsOf } from "./domains.ts";
import { escalationEvents, Escalations } from "./escalations-contract.ts";
import { toldBy } from "./who.ts";

/** How many cases one sweep takes, of every tenant the same number first; the next one goes on. */
const PER_SWEEP = 200;
/** After so many days a case that nobody acted on ends as it is. */
const LONGEST_DAYS = 60;
const DEFAULTS = JSON.stringify(Escalations.parse({}));
const policyOf = (value: unknown) => Escalations.parse((value as { escalations?: z.input<typeof Escalations> } | undefined)?.escalations ?? {});

/** Takes the next step of every case on which nobody has acted in the time that the workspace gives. */
export async function watchEscalations(request_id: string, ctxOf: (tenant_id: string) => Ctx): Promise<{ steps: number }> {
  const [{ rows }] = await readAcrossTenants("sweeper", request_id, db.execute<Found>(sql`
    select tenant_id, id from (
      select e.tenant_id, e.id, e.since, row_number() over (partition by e.tenant_id order by e.since) as turn
      from escalations e left join notification_policies p on p.tenant_id = e.tenant_id
      where e.closed_at is null and (e.since < now() - ${`${LONGEST_DAYS} days`}::interval
        or e.since + (coalesce(p.value->'escalations'->e.domain, ${DEFAULTS}::jsonb->e.domain)->(e.steps_done::int)->>'after_min')::int * interval '1 minute' <= now())) due
    order by turn, since limit ${PER_SWEEP}`));
  const taken = await eachFound(request_id, "escalation_id", rows, ctxOf, takeStep);
  return { steps: taken.filter(Boolean).length };
}

/** The version guards it: of two sweeps at once one takes the step. A case on which somebody has acted ends instead. */
async function takeStep(ctx: Ctx, id: string): Promise<boolean> {
  const [[found], [policy]] = await ctx.read(db.select().from(escalations).where(eq(escalations.id, id)), db.select({ value: notificationPolicies.value }).from(notificationPolicies));
  if (!found || found.closed_at) return false;
  const steps = policyOf(policy?.value)[found.domain], step = steps[found.steps_done], { domain, subject_id } = found, of = { escalation_id: id, domain, subject_id };
  const end = () => ctx.commit(false, updateOne(escalations, found, { closed_at: ctx.now, updated_at: ctx.now }), ctx.emit(escalationEvents["escalation.ended"], { ...of, steps_taken: found.steps_done }));
  if (!step) return end();
  if (Date.parse(found.since) + step.after_min * 60_000 > Date.parse(ctx.now)) return false;
  const [{ rows: [facts] }, recipients] = await ctx.readAgain("the policy says whom the step tells", factsOf(found), recipientsQuery(toldBy(step, found)));
  if (!facts) return end();
  const { template_code, category, link, meta } = DOMAINS[domain], steps_done = found.steps_done + 1, last = steps_done >= steps.length;
  return ctx.commit(true,
    updateOne(escalations, found, { steps_done, updated_at: ctx.now, ...(last ? { closed_at: ctx.now } : {}) }),
    ...notifyUsers(ctx, { recipients, template_code, payload: facts, link_url: link(found), category, severity: "warning", meta: { ...meta(found), escalation_id: id }, channels: step.channels }),
    ctx.emit(escalationEvents["escalation.step.taken"], { ...of, step: steps_done, user_ids: recipients.map((r) => r.user_id) }));
}
