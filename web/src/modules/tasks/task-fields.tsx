import { createMemo, Show } from "solid-js";
import { useWords } from "#web/src/kernel/i18n.ts";
import { has } from "#web/src/kernel/session.ts";
import { TimeField } from "#web/src/modules/notify/time-field.tsx";
import { usePeople } from "#web/src/modules/users/people.ts";
import { Checkbox } from "#web/src/ui/choice.tsx";
import { Combobox, MultiCombobox } from "#web/src/ui/combobox.tsx";
import type { Form } from "#web/src/ui/form.tsx";
import { Select, type Option } from "#web/src/ui/select.tsx";
import { TextArea, TextField } from "#web/src/ui/text-field.tsx";
import { useRecordSearch } from "./record-search.ts";
import { beforeWords, PRIORITIES, type RecordRef, type TaskView } from "./task-data.ts";
import { type TaskSay, taskWords } from "./text/index.ts";

/** A task while it is edited. `remind` are minutes before the due time, `also` further channels of all of them. */
export interface TaskValues {
  title: string;
  description: string;
  status: TaskView["status"];
  priority: TaskView["priority"];
  due: string;
  owner_user_id: string | undefined;
  related: RecordRef | undefined;
  remind: { minutes: readonly string[]; also: readonly ("sms" | "whatsapp")[] };
}
interface Given { form: Form<TaskValues> }
const CHOICES = [0, 15, 60, 1440, 10_080];
const EXTRA = ["sms", "whatsapp"] as const;

/** What is wrong, by field. */
export const taskProblems = (w: TaskSay, values: TaskValues) => ({
  title: values.title.trim() ? undefined : w("form.titleMissing"),
  owner_user_id: values.owner_user_id ? undefined : w("form.ownerMissing"),
});

/** The reminders of the form, as the API takes them. */
export const remindersOf = ({ remind: { minutes, also } }: TaskValues) => minutes.map((one) => ({ minutes_before: Number(one), channels: ["inbox" as const, "email" as const, ...also] }));

export function TitleField(props: Given & { autofocus?: boolean }) {
  const w = useWords(taskWords);
  return <TextField label={w("name")} autofocus={props.autofocus} autocomplete="off" maxLength={200} {...props.form.field("title")} />;
}
export function DescriptionField(props: Given) {
  const w = useWords(taskWords);
  return <TextArea label={w("description")} optional maxLength={10_000} {...props.form.field("description")} />;
}
export function DueField(props: Given) {
  const w = useWords(taskWords);
  return <TimeField withDate optional label={w("due")} {...props.form.field("due")} />;
}
export function PriorityField(props: Given) {
  const w = useWords(taskWords);
  return <Select label={w("priority")} options={PRIORITIES.map((value) => ({ value, label: w(`priorities.${value}`) }))} {...props.form.field("priority")} />;
}
export function OwnerField(props: Given) {
  const w = useWords(taskWords), people = usePeople();
  return <Combobox label={w("owner")} options={people.options()} {...props.form.field("owner_user_id")} />;
}
export function RelatedField(props: Given & { known: Option<RecordRef> | undefined }) {
  const w = useWords(taskWords), records = useRecordSearch(() => props.known);
  return <Combobox label={w("related")} optional help={w("form.relatedHelp")} options={records.options()} onSearch={records.onSearch} loading={records.loading()} {...props.form.field("related")} />;
}
export function RemindField(props: Given) {
  const w = useWords(taskWords);
  const field = props.form.field("remind");
  const options = createMemo(() => [...new Set([...CHOICES, ...field.value.minutes.map(Number)])].toSorted((a, b) => a - b).map((minutes) => ({ value: String(minutes), label: beforeWords(w, minutes) })));
  const extra = () => EXTRA.filter((channel) => has(`notifications.${channel}`));
  const set = (change: Partial<TaskValues["remind"]>) => props.form.set({ remind: { ...field.value, ...change } });
  return (
    <Show when={props.form.values().due} fallback={<div class="field"><span class="field__label">{w("remind")}</span><p class="muted small">{w("form.remindNeedsDue")}</p></div>}>
      <div class="stack">
        <MultiCombobox label={w("remind")} optional help={w("form.remindHelp")} options={options()} value={field.value.minutes} error={field.error} onChange={(minutes) => set({ minutes })} />
        <Show when={extra().length && field.value.minutes.length}>
          <fieldset class="row" data-gap="lg">
            <legend class="field__label">{w("form.also")}</legend>
            {extra().map((channel) => <Checkbox label={w(channel)} checked={field.value.also.includes(channel)} onChange={(on) => set({ also: on ? [...field.value.also, channel] : field.value.also.filter((other) => other !== channel) })} />)}
          </fieldset>
        </Show>
      </div>
    </Show>
  );
}
