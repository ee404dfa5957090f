import type { approvalRequests, RequestStep } from "#db/schema/approvals.ts";

/** A request as its row. */
export type Request = Omit<typeof approvalRequests.$inferSelect, "tenant_id">;

/** What the events of a request say it is about. */
export const about = ({ id, object_type, object_id }: Pick<Request, "id" | "object_type" | "object_id">) => ({ request_id: id, [`${object_type}_id`]: object_id });

const HOUR_MS = 3_600_000, REMIND_AFTER = 0.75;
/** The times of a step that opens now: a reminder after three quarters of what it is given. */
export function timesOf({ sla_hours }: RequestStep, now: string) {
  const after = (part: number) => (sla_hours === null ? null : new Date(Date.parse(now) + sla_hours * HOUR_MS * part).toISOString());
  return { remind_at: after(REMIND_AFTER), due_at: after(1), reminded_at: null, escalated_at: null };
}
