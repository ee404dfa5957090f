import { createSignal, Show, Suspense } from "solid-js";
import { ApiError, call } from "#web/src/kernel/api.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { invalidate } from "#web/src/kernel/query.ts";
import { RadioGroup } from "#web/src/ui/choice.tsx";
import { Dialog } from "#web/src/ui/dialog.tsx";
import { createForm, FormView } from "#web/src/ui/form.tsx";
import { PhoneField } from "#web/src/ui/phone-field.tsx";
import { SkeletonLines } from "#web/src/ui/skeleton.tsx";
import { TextArea, TextField } from "#web/src/ui/text-field.tsx";
import { toast } from "#web/src/ui/toast.tsx";
import { addSuppression } from "#worker/modules/notify/consent/suppression-contract.ts";
import { OUTGOING, type Outgoing } from "../channels.tsx";
import { notifyWords } from "../text/index.ts";

/** Stops writing to an address, with a note saying why. */
export function SuppressDialog(props: { open: boolean; onClose: () => void }) {
  const w = useWords(notifyWords);
  return (
    <Dialog open={props.open} onClose={props.onClose} title={w("suppression.add")} help={w("suppression.addHelp")}>
      <Suspense fallback={<SkeletonLines lines={4} />}><Show when={props.open}><SuppressForm onClose={props.onClose} /></Show></Suspense>
    </Dialog>
  );
}

function SuppressForm(props: { onClose: () => void }) {
  const w = useWords(notifyWords);
  const [valid, setValid] = createSignal(true);
  const form = createForm({
    values: { channel: "email" as Outgoing, email: "", phone: "", scope: "all" as "all" | "marketing", note: "" },
    check: ({ channel, email, phone, note }) => ({
      email: channel !== "email" || /^\S+@\S+\.\S+$/.test(email.trim()) ? undefined : w("policies.emailWrong"), phone: channel === "email" || (phone && valid()) ? undefined : w("policies.phoneWrong"),
      note: note.trim() ? undefined : w("suppression.noteMissing"),
    }),
    submit: async ({ channel, email, phone, scope, note }) => {
      const rest = { scope, note: note.trim() };
      const made = await call(addSuppression, { body: channel === "email" ? { channel, value: email.trim(), ...rest } : { channel, value: phone, ...rest } });
      await invalidate("/v1/notify/suppression");
      toast.success(w("suppression.added", { value: `\u2066${made.normalized_value}\u2069` }));
      props.onClose();
    },
    explain: (error) => (error instanceof ApiError && error.code === "DUPLICATE" ? w("suppression.duplicate") : undefined),
  });
  return (
    <FormView form={form} guard={false} submitLabel={w("suppression.add")} onCancel={props.onClose}>
      <RadioGroup label={w("suppression.channel")} row value={form.values().channel} onChange={(channel) => form.set({ channel })} options={OUTGOING.map((value) => ({ value, label: w(`channel.${value}`) }))} />
      <Show when={form.values().channel === "email"} fallback={<PhoneField label={w("suppression.phone")} onValid={setValid} {...form.field("phone")} />}>
        <TextField type="email" label={w("suppression.email")} maxLength={320} {...form.field("email")} />
      </Show>
      <RadioGroup label={w("suppression.scope")} value={form.values().scope} onChange={(scope) => form.set({ scope })} options={(["all", "marketing"] as const).map((value) => ({ value, label: w(`suppression.scopes.${value}`), help: w(`suppression.scopeHelp.${value}`) }))} />
      <TextArea label={w("suppression.note")} help={w("suppression.noteHelp")} maxLength={500} {...form.field("note")} />
    </FormView>
  );
}
