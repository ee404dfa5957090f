import ArrowRight from "lucide-solid/icons/arrow-right";
import Plus from "lucide-solid/icons/plus";
import SlidersHorizontal from "lucide-solid/icons/sliders-horizontal";
import { createSignal, For, Show } from "solid-js";
import { ApiError, call } from "#web/src/kernel/api.ts";
import { errorText } from "#web/src/kernel/errors.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { useLive } from "#web/src/kernel/live.ts";
import { usePage } from "#web/src/kernel/page.ts";
import { invalidate, useCall } from "#web/src/kernel/query.ts";
import { can } from "#web/src/kernel/session.ts";
import { settled } from "#web/src/kernel/settled.ts";
import { ButtonLink } from "#web/src/ui/button.tsx";
import { Switch } from "#web/src/ui/choice.tsx";
import { EmptyState, ErrorState } from "#web/src/ui/feedback.tsx";
import { Icon } from "#web/src/ui/icon.tsx";
import { Link } from "#web/src/ui/link.tsx";
import { SkeletonLines } from "#web/src/ui/skeleton.tsx";
import { Name } from "#web/src/ui/text.tsx";
import { toast } from "#web/src/ui/toast.tsx";
import { getPlan } from "#worker/modules/access/contract.ts";
import { listPolicies, patchPolicy } from "#worker/modules/approvals/contract.ts";
import { useApprovers } from "./approvers.ts";
import { ConditionWords } from "./condition-words.tsx";
import type { PolicyView } from "./policy-form.ts";
import { actionName } from "./request-data.ts";
import { approvalWords } from "./text/index.ts";
import "./policies.css";

const NEW = "/approvals/policies/new";

/** What waits for approval in this company, and how much of it the plan allows. */
export default function PoliciesPage() {
  const w = useWords(approvalWords);
  usePage(() => ({ title: w("policiesTitle"), crumbs: [{ label: w("title"), href: "/approvals" }] }));
  const query = useCall(listPolicies, () => ({ query: { limit: 200, sort: "name" as const } }));
  const plan = useCall(getPlan, () => (can("plan.view") ? {} : undefined));
  const policies = () => settled(query)?.items;
  const limit = () => settled(plan)?.limits["approvals.policies.max"];
  const used = () => policies()?.filter(({ active }) => active).length ?? 0;
  const full = () => limit() !== undefined && used() >= limit()!;
  useLive("approval.policy.*", () => void invalidate("/v1/approvals/policies"));
  useLive("*", (payload) => payload && (payload as { policy_id?: string }).policy_id && void invalidate("/v1/approvals/policies"));
  return (
    <>
      <div class="page-head" data-phone="">
        <h1 class="page-title">{w("policiesTitle")}</h1>
        <Show when={limit() !== undefined && policies()}><span class="small" classList={{ muted: !full(), "tone-text": full() }} data-tone={full() ? "warning" : undefined}>{w("policy.limit", { used: used(), count: limit()! })}</span></Show>
        <span class="push"><ButtonLink variant="primary" icon={Plus} href={NEW}>{w("policy.new")}</ButtonLink></span>
      </div>
      <div class="scroll">
        <Show when={!query.isLoadingError} fallback={<ErrorState error={query.error} retry={() => void query.refetch()} />}>
          <Show when={policies()} fallback={<div class="policy-page"><SkeletonLines lines={4} /></div>}>
            {(all) => (
              <Show when={all().length} fallback={<EmptyState icon={SlidersHorizontal} title={w("policy.none")} actions={<ButtonLink variant="primary" icon={Plus} href={NEW}>{w("policy.new")}</ButtonLink>}>{w("policy.noneHelp")}</EmptyState>}>
                <ul class="policies" aria-label={w("policiesTitle")}><For each={all()}>{(policy) => <Row policy={policy} />}</For></ul>
              </Show>
            )}
          </Show>
        </Show>
      </div>
    </>
  );
}

function Row(props: { policy: PolicyView }) {
  const w = useWords(approvalWords);
  const approvers = useApprovers();
  const [wanted, setWanted] = createSignal<boolean>();
  const turn = async (active: boolean) => {
    const { id: policy_id, name, version } = props.policy;
    setWanted(active);
    try {
      await call(patchPolicy, { params: { policy_id }, body: { active }, version });
      toast.success(w(active ? "policy.switchedOn" : "policy.switchedOff", { name }));
    } catch (error) {
      toast.error(error instanceof ApiError && error.code === "LIMIT_REACHED" ? w("policy.limitReached") : errorText(error));
    }
    await invalidate("/v1/approvals/policies");
    setWanted(undefined);
  };
  return (
    <li class="policies__row">
      <div class="stack" data-gap="sm">
        <Link class="strong" href={`/approvals/policies/${props.policy.id}`}><Name>{props.policy.name}</Name></Link>
        <span class="small muted">{actionName(props.policy.action_code)}</span>
      </div>
      <div class="stack small" data-gap="sm">
        <Show when={props.policy.conditions} fallback={<span class="muted">{w("policy.always")}</span>}>{(condition) => <ConditionWords of={condition()} />}</Show>
        <span class="policies__chain"><For each={props.policy.steps}>{(step, at) => <><Show when={at()}><Icon of={ArrowRight} size="sm" pointing /></Show><span>{approvers.name(step)}</span></>}</For></span>
      </div>
      <Switch hideLabel label={w("policy.switchOn", { name: props.policy.name })} checked={wanted() ?? props.policy.active} disabled={wanted() !== undefined} onChange={(on) => void turn(on)} />
    </li>
  );
}
