import { useNavigate, useParams } from "@solidjs/router";
import Trash from "lucide-solid/icons/trash";
import { createSignal, Show, type JSX } from "solid-js";
import { ApiError, call } from "#web/src/kernel/api.ts";
import { errorText } from "#web/src/kernel/errors.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { usePage } from "#web/src/kernel/page.ts";
import { invalidate, useCall } from "#web/src/kernel/query.ts";
import { settled } from "#web/src/kernel/settled.ts";
import { t } from "#web/src/kernel/text/index.ts";
import { Button } from "#web/src/ui/button.tsx";
import { Checkbox, Switch } from "#web/src/ui/choice.tsx";
import { confirm } from "#web/src/ui/dialog.tsx";
import { Banner, ErrorState } from "#web/src/ui/feedback.tsx";
import { createForm, FormView } from "#web/src/ui/form.tsx";
import { Select } from "#web/src/ui/select.tsx";
import { SkeletonLines } from "#web/src/ui/skeleton.tsx";
import { TextField } from "#web/src/ui/text-field.tsx";
import { toast } from "#web/src/ui/toast.tsx";
import { createPolicy, deletePolicy, getPolicy, listActions, patchPolicy } from "#worker/modules/approvals/contract.ts";
import { type ActionView, draftOf } from "./condition.ts";
import { ConditionBuilder } from "./condition-builder.tsx";
import { bodyOf, newValues, problemsOf, valuesOf, type PolicyValues, type PolicyView } from "./policy-form.ts";
import { actionName } from "./request-data.ts";
import { StepsEditor } from "./steps-editor.tsx";
import { approvalWords } from "./text/index.ts";
import "./policies.css";

const LIST = "/approvals/policies";
const SAYINGS = { LIMIT_REACHED: "policy.limitReached", DUPLICATE: "policy.duplicate" } as const;

/** One policy, or a new one: what waits, when, and who decides. */
export default function PolicyPage() {
  const w = useWords(approvalWords);
  const params = useParams<{ id: string }>();
  const isNew = () => params.id === "new";
  const actions = useCall(listActions);
  const query = useCall(getPolicy, () => (isNew() ? undefined : { params: { policy_id: params.id } }));
  const policy = () => { const found = settled(query); return !isNew() && found?.id === params.id ? found : undefined; };
  const ready = () => (isNew() || policy() ? settled(actions)?.items : undefined);
  const failed = () => (query.isLoadingError ? query : actions.isLoadingError ? actions : undefined);
  usePage(() => ({ title: isNew() ? w("policy.new") : (policy()?.name ?? ""), crumbs: [{ label: w("title"), href: "/approvals" }, { label: w("policiesTitle"), href: LIST }] }));
  return (
    <Show when={!failed()} fallback={<div class="scroll"><ErrorState page error={failed()!.error} retry={() => void failed()!.refetch()} /></div>}>
      <div class="page-head" data-phone="">
        <h1 class="page-title" dir="auto">{isNew() ? w("policy.new") : (policy()?.name ?? "")}</h1>
        <Show when={policy()}>{(found) => <span class="push"><Remove policy={found()} /></span>}</Show>
      </div>
      <div class="scroll policy-page">
        <Show when={ready()} fallback={<SkeletonLines lines={8} />}>{(all) => <Show when={policy()?.id ?? "new"} keyed><PolicyForm actions={all()} policy={policy()} /></Show>}</Show>
      </div>
    </Show>
  );
}

function Remove(props: { policy: PolicyView }) {
  const w = useWords(approvalWords);
  const navigate = useNavigate();
  const remove = async () => {
    const { id: policy_id, name } = props.policy;
    if (!(await confirm({ title: w("policy.removeTitle", { name }), text: w("policy.removeText"), confirmLabel: t("action.delete"), danger: true }))) return;
    try {
      await call(deletePolicy, { params: { policy_id } });
      navigate(LIST);
      toast.success(w("policy.removed", { name }));
      await invalidate("/v1/approvals/policies");
    } catch (error) {
      toast.error(errorText(error));
    }
  };
  return <Button variant="ghost" icon={Trash} onClick={() => void remove()}>{w("policy.remove")}</Button>;
}

function PolicyForm(props: { actions: readonly ActionView[]; policy: PolicyView | undefined }) {
  const w = useWords(approvalWords);
  const navigate = useNavigate();
  const actionOf = (code: string) => props.actions.find((action) => action.code === code);
  // The version that is edited: a newer one is loaded only when asked for.
  const [base, setBase] = createSignal(props.policy);
  const [stale, setStale] = createSignal(false);
  const form = createForm<PolicyValues>({
    values: props.policy ? valuesOf(props.policy, actionOf(props.policy.action_code)) : newValues(props.actions[0]),
    check: (values) => problemsOf(w, values) as never,
    submit: async (values) => {
      const body = bodyOf(values), was = base();
      try {
        await (was ? call(patchPolicy, { params: { policy_id: was.id }, body, version: was.version }) : call(createPolicy, { body }));
      } catch (error) {
        setStale(error instanceof ApiError && error.status === 412);
        throw error;
      }
      await invalidate("/v1/approvals/policies");
      toast.success(w(was ? "policy.saved" : "policy.created", { name: body.name }));
      queueMicrotask(() => navigate(LIST));
    },
    explain: (error) => (stale() ? "" : error instanceof ApiError && error.code in SAYINGS ? w(SAYINGS[error.code as keyof typeof SAYINGS]) : undefined),
  });
  const problem = (path: string) => (form.errors() as Record<string, string | undefined>)[path];
  const action = () => actionOf(form.values().action_code);
  /** Conditions are about the fields of one action: another one starts without. */
  const setAction = (code: string) => {
    const next = actionOf(code);
    form.set({ action_code: code, conditions: { ...draftOf(null, next), mode: "form" }, steps: form.values().steps.map((step) => ({ ...step, threshold: draftOf(null, next) })) });
  };
  const loadTheirs = async () => {
    const fresh = await call(getPolicy, { params: { policy_id: base()!.id } });
    setBase(fresh);
    form.reset(valuesOf(fresh, actionOf(fresh.action_code)));
    setStale(false);
  };
  return (
    <FormView form={form} submitLabel={w(props.policy ? "policy.save" : "policy.create")} onCancel={() => navigate(LIST)}>
      <Show when={stale()}><Banner tone="warning" live action={<Button size="sm" onClick={() => void loadTheirs()}>{w("policy.loadTheirs")}</Button>}>{w("policy.conflict")}</Banner></Show>
      <Part title={w("policy.general")}>
        <TextField label={w("policy.name")} maxLength={100} autofocus={!props.policy} {...form.field("name")} />
        <Select label={w("policy.action")} options={props.actions.map(({ code }) => ({ value: code, label: actionName(code) }))} value={form.values().action_code} onChange={setAction} error={problem("action_code") ?? (action() ? undefined : w("policy.unknownAction"))} />
        <Switch label={w("policy.active")} help={w("policy.activeHelp")} checked={form.values().active} onChange={(active) => form.set({ active })} />
      </Part>
      <Part title={w("condition.title")} help={w("condition.help")}>
        <ConditionBuilder label={w("condition.mode")} action={action()} draft={form.values().conditions} onChange={(conditions) => form.set({ conditions })} path="conditions" problem={problem} />
      </Part>
      <Part title={w("steps.title")} help={w("steps.help")}>
        <StepsEditor action={action()} steps={form.values().steps} onChange={(steps) => form.set({ steps })} problem={problem} />
        <Checkbox label={w("policy.self")} help={w("policy.selfHelp")} checked={form.values().allow_self_approval} onChange={(allow_self_approval) => form.set({ allow_self_approval })} />
      </Part>
    </FormView>
  );
}

function Part(props: { title: string; help?: string; children: JSX.Element }) {
  return <section class="policy-part"><div class="policy-part__head"><h2 class="heading">{props.title}</h2><Show when={props.help}><p class="muted small">{props.help}</p></Show></div>{props.children}</section>;
}
