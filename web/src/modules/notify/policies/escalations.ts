import type * as z from "zod";
import { formatList, toLatinDigits } from "#web/src/kernel/format.ts";
import type { Translate } from "#web/src/kernel/i18n.ts";
import type { ApproverName } from "#web/src/modules/approvals/approvers.ts";
import type { Escalations as EscalationsSchema, EscalationStep } from "#worker/modules/notify/escalations/escalations-contract.ts";
import { type Channel, OUTGOING } from "../channels.tsx";
import type en from "../text/en.ts";

type Say = Translate<typeof en>;
type Escalations = z.output<typeof EscalationsSchema>;
type Step = z.output<typeof EscalationStep>;
export type Domain = keyof Escalations;
export const DOMAINS = ["leads", "approvals", "tasks"] as const satisfies readonly Domain[];
export const WHOM = ["owner", "manager", "role", "group"] as const;
export const STEP_CHANNELS: readonly Channel[] = ["inbox", ...OUTGOING];
export const MOST_STEPS = 10;
const LONGEST_MIN = 43_200, UNIT_MIN = { minutes: 1, hours: 60 } as const;

/** A step while it is edited; its number as it is typed. */
export interface StepDraft {
  after: string;
  unit: keyof typeof UNIT_MIN;
  whom: (typeof WHOM)[number];
  /** The code of the role or the id of the group. */
  ref: string | undefined;
  channels: readonly Channel[];
}
export type EscalationsDraft = { readonly [D in Domain]: readonly StepDraft[] };

const eachDomain = <From, To>(of: Record<Domain, From>, change: (steps: From) => To): Record<Domain, To> => ({ leads: change(of.leads), approvals: change(of.approvals), tasks: change(of.tasks) });
const timeOf = (after_min: number): Pick<StepDraft, "after" | "unit"> => (after_min % UNIT_MIN.hours ? { after: String(after_min), unit: "minutes" } : { after: String(after_min / UNIT_MIN.hours), unit: "hours" });
const whomOf = ({ to }: Step): Pick<StepDraft, "whom" | "ref"> =>
  (typeof to === "string" ? { whom: to, ref: undefined } : "role" in to ? { whom: "role", ref: to.role } : { whom: "group", ref: to.group_id });
const toOf = ({ whom, ref }: StepDraft): Step["to"] => (whom === "role" ? { role: ref! } : whom === "group" ? { group_id: ref! } : whom);

export const escalationsDraft = (stored: Escalations): EscalationsDraft => eachDomain(stored, (steps) => steps.map((step) => ({ ...timeOf(step.after_min), ...whomOf(step), channels: step.channels })));

/** What is sent; `escalationProblems` has found nothing. */
export const escalationsOf = (draft: EscalationsDraft): Escalations => eachDomain(draft, (steps) => steps.map((step) => ({ after_min: minutesOf(step)!, to: toOf(step), channels: [...step.channels] })));

/** Twice as late as the last one, so that it fits behind it. */
export function nextStep(steps: readonly StepDraft[]): StepDraft {
  const last = steps.at(-1), before = last && minutesOf(last);
  return { ...timeOf(before ? Math.min(before * 2, LONGEST_MIN) : 30), whom: last ? "manager" : "owner", ref: undefined, channels: ["inbox", "email"] };
}

/** Undefined for what is not a number of minutes that a step may wait. */
function minutesOf({ after, unit }: StepDraft): number | undefined {
  const typed = toLatinDigits(after).trim(), minutes = Number(typed) * UNIT_MIN[unit];
  return /^\d+$/.test(typed) && minutes >= 1 && minutes <= LONGEST_MIN ? minutes : undefined;
}

/** Problems in words under the paths that the API uses for its own: "escalations.leads.0.after_min". */
export function escalationProblems(w: Say, draft: EscalationsDraft): Record<string, string> {
  const found: Record<string, string> = {};
  for (const domain of DOMAINS) {
    draft[domain].forEach((step, at, steps) => {
      const path = `escalations.${domain}.${at}`, minutes = minutesOf(step), before = at ? minutesOf(steps[at - 1]!) : undefined;
      if (minutes === undefined) found[`${path}.after_min`] = w("escalations.afterWrong", { most: LONGEST_MIN / UNIT_MIN[step.unit] });
      else if (before !== undefined && minutes <= before) found[`${path}.after_min`] = w("escalations.later");
      if (!step.ref && (step.whom === "role" || step.whom === "group")) found[`${path}.to`] = w(`escalations.${step.whom}Missing`);
      if (!step.channels.length) found[`${path}.channels`] = w("quiet.channelsMissing");
    });
  }
  return found;
}

/** "after 2 hours"; undefined while no time is written. */
export function afterWords(w: Say, step: StepDraft): string | undefined {
  const minutes = minutesOf(step);
  return minutes === undefined ? undefined : w(`escalations.${step.unit}`, { count: minutes / UNIT_MIN[step.unit] });
}

/** Every step in a line of its own: for a clash with somebody else's change. */
export function escalationsInWords(w: Say, nameOf: (who: ApproverName) => string, stored: Escalations): string {
  const draft = escalationsDraft(stored);
  const whom = ({ whom, ref }: StepDraft) => (whom === "role" || whom === "group" ? nameOf({ approver_mode: whom, approver_ref: ref! }) : w(`escalations.whom.${whom}`));
  const inWords = (domain: Domain) => (step: StepDraft) => w("escalations.inWords", { what: w(`escalations.${domain}`), after: afterWords(w, step)!, whom: whom(step), channels: formatList(step.channels.map((one) => w(`channel.${one}`))) });
  return DOMAINS.flatMap((domain) => (draft[domain].length ? draft[domain].map(inWords(domain)) : [w(`escalations.${domain}None`)])).join("\n");
}
