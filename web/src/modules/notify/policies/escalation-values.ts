import type * as z from "zod";
import { toLatinDigits } from "#web/src/kernel/format.ts";
import type { EscalationStep, Escalations } from "#worker/modules/notify/escalations/escalations-contract.ts";
import type { Channel } from "../channels.tsx";

type Step = z.output<typeof EscalationStep>;
type Stored = z.output<typeof Escalations>;

export const DOMAINS = ["leads", "approvals"] as const;
export type Domain = (typeof DOMAINS)[number];
/** Minutes of each unit, the longest first. */
export const UNITS = { days: 1440, hours: 60, minutes: 1 } as const;
export type Unit = keyof typeof UNITS;

/** A step while it is edited. `to` is "owner", "manager", "role:<code>" or "group:<id>". */
export interface StepDraft {
  after: string;
  unit: Unit;
  to: string;
  channels: readonly Channel[];
}
export type Escalating = Record<Domain, readonly StepDraft[]>;

export const newStep = (before: StepDraft | undefined): StepDraft => ({ after: before ? String(Number(toLatinDigits(before.after)) * 2 || 1) : "30", unit: before?.unit ?? "minutes", to: "manager", channels: ["inbox", "email"] });

const MOST_MIN = 43_200;
const minutesOf = ({ after, unit }: StepDraft) => (/^\d+$/.test(toLatinDigits(after).trim()) ? Number(toLatinDigits(after)) * UNITS[unit] : 0);

function draftOf({ after_min, to, channels }: Step): StepDraft {
  const unit = (Object.keys(UNITS) as Unit[]).find((one) => after_min % UNITS[one] === 0) ?? "minutes";
  return { after: String(after_min / UNITS[unit]), unit, to: typeof to === "string" ? to : "role" in to ? `role:${to.role}` : `group:${to.group_id}`, channels };
}
function stepOf(draft: StepDraft): Step {
  const [kind, id = ""] = draft.to.split(":");
  return { after_min: minutesOf(draft), to: kind === "role" ? { role: id } : kind === "group" ? { group_id: id } : (kind as "owner" | "manager"), channels: [...draft.channels] };
}

export const escalatingOf = (stored: Stored) => Object.fromEntries(DOMAINS.map((domain) => [domain, stored[domain].map(draftOf)])) as unknown as Escalating;
export const escalationsOf = (drafts: Escalating) => Object.fromEntries(DOMAINS.map((domain) => [domain, drafts[domain].map(stepOf)])) as Record<Domain, Step[]>;

/** Each step has a time after the one before it, and a channel. */
export const stepsHold = (steps: readonly StepDraft[]) =>
  steps.every((step, at) => minutesOf(step) > (at ? minutesOf(steps[at - 1]!) : 0) && minutesOf(step) <= MOST_MIN && step.channels.length > 0);
