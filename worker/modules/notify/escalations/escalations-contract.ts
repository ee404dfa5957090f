import * as z from "zod";
import { defineEvents, Id, Text } from "#worker/kernel/resource.ts";

/** What is done when nobody has acted for so long: who is told, and how. */
export const EscalationStep = z.object({
  after_min: z.int().min(1).max(43_200).meta({ description: "Minutes since the case began; steps follow in this order.", examples: [30] }),
  to: z.union([z.enum(["owner", "manager"]), z.object({ role: Text(60) }).strict(), z.object({ group_id: Id }).strict()])
    .meta({ description: "The one who should act, their manager, everybody with a role, or a group. Where that is nobody, admins.", examples: ["owner"] }),
  channels: z.array(z.enum(["inbox", "email", "sms", "whatsapp"])).min(1).max(4).meta({ examples: [["inbox", "email"]] }),
}).strict();
const Steps = z.array(EscalationStep).max(10).refine((steps) => steps.every((step, i) => i === 0 || step.after_min > steps[i - 1]!.after_min), "Each step comes later than the one before.");
type Steps = z.input<typeof Steps>;

const LEADS: Steps = [{ after_min: 30, to: "owner", channels: ["inbox", "email"] }, { after_min: 120, to: "manager", channels: ["inbox", "email"] }];
const APPROVALS: Steps = [{ after_min: 240, to: "owner", channels: ["inbox", "email"] }, { after_min: 1440, to: { role: "admin" }, channels: ["inbox", "email"] }];
const TASKS: Steps = [{ after_min: 60, to: "owner", channels: ["inbox", "email"] }, { after_min: 1440, to: "manager", channels: ["inbox", "email"] }];
/**
 * Of a workspace's notification policies. A case of a lead begins when it becomes hot and ends when somebody gets in touch;
 * one of an approval begins when its step is overdue and ends when that is decided; one of a task begins when that is due
 * and ends when it is closed or due later.
 */
export const Escalations = z.object({ approvals: Steps.default(APPROVALS), tasks: Steps.default(TASKS), leads: Steps.default(LEADS) }).strict();

const Of = z.object({ escalation_id: Id, domain: z.enum(["approvals", "tasks", "leads"]), subject_id: Id });
export const escalationEvents = defineEvents({
  "escalation.step.taken": { payload: Of.extend({ step: z.int(), user_ids: z.array(Id) }) },
  /** Somebody acted, or there is no further step. */
  "escalation.ended": { payload: Of.extend({ steps_taken: z.int() }) },
});
