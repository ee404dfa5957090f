import { useNavigate } from "@solidjs/router";
import { useWords } from "#web/src/kernel/i18n.ts";
import { call } from "#web/src/kernel/api.ts";
import { invalidate } from "#web/src/kernel/query.ts";
import { Dialog } from "#web/src/ui/dialog.tsx";
import { createForm, FormView } from "#web/src/ui/form.tsx";
import { Select } from "#web/src/ui/select.tsx";
import { TextField } from "#web/src/ui/text-field.tsx";
import { createTemplate } from "#worker/modules/notify/templates/templates-contract.ts";
import { CHANNELS, type Channel, type Language, LANGUAGES, PATHS } from "./template-data.ts";
import { templateWords } from "./text/index.ts";

interface Values { family: string; name: string; channel: Channel; locale: Language; type: "transactional" | "marketing" }
const HELLO: Record<Language, string> = { en: "Hello {{ first_name }},\n\n", ar: "مرحبًا {{ first_name | isolate }}،\n\n" };
const SOMEONE: Record<Language, string> = { en: "Mona", ar: "منى" };

/** Starts a message of the company with a first draft, which opens in the editor. */
export function NewMessageDialog(props: { open: boolean; onClose: () => void }) {
  const w = useWords(templateWords);
  return <Dialog open={props.open} onClose={props.onClose} title={w("create.title")} help={w("create.help")}><NewMessage onClose={props.onClose} /></Dialog>;
}

function NewMessage(props: { onClose: () => void }) {
  const w = useWords(templateWords);
  const navigate = useNavigate();
  const form = createForm<Values>({
    values: { family: "", name: "", channel: "email", locale: "en", type: "transactional" },
    submit: async ({ family, name, channel, locale, type }) => {
      const titled = channel === "email" || channel === "inbox";
      await call(createTemplate, {
        body: { family: family.trim(), name: name.trim(), channel, locale, type, subject: titled ? name.trim() : "", body: HELLO[locale], variables: { first_name: { type: "string", example: SOMEONE[locale] } } },
      });
      await invalidate(PATHS);
      queueMicrotask(() => navigate(`/templates/${family.trim()}?channel=${channel}&language=${locale}`));
    },
  });
  const pick = <K extends "channel" | "locale" | "type">(key: K) => ({ value: form.values()[key], onChange: (value: string) => form.set({ [key]: value } as Partial<Values>) });
  return (
    <FormView form={form} submitLabel={w("create.create")} onCancel={props.onClose}>
      <TextField label={w("create.name")} autofocus maxLength={120} {...form.field("name")} />
      <TextField label={w("create.family")} help={w("create.familyHelp")} ltr maxLength={80} {...form.field("family")} />
      <div class="template-grid">
        <Select label={w("create.channel")} options={CHANNELS.map((value) => ({ value, label: w(`channels.${value}`) }))} {...pick("channel")} />
        <Select label={w("create.language")} options={LANGUAGES.map((value) => ({ value, label: w(`languages.${value}`) }))} {...pick("locale")} />
      </div>
      <Select label={w("create.type")} help={w("create.typeHelp")} options={(["transactional", "marketing"] as const).map((value) => ({ value, label: w(`types.${value}`) }))} {...pick("type")} />
    </FormView>
  );
}
