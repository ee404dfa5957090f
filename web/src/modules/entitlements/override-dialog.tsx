import { Show } from "solid-js";
import { toLatinDigits } from "#web/src/kernel/format.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { accessErrorText } from "#web/src/modules/roles/access-errors.ts";
import { accessNames, featureName } from "#web/src/modules/roles/names/index.ts";
import { FEATURES, LIMITS, type Feature, type Limit } from "#web/src/modules/roles/names/codes.ts";
import { RadioGroup } from "#web/src/ui/choice.tsx";
import { Combobox } from "#web/src/ui/combobox.tsx";
import { Dialog } from "#web/src/ui/dialog.tsx";
import { createForm, FormView } from "#web/src/ui/form.tsx";
import { TextArea, TextField } from "#web/src/ui/text-field.tsx";
import { toast } from "#web/src/ui/toast.tsx";
import { scopesOf } from "#worker/modules/access/entitlements-contract.ts";
import { change, type OverrideRow, type Scope } from "./override-data.ts";
import { entitlementWords } from "./text/index.ts";

export interface OverrideForm { scope: Scope; row?: OverrideRow }
const isLimit = (feature: string | undefined): feature is Limit => (LIMITS as readonly string[]).includes(feature ?? "");

/** Says of one feature or limit what this level has otherwise, and why. */
export function OverrideDialog(props: { form: OverrideForm | undefined; onClose: () => void }) {
  const w = useWords(entitlementWords);
  return (
    <Dialog open={Boolean(props.form)} onClose={props.onClose} title={w("overrides.dialog")} help={w(`overrides.${props.form?.scope.scope ?? "tenant"}Help`)}>
      <Show when={props.form} keyed>{(form) => <OverrideFields {...form} onClose={props.onClose} />}</Show>
    </Dialog>
  );
}

function OverrideFields(props: OverrideForm & { onClose: () => void }) {
  const w = useWords(entitlementWords);
  const n = useWords(accessNames);
  const given = props.row;
  const number = (text: string) => { const plain = toLatinDigits(text.trim()); return /^\d{1,9}$/.test(plain) ? Number(plain) : undefined; };
  const form = createForm({
    values: { feature: given?.feature as string | undefined, state: given?.enabled === false ? "off" : "on" as "on" | "off", limit: given?.limit_value === null || !given ? "" : String(given.limit_value), reason: given?.reason ?? "" },
    check: ({ feature, limit, reason }) => ({
      feature: feature ? undefined : w("overrides.whatMissing"), limit: !isLimit(feature) || number(limit) !== undefined ? undefined : w("overrides.limitWrong"), reason: reason.trim() ? undefined : w("overrides.reasonMissing"),
    }),
    submit: async ({ feature, state, limit, reason }) => {
      const why = reason.trim();
      await change(props.scope, isLimit(feature) ? { feature, limit_value: number(limit)!, reason: why } : { feature: feature as Feature, enabled: state === "on", reason: why });
      toast.success(w("overrides.saved", { name: featureName(n, feature!) }));
      props.onClose();
    },
    explain: accessErrorText,
  });
  const options = () => [...LIMITS, ...FEATURES].filter((feature) => scopesOf(feature).includes(props.scope.scope)).map((feature) => ({ value: feature as string, label: featureName(n, feature), hint: feature }));
  return (
    <FormView form={form} submitLabel={w("overrides.submit")} onCancel={props.onClose} guard={false}>
      <Show when={!given} fallback={<div class="strong">{featureName(n, given!.feature)}</div>}><Combobox label={w("overrides.pickWhat")} options={options()} {...form.field("feature")} /></Show>
      <Show when={isLimit(form.values().feature)} fallback={<RadioGroup row label={w("overrides.state")} options={(["on", "off"] as const).map((value) => ({ value, label: w(value) }))} {...form.field("state")} />}>
        <TextField label={w("overrides.limit")} type="number" help={w("overrides.limitHelp")} maxLength={9} {...form.field("limit")} />
      </Show>
      <TextArea label={w("overrides.reason")} help={w("overrides.reasonHelp")} maxLength={500} {...form.field("reason")} />
    </FormView>
  );
}
