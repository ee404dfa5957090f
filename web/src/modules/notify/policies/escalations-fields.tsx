import Plus from "lucide-solid/icons/plus";
import Trash from "lucide-solid/icons/trash";
import { createUniqueId, For, Index, Show } from "solid-js";
import { useWords } from "#web/src/kernel/i18n.ts";
import { can } from "#web/src/kernel/session.ts";
import type { useApprovers } from "#web/src/modules/approvals/approvers.ts";
import { Button, IconButton } from "#web/src/ui/button.tsx";
import { Checkbox } from "#web/src/ui/choice.tsx";
import { Combobox } from "#web/src/ui/combobox.tsx";
import { FieldFoot } from "#web/src/ui/field.tsx";
import { Select } from "#web/src/ui/select.tsx";
import { TextField } from "#web/src/ui/text-field.tsx";
import { notifyWords } from "../text/index.ts";
import { afterWords, type Domain, DOMAINS, type EscalationsDraft, MOST_STEPS, nextStep, STEP_CHANNELS, type StepDraft, WHOM } from "./escalations.ts";

interface Common {
  approvers: ReturnType<typeof useApprovers>;
  /** What is wrong at a path of the API's, such as "escalations.leads.0.after_min". */
  problem: (path: string) => string | undefined;
}

/** Who is told, step by step, when nobody acts on what waits. */
export function EscalationsFields(props: Common & { value: EscalationsDraft; onChange: (value: EscalationsDraft) => void }) {
  const w = useWords(notifyWords);
  return (
    <>
      <p class="muted small">{w("escalations.help")}</p>
      <For each={DOMAINS}>
        {(domain) => <DomainSteps domain={domain} steps={props.value[domain]} onChange={(steps) => props.onChange({ ...props.value, [domain]: steps })} approvers={props.approvers} problem={props.problem} />}
      </For>
    </>
  );
}

function DomainSteps(props: Common & { domain: Domain; steps: readonly StepDraft[]; onChange: (steps: readonly StepDraft[]) => void }) {
  const w = useWords(notifyWords);
  const id = createUniqueId();
  let section!: HTMLElement;
  const focusOn = (selector: string) => section.querySelector<HTMLElement>(selector)?.focus();
  const add = () => {
    props.onChange([...props.steps, nextStep(props.steps)]);
    focusOn("li:last-child input");
  };
  const remove = (at: number) => {
    props.onChange(props.steps.toSpliced(at, 1));
    focusOn("button[data-add]");
  };
  return (
    <section class="escalation" ref={section} aria-labelledby={id}>
      <div><h3 class="strong" id={id}>{w(`escalations.${props.domain}`)}</h3><p class="muted small">{w(`escalations.${props.domain}Help`)}</p></div>
      <Show when={props.steps.length} fallback={<p>{w(`escalations.${props.domain}None`)}</p>}>
        <ol class="escalation__steps">
          <Index each={props.steps}>
            {(step, at) => (
              <li>
                <StepFields
                  step={step()} number={at + 1} approvers={props.approvers} problem={(name) => props.problem(`escalations.${props.domain}.${at}.${name}`)}
                  onStep={(next) => props.onChange(props.steps.with(at, next))} onRemove={() => remove(at)}
                />
              </li>
            )}
          </Index>
        </ol>
      </Show>
      <div><Button size="sm" icon={Plus} data-add="" aria-describedby={id} disabledReason={props.steps.length < MOST_STEPS ? undefined : w("escalations.most", { count: MOST_STEPS })} onClick={add}>{w("escalations.add")}</Button></div>
    </section>
  );
}

function StepFields(props: Common & { step: StepDraft; number: number; onStep: (step: StepDraft) => void; onRemove: () => void }) {
  const w = useWords(notifyWords);
  const id = createUniqueId();
  const set = (change: Partial<StepDraft>) => props.onStep({ ...props.step, ...change });
  const toggle = (channel: StepDraft["channels"][number], on: boolean) => set({ channels: STEP_CHANNELS.filter((other) => (other === channel ? on : props.step.channels.includes(other))) });
  // Who may not see roles and groups cannot choose one; what is chosen already stays.
  const whom = () => WHOM.filter((one) => can("role.read") || one === "owner" || one === "manager" || one === props.step.whom);
  const title = () => { const after = afterWords(w, props.step); return after ? w("escalations.stepAfter", { step: props.number, after }) : w("escalations.step", { step: props.number }); };
  return (
    <div class="escalation__step" role="group" aria-labelledby={id}>
      <div class="row"><h4 class="strong small" id={id}>{title()}</h4><span class="push"><IconButton icon={Trash} size="sm" label={w("escalations.remove", { step: props.number })} onClick={() => props.onRemove()} /></span></div>
      <div class="escalation__fields">
        <TextField type="number" label={w("escalations.after")} maxLength={5} value={props.step.after} onChange={(after) => set({ after })} error={props.problem("after_min")} />
        <Select label={w("escalations.unit")} value={props.step.unit} onChange={(unit) => set({ unit })} options={(["minutes", "hours"] as const).map((value) => ({ value, label: w(`escalations.units.${value}`) }))} />
        <Select label={w("escalations.who")} value={props.step.whom} onChange={(whom) => set({ whom, ref: undefined })} options={whom().map((value) => ({ value, label: w(`escalations.whom.${value}`) }))} />
        <Show when={props.step.whom === "role" || props.step.whom === "group" ? props.step.whom : undefined}>
          {(mode) => <Named mode={mode()} value={props.step.ref} onChange={(ref) => set({ ref })} error={props.problem("to")} approvers={props.approvers} />}
        </Show>
      </div>
      <fieldset class="field" aria-describedby={props.problem("channels") ? `${id}-channels-error` : undefined}>
        <legend class="field__label">{w("escalations.by")}</legend>
        <div class="row quiet-channels" data-gap="lg">
          <For each={STEP_CHANNELS}>{(channel) => <Checkbox label={w(`channel.${channel}`)} checked={props.step.channels.includes(channel)} invalid={Boolean(props.problem("channels"))} onChange={(on) => toggle(channel, on)} />}</For>
        </div>
        <FieldFoot id={`${id}-channels`} error={props.problem("channels")} />
      </fieldset>
    </div>
  );
}

/** A role or a group; one that is no longer there stays named until another is chosen. */
function Named(props: { mode: "role" | "group"; value: string | undefined; onChange: (ref: string | undefined) => void; error: string | undefined; approvers: Common["approvers"] }) {
  const w = useWords(notifyWords);
  const options = () => {
    const known = props.approvers.options(props.mode), { value } = props;
    return !value || known.some((option) => option.value === value) ? known : [...known, { value, label: props.approvers.name({ approver_mode: props.mode, approver_ref: value }) }];
  };
  return <Combobox label={w(`escalations.${props.mode}`)} options={options()} value={props.value} onChange={props.onChange} error={props.error} />;
}
