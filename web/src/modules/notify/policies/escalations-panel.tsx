import Plus from "lucide-solid/icons/plus";
import Trash from "lucide-solid/icons/trash";
import { createUniqueId, For, Index, Show } from "solid-js";
import { useWords } from "#web/src/kernel/i18n.ts";
import { useCall } from "#web/src/kernel/query.ts";
import { settled } from "#web/src/kernel/settled.ts";
import { useRoles } from "#web/src/modules/roles/role-data.ts";
import { Button, IconButton } from "#web/src/ui/button.tsx";
import { Checkbox } from "#web/src/ui/choice.tsx";
import { FieldFoot } from "#web/src/ui/field.tsx";
import { Panel } from "#web/src/ui/record-parts.tsx";
import { type Option, Select } from "#web/src/ui/select.tsx";
import { TextField } from "#web/src/ui/text-field.tsx";
import { listGroupDefaults } from "#worker/modules/notify/routing/routing-contract.ts";
import { CHANNELS } from "../channels.tsx";
import { notifyWords } from "../text/index.ts";
import { DOMAINS, type Escalating, newStep, type StepDraft, type Unit, UNITS } from "./escalation-values.ts";

const MOST_STEPS = 10;

/** Who is told when nobody acts, after how long, and where. */
export function EscalationsPanel(props: { value: Escalating; error: string | undefined; onChange: (next: Escalating) => void }) {
  const w = useWords(notifyWords);
  const id = createUniqueId();
  const roles = useRoles();
  const groups = useCall(listGroupDefaults);
  const people = (): readonly Option[] => [
    { value: "owner", label: w("escalations.owner") }, { value: "manager", label: w("escalations.manager") },
    ...roles().map(({ code, name }) => ({ value: `role:${code}`, label: name, hint: w("escalations.role") })),
    ...(settled(groups)?.items ?? []).map(({ group_id, name }) => ({ value: `group:${group_id}`, label: name, hint: w("escalations.group") })),
  ];
  const set = (domain: keyof Escalating, steps: readonly StepDraft[]) => props.onChange({ ...props.value, [domain]: steps });
  return (
    <Panel title={w("escalations.title")}>
      <p class="muted small">{w("escalations.help")}</p>
      <For each={DOMAINS}>
        {(domain) => (
          <section class="stack" data-gap="lg" aria-labelledby={`${id}-${domain}`}>
            <h3 class="strong" id={`${id}-${domain}`}>{w(`escalations.${domain}`)}</h3>
            <Show when={props.value[domain].length} fallback={<p class="muted small">{w("escalations.none")}</p>}>
              <div class="steps">
                <Index each={props.value[domain]}>
                  {(step, at) => (
                    <Step
                      name={`${w(`escalations.${domain}`)} ${at + 1}`} step={step()} people={people()} onChange={(change) => set(domain, props.value[domain].map((one, index) => (index === at ? { ...one, ...change } : one)))}
                      onRemove={() => set(domain, props.value[domain].filter((_, index) => index !== at))}
                    />
                  )}
                </Index>
              </div>
            </Show>
            <Show when={props.value[domain].length < MOST_STEPS}><div><Button size="sm" icon={Plus} aria-label={`${w("escalations.add")}: ${w(`escalations.${domain}`)}`} onClick={() => set(domain, [...props.value[domain], newStep(props.value[domain].at(-1))])}>{w("escalations.add")}</Button></div></Show>
          </section>
        )}
      </For>
      <FieldFoot id={id} error={props.error} />
    </Panel>
  );
}

interface StepProps {
  name: string;
  step: StepDraft;
  people: readonly Option[];
  onChange: (change: Partial<StepDraft>) => void;
  onRemove: () => void;
}

function Step(props: StepProps) {
  const w = useWords(notifyWords);
  return (
    <div class="step" role="group" aria-label={props.name}>
      <TextField type="number" label={w("escalations.after")} maxLength={5} value={props.step.after} onChange={(after) => props.onChange({ after })} />
      <Select label={w("escalations.unit")} value={props.step.unit} onChange={(unit: Unit) => props.onChange({ unit })} options={(Object.keys(UNITS) as Unit[]).toReversed().map((value) => ({ value, label: w(`escalations.${value}`) }))} />
      <Select label={w("escalations.to")} value={props.step.to} onChange={(to) => props.onChange({ to })} options={props.people} />
      <IconButton icon={Trash} label={`${w("escalations.remove")}: ${props.name}`} onClick={() => props.onRemove()} />
      <div class="row step__channels" data-gap="lg">
        <For each={CHANNELS}>{(channel) => <Checkbox label={w(`channel.${channel}`)} checked={props.step.channels.includes(channel)} onChange={(on) => props.onChange({ channels: CHANNELS.filter((other) => (other === channel ? on : props.step.channels.includes(other))) })} />}</For>
      </div>
    </div>
  );
}
