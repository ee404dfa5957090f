import { createEffect, createSignal, For, on, Show } from "solid-js";
import { ApiError, call } from "#web/src/kernel/api.ts";
import { errorText } from "#web/src/kernel/errors.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { queryClient, queryKey } from "#web/src/kernel/query.ts";
import { useApprovers } from "#web/src/modules/approvals/approvers.ts";
import { Checkbox, RadioGroup } from "#web/src/ui/choice.tsx";
import { ConflictDialog } from "#web/src/ui/conflict-dialog.tsx";
import { createForm, FormView } from "#web/src/ui/form.tsx";
import { PhoneField } from "#web/src/ui/phone-field.tsx";
import { Panel } from "#web/src/ui/record-parts.tsx";
import { TextField } from "#web/src/ui/text-field.tsx";
import { toast } from "#web/src/ui/toast.tsx";
import { getPolicies, putPolicies } from "#worker/modules/notify/routing/routing-contract.ts";
import { OUTGOING } from "../channels.tsx";
import { PREFERENCE_KEYS, say, said } from "../prefs.ts";
import { QuietFields } from "../quiet-fields.tsx";
import { notifyWords } from "../text/index.ts";
import { EscalationsFields } from "./escalations-fields.tsx";
import { partsOf, type Policy, policyOf, preferenceName, problemsOf, type PolicyValues, type Stored, valuesOf } from "./policy-values.ts";

class Clash extends Error {}

/** Every policy in one form; a clash with somebody else's change is laid out to choose from. */
export function PolicyForm(props: { stored: Stored; reload: () => Promise<Stored> }) {
  const w = useWords(notifyWords);
  const approvers = useApprovers();
  const [base, setBase] = createSignal(props.stored);
  const [clash, setClash] = createSignal<{ theirs: Stored; yours: Policy }>();
  const [busy, setBusy] = createSignal(false);
  const show = (stored: Stored) => {
    setBase(() => stored);
    form.reset(valuesOf(stored));
  };
  const put = async (value: Policy, version: number) => {
    const saved = await call(putPolicies, { body: value, version });
    setBase(() => saved);
    queryClient.setQueryData(queryKey(getPolicies), saved);
    toast.success(w("policies.saved"));
  };
  /** Saves, or lays the clash out; throws what else went wrong. */
  const save = async (value: Policy, version: number) => {
    try {
      await put(value, version);
      setClash(undefined);
      return true;
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 412) throw error;
      const theirs = await props.reload();
      setClash({ theirs, yours: value });
      return false;
    }
  };
  const form = createForm<PolicyValues>({
    values: valuesOf(props.stored), check: (values) => problemsOf(w, values),
    submit: async (values) => { if (!(await save(policyOf(values), base().version))) throw new Clash(); },
    explain: (error) => (error instanceof Clash ? "" : undefined),
  });
  const settle = async (chosen: Partial<Policy>) => {
    const { theirs } = clash()!;
    setBusy(true);
    try {
      if (!Object.keys(chosen).length) { setClash(undefined); show(theirs); }
      else if (await save({ ...theirs.value, ...chosen }, theirs.version)) show(base());
    } catch (error) {
      toast.error(errorText(error));
    } finally {
      setBusy(false);
    }
  };
  // What somebody else saved shows at once where nothing is being changed here.
  createEffect(on(() => props.stored, (stored) => stored.version !== base().version && !form.dirty() && !form.busy() && show(stored), { defer: true }));
  const check = (key: { [K in keyof PolicyValues]: PolicyValues[K] extends boolean ? K : never }[keyof PolicyValues], label: string, help?: string) =>
    <Checkbox label={label} help={help} checked={form.values()[key]} onChange={(on) => form.set({ [key]: on })} />;
  return (
    <>
      <FormView form={form} submitLabel={w("policies.save")}>
        <Panel title={w("policies.quiet")}>
          <p class="muted small">{w("policies.quietHelp")}</p>
          <QuietFields value={form.values()} onChange={(change) => form.set(change)} errors={form.errors()} />
          {check("users_may", w("policies.usersMay"))}
          {check("security", w("policies.security"), w("policies.securityHelp"))}
        </Panel>
        <Panel title={w("policies.mirroring")}>
          {check("mirror_email", w("policies.mirrorEmail"))}
          {check("mirror_inbox", w("policies.mirrorInbox"))}
          {check("mirror_marketing", w("policies.mirrorMarketing"), w("policies.mirrorMarketingHelp"))}
        </Panel>
        <Panel title={w("policies.defaults")}>
          <p class="muted small">{w("policies.defaultsHelp")}</p>
          <div class="policies__pairs">
            <For each={PREFERENCE_KEYS}>{(key) => <Checkbox label={preferenceName(w, key)} checked={said(form.values().defaults, key) ?? true} onChange={(on) => form.set({ defaults: say(form.values().defaults, key, on ? undefined : false) })} />}</For>
          </div>
          <RadioGroup label={w("policies.groupRule")} value={form.values().group_rule} onChange={(group_rule) => form.set({ group_rule })} options={(["most_permissive", "ignore"] as const).map((value) => ({ value, label: w(`policies.${value}`) }))} />
        </Panel>
        <Panel title={w("escalations.title")}>
          <EscalationsFields value={form.values().escalations} onChange={(escalations) => form.set({ escalations })} approvers={approvers} problem={(path) => (form.errors() as Record<string, string | undefined>)[path]} />
        </Panel>
        <Panel title={w("policies.consent")}>
          {check("double_opt_in", w("policies.doubleOptIn"), w("policies.doubleOptInHelp"))}
          {check("stop", w("policies.stop"), w("policies.stopHelp"))}
        </Panel>
        <Panel title={w("policies.sandbox")}>
          {check("sandbox", w("policies.sandboxSwitch"), w("policies.sandboxHelp"))}
          <Show when={form.values().sandbox}>
            <TextField type="email" label={w("policies.sandboxEmail")} optional maxLength={320} {...form.field("sandbox_email")} />
            <PhoneField label={w("policies.sandboxPhone")} optional {...form.field("sandbox_phone")} />
          </Show>
        </Panel>
        <Panel title={w("policies.throttle")}>
          <p class="muted small">{w("policies.throttleHelp")}</p>
          <div class="policies__three"><For each={OUTGOING}>{(channel) => <TextField type="number" label={w(`channel.${channel}`)} hint={w("policies.perMinute")} maxLength={6} {...form.field(`per_minute_${channel}`)} />}</For></div>
          <TextField type="number" label={w("policies.retention")} hint={w("policies.days")} maxLength={3} {...form.field("retention")} />
        </Panel>
      </FormView>
      <Show when={clash()}>
        {(found) => <ConflictDialog<Policy> open original={base().value} theirs={found().theirs.value} yours={found().yours} fields={partsOf(w, approvers.name)} busy={busy()} onCancel={() => setClash(undefined)} onSave={(chosen) => void settle(chosen)} />}
      </Show>
    </>
  );
}
