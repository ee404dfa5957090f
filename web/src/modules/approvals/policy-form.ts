import type * as z from "zod";
import { toLatinDigits } from "#web/src/kernel/format.ts";
import type { Translate } from "#web/src/kernel/i18n.ts";
import type { NewPolicy, Policy, Step } from "#worker/modules/approvals/contract.ts";
import type { Mode } from "./approvers.ts";
import { type ActionView, conditionOf, type Draft, draftOf, hasValue, isGroup, type Lines } from "./condition.ts";
import type en from "./text/en.ts";

export type PolicyView = z.output<typeof Policy>;
type Say = Translate<typeof en>;

export interface ApproverDraft { mode: Mode; ref: string | undefined }
/** A step while it is edited; numbers as they are typed. */
export interface StepDraft extends ApproverDraft {
  kind: z.output<typeof Step>["kind"];
  required: string;
  sla: string;
  escalate: ApproverDraft | undefined;
  threshold: Draft;
}
export interface PolicyValues {
  name: string;
  action_code: string;
  active: boolean;
  allow_self_approval: boolean;
  conditions: Draft;
  steps: readonly StepDraft[];
}

export const newStep = (action: ActionView | undefined): StepDraft => ({ mode: "role", ref: undefined, kind: "flat", required: "2", sla: "", escalate: undefined, threshold: draftOf(null, action) });

export const newValues = (action: ActionView | undefined): PolicyValues => ({
  name: "", action_code: action?.code ?? "", active: true, allow_self_approval: false, conditions: { ...draftOf(null, action), mode: "form" }, steps: [newStep(action)],
});

export const valuesOf = (policy: PolicyView, action: ActionView | undefined): PolicyValues => ({
  name: policy.name, action_code: policy.action_code, active: policy.active, allow_self_approval: policy.allow_self_approval, conditions: draftOf(policy.conditions, action),
  steps: policy.steps.map((step) => ({
    mode: step.approver_mode, ref: step.approver_ref, kind: step.kind, required: String(step.kind === "parallel" ? step.required : 2), sla: step.sla_hours === null ? "" : String(step.sla_hours),
    escalate: step.escalate_to ? { mode: step.escalate_to.approver_mode, ref: step.escalate_to.approver_ref } : undefined, threshold: draftOf(step.threshold, action),
  })),
});

const whole = (text: string) => (/^\d+$/.test(toLatinDigits(text).trim()) ? Number(toLatinDigits(text)) : undefined);

/** What is sent; `check` has found nothing missing. */
export const bodyOf = ({ name, conditions, steps, ...rest }: PolicyValues): z.input<typeof NewPolicy> => ({
  ...rest, name: name.trim(), conditions: conditionOf(conditions),
  steps: steps.map((step) => ({
    kind: step.kind, approver_mode: step.mode, approver_ref: step.ref!, required: step.kind === "parallel" ? whole(step.required)! : 1, sla_hours: whole(step.sla) ?? null,
    escalate_to: step.escalate ? { approver_mode: step.escalate.mode, approver_ref: step.escalate.ref! } : null, threshold: conditionOf(step.threshold),
  })),
});

/** Problems in words under the paths that the API uses for its own: "steps.0.approver_ref", "conditions.all.1.value". */
export function problemsOf(w: Say, values: PolicyValues): Record<string, string> {
  const found: Record<string, string> = {};
  const add = (path: string, wrong: boolean, text: string) => wrong && (found[path] = text);
  add("name", !values.name.trim(), w("policy.nameMissing"));
  checkDraft(w, values.conditions, "conditions", add);
  values.steps.forEach((step, at) => {
    const path = `steps.${at}`, required = whole(step.required), sla = whole(step.sla);
    add(`${path}.approver_ref`, !step.ref, w("steps.whoMissing"));
    add(`${path}.escalate_to.approver_ref`, Boolean(step.escalate) && !step.escalate!.ref, w("steps.whoMissing"));
    add(`${path}.required`, step.kind === "parallel" && !(required && required >= 1 && required <= 20), w("steps.requiredWrong"));
    add(`${path}.sla_hours`, Boolean(step.sla.trim()) && !(sla && sla >= 1 && sla <= 8760), w("steps.slaWrong"));
    checkDraft(w, step.threshold, `${path}.threshold`, add);
  });
  return found;
}

function checkDraft(w: Say, { mode, lines, text }: Draft, path: string, add: (path: string, wrong: boolean, text: string) => unknown) {
  if (mode === "text") return add(path, !text.trim(), w("condition.textMissing"));
  if (mode === "form") checkLines(w, lines, path, add);
}
function checkLines(w: Say, { joint, parts }: Lines, path: string, add: (path: string, wrong: boolean, text: string) => unknown) {
  parts.forEach((part, at) => {
    const place = `${path}.${joint}.${at}`;
    if (isGroup(part)) checkLines(w, part, place, add);
    else add(`${place}.value`, !hasValue(part), w("condition.valueMissing"));
  });
}
