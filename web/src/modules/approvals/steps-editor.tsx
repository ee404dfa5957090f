import ArrowDown from "lucide-solid/icons/arrow-down";
import ArrowUp from "lucide-solid/icons/arrow-up";
import Plus from "lucide-solid/icons/plus";
import Trash from "lucide-solid/icons/trash";
import { Index, Show } from "solid-js";
import { useWords } from "#web/src/kernel/i18n.ts";
import { Button, IconButton } from "#web/src/ui/button.tsx";
import { Combobox } from "#web/src/ui/combobox.tsx";
import { Select } from "#web/src/ui/select.tsx";
import { TextField } from "#web/src/ui/text-field.tsx";
import { MODES, useApprovers, type Mode } from "./approvers.ts";
import type { ActionView } from "./condition.ts";
import { ConditionBuilder } from "./condition-builder.tsx";
import { newStep, type ApproverDraft, type StepDraft } from "./policy-form.ts";
import { approvalWords } from "./text/index.ts";
import "./policies.css";

interface StepsProps {
  action: ActionView | undefined;
  steps: readonly StepDraft[];
  onChange: (steps: readonly StepDraft[]) => void;
  problem: (path: string) => string | undefined;
}

/** The steps of a policy in their order: who decides each, how many of them, by when, and in which cases. */
export function StepsEditor(props: StepsProps) {
  const w = useWords(approvalWords);
  const swap = (at: number, other: number) => props.onChange(props.steps.with(at, props.steps[other]!).with(other, props.steps[at]!));
  return (
    <div class="stack" data-gap="lg">
      <ol class="stack" data-gap="lg">
        <Index each={props.steps}>
          {(step, at) => (
            <li class="policy-step">
              <div class="row">
                <h3 class="heading">{w("request.step", { step: at + 1 })}</h3>
                <span class="push row" data-gap="sm">
                  <Show when={at > 0}><IconButton icon={ArrowUp} size="sm" label={w("steps.up", { step: at + 1 })} onClick={() => swap(at, at - 1)} /></Show>
                  <Show when={at < props.steps.length - 1}><IconButton icon={ArrowDown} size="sm" label={w("steps.down", { step: at + 1 })} onClick={() => swap(at, at + 1)} /></Show>
                  <Show when={props.steps.length > 1}><IconButton icon={Trash} size="sm" label={w("steps.remove", { step: at + 1 })} onClick={() => props.onChange(props.steps.toSpliced(at, 1))} /></Show>
                </span>
              </div>
              <StepFields action={props.action} step={step()} path={`steps.${at}`} problem={props.problem} onStep={(next) => props.onChange(props.steps.with(at, next))} />
            </li>
          )}
        </Index>
      </ol>
      <div><Button icon={Plus} onClick={() => props.onChange([...props.steps, newStep(props.action)])}>{w("steps.add")}</Button></div>
    </div>
  );
}

function StepFields(props: { action: ActionView | undefined; step: StepDraft; path: string; problem: StepsProps["problem"]; onStep: (step: StepDraft) => void }) {
  const w = useWords(approvalWords);
  const set = (change: Partial<StepDraft>) => props.onStep({ ...props.step, ...change });
  const problem = (name: string) => props.problem(`${props.path}.${name}`);
  const escalate = () => props.step.escalate;
  return (
    <>
      <div class="policy-grid"><ApproverFields approver={props.step} onApprover={(change) => set(change)} error={problem("approver_ref")} /></div>
      <div class="policy-grid">
        <Select label={w("steps.kind")} help={w(`steps.${props.step.kind}Help`)} value={props.step.kind} onChange={(kind) => set({ kind })} error={problem("kind")} options={(["flat", "sequential", "parallel"] as const).map((value) => ({ value, label: w(`steps.${value}`) }))} />
        <Show when={props.step.kind === "parallel"}><TextField type="number" label={w("steps.required")} value={props.step.required} onChange={(required) => set({ required })} error={problem("required")} /></Show>
        <TextField type="number" label={w("steps.sla")} optional help={w("steps.slaHelp")} hint={w("steps.hours")} value={props.step.sla} onChange={(sla) => set({ sla })} error={problem("sla_hours")} />
      </div>
      <Show when={props.step.sla.trim()}>
        <div class="policy-grid">
          <Select<Mode | "next"> label={w("steps.escalate")} value={escalate()?.mode ?? "next"} onChange={(mode) => set({ escalate: mode === "next" ? undefined : { mode, ref: undefined } })} options={[{ value: "next", label: w("steps.escalateNone") }, ...MODES.map((mode) => ({ value: mode, label: w(`steps.${mode}`) }))]} />
          <Show when={escalate()}>{(other) => <ApproverRef approver={other()} label={w("steps.escalateTo")} error={problem("escalate_to.approver_ref")} onRef={(ref) => set({ escalate: { ...other(), ref } })} />}</Show>
        </div>
      </Show>
      <ConditionBuilder label={w("steps.threshold")} action={props.action} draft={props.step.threshold} onChange={(threshold) => set({ threshold })} path={`${props.path}.threshold`} problem={props.problem} />
    </>
  );
}

function ApproverFields(props: { approver: ApproverDraft; error: string | undefined; onApprover: (approver: ApproverDraft) => void }) {
  const w = useWords(approvalWords);
  return (
    <>
      <Select label={w("steps.mode")} value={props.approver.mode} onChange={(mode) => props.onApprover({ mode, ref: undefined })} options={MODES.map((value) => ({ value, label: w(`steps.${value}`) }))} />
      <ApproverRef approver={props.approver} error={props.error} onRef={(ref) => props.onApprover({ mode: props.approver.mode, ref })} />
    </>
  );
}

const WHO = { role: "whoRole", group: "whoGroup", user: "whoUser", dynamic: "whoDynamic" } as const;

function ApproverRef(props: { approver: ApproverDraft; label?: string; error: string | undefined; onRef: (ref: string | undefined) => void }) {
  const w = useWords(approvalWords);
  const approvers = useApprovers();
  return <Combobox label={props.label ?? w(`steps.${WHO[props.approver.mode]}`)} options={approvers.options(props.approver.mode)} value={props.approver.ref} onChange={props.onRef} error={props.error} />;
}
