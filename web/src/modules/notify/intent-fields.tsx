import { For, Show } from "solid-js";
import { useWords } from "#web/src/kernel/i18n.ts";
import { can } from "#web/src/kernel/session.ts";
import { useContactSearch } from "#web/src/modules/contacts/record-search.ts";
import { usePeople } from "#web/src/modules/users/people.ts";
import { Checkbox, RadioGroup } from "#web/src/ui/choice.tsx";
import { Combobox } from "#web/src/ui/combobox.tsx";
import { Select } from "#web/src/ui/select.tsx";
import { TextField } from "#web/src/ui/text-field.tsx";
import { CHANNEL_ICONS, CHANNELS } from "./channels.tsx";
import { canListFamilies, useFamilies } from "./families.ts";
import { copiesOn, type IntentForm, type IntentValues } from "./intent.ts";
import { notifyWords } from "./text/index.ts";
import { TimeField } from "./time-field.tsx";

/** Who it is for, what it says, and when. */
export function IntentFields(props: { form: IntentForm }) {
  const w = useWords(notifyWords);
  const people = usePeople();
  const values = () => props.form.values();
  const who = (): readonly IntentValues["who"][] => (can("contact.read") ? ["user", "contact", "address"] : ["user", "address"]);
  const variables = () => Object.keys(values().variables);
  return (
    <>
      <Select label={w("intent.channel")} options={CHANNELS.map((value) => ({ value, label: w(`channel.${value}`), icon: CHANNEL_ICONS[value] }))} {...props.form.field("channel")} />
      <RadioGroup label={w("intent.who")} row value={values().who} onChange={(next) => props.form.set({ who: next })} options={who().map((value) => ({ value, label: w(`intent.${value}`) }))} />
      <Show when={values().who === "user"}><Combobox label={w("intent.userLabel")} options={people.options()} {...props.form.field("user_id")} /></Show>
      <Show when={values().who === "contact"}><ContactField form={props.form} /></Show>
      <Show when={values().who === "address"}><TextField ltr label={w("intent.addressLabel")} help={w("intent.addressHelp")} maxLength={320} {...props.form.field("address")} /></Show>
      <Show when={canListFamilies()} fallback={<TextField ltr label={w("intent.template")} help={w("intent.templateHelp")} maxLength={100} {...props.form.field("template_code")} />}>
        <TemplateField form={props.form} />
      </Show>
      <Show when={variables().length}>
        <fieldset class="values">
          <legend class="strong">{w("intent.variables")}</legend>
          <For each={variables()}>{(name) => <TextField label={name} maxLength={500} value={values().variables[name] ?? ""} onChange={(text) => props.form.set({ variables: { ...values().variables, [name]: text } })} />}</For>
        </fieldset>
      </Show>
      <RadioGroup label={w("intent.type")} row value={values().type} onChange={(type) => props.form.set({ type })} options={(["transactional", "marketing"] as const).map((value) => ({ value, label: w(`type.${value}`) }))} />
      <TimeField withDate optional label={w("intent.schedule")} {...props.form.field("schedule_at")} />
      <Show when={copiesOn(values().channel)}><Checkbox label={w("intent.copies")} checked={values().copies} onChange={(copies) => props.form.set({ copies })} /></Show>
    </>
  );
}

function TemplateField(props: { form: IntentForm }) {
  const w = useWords(notifyWords);
  const families = useFamilies();
  const field = props.form.field("template_code");
  return <Combobox label={w("intent.template")} options={families.options()} loading={families.loading()} value={field.value || undefined} error={field.error} onBlur={field.onBlur} onChange={(code) => field.onChange(code ?? "")} />;
}

function ContactField(props: { form: IntentForm }) {
  const w = useWords(notifyWords);
  const contacts = useContactSearch();
  return <Combobox label={w("intent.contactLabel")} options={contacts.options()} onSearch={contacts.onSearch} loading={contacts.loading()} {...props.form.field("contact_id")} />;
}
