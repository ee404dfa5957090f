import { createUniqueId, For, Show } from "solid-js";
import { useWords } from "#web/src/kernel/i18n.ts";
import { Checkbox } from "#web/src/ui/choice.tsx";
import { FieldFoot } from "#web/src/ui/field.tsx";
import { OUTGOING } from "./channels.tsx";
import type { QuietDraft } from "./quiet.ts";
import { notifyWords } from "./text/index.ts";
import { TimeField } from "./time-field.tsx";
import "./notify.css";

interface QuietFieldsProps {
  value: QuietDraft;
  onChange: (change: Partial<QuietDraft>) => void;
  errors: { [K in keyof QuietDraft]?: string | undefined };
}

/** From when to when, on which channels, and what else holds on days off. */
export function QuietFields(props: QuietFieldsProps) {
  const w = useWords(notifyWords);
  const id = createUniqueId();
  const overnight = (start: string, end: string) => (start && end && end <= start ? w("quiet.overnight") : undefined);
  const toggle = (channel: QuietDraft["channels"][number], on: boolean) => props.onChange({ channels: OUTGOING.filter((other) => (other === channel ? on : props.value.channels.includes(other))) });
  return (
    <>
      <Checkbox label={w("quiet.enabled")} help={w("quiet.help")} checked={props.value.enabled} onChange={(enabled) => props.onChange({ enabled })} />
      <Show when={props.value.enabled}>
        <div class="pair">
          <TimeField label={w("quiet.start")} value={props.value.start} error={props.errors.start} onChange={(start) => props.onChange({ start })} />
          <TimeField label={w("quiet.end")} value={props.value.end} error={props.errors.end} help={overnight(props.value.start, props.value.end)} onChange={(end) => props.onChange({ end })} />
        </div>
        <fieldset class="field" aria-describedby={props.errors.channels ? `${id}-error` : undefined}>
          <legend class="field__label">{w("quiet.channels")}</legend>
          <div class="row quiet-channels" data-gap="lg">
            <For each={OUTGOING}>{(channel) => <Checkbox label={w(`channel.${channel}`)} checked={props.value.channels.includes(channel)} invalid={Boolean(props.errors.channels)} onChange={(on) => toggle(channel, on)} />}</For>
          </div>
          <FieldFoot id={id} error={props.errors.channels} />
        </fieldset>
        <Checkbox label={w("quiet.weekend")} checked={props.value.weekend} onChange={(weekend) => props.onChange({ weekend })} />
        <Show when={props.value.weekend}>
          <div class="pair">
            <TimeField label={w("quiet.weekendStart")} value={props.value.weekend_start} error={props.errors.weekend_start} onChange={(weekend_start) => props.onChange({ weekend_start })} />
            <TimeField label={w("quiet.weekendEnd")} value={props.value.weekend_end} error={props.errors.weekend_end} help={overnight(props.value.weekend_start, props.value.weekend_end)} onChange={(weekend_end) => props.onChange({ weekend_end })} />
          </div>
        </Show>
      </Show>
    </>
  );
}
