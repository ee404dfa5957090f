import { useParams } from "@solidjs/router";
import Undo2 from "lucide-solid/icons/undo-2";
import { createSignal, For, onCleanup, Show, type JSX } from "solid-js";
import { call } from "#web/src/kernel/api.ts";
import { formatRelative } from "#web/src/kernel/format.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { onResync, useLive } from "#web/src/kernel/live.ts";
import { invalidate, useCall } from "#web/src/kernel/query.ts";
import { can, session } from "#web/src/kernel/session.ts";
import { settled } from "#web/src/kernel/settled.ts";
import { Person } from "#web/src/ui/avatar.tsx";
import { Button, ButtonLink } from "#web/src/ui/button.tsx";
import { confirm } from "#web/src/ui/dialog.tsx";
import { Banner } from "#web/src/ui/feedback.tsx";
import { RecordPage } from "#web/src/ui/record-page.tsx";
import { Section, type Fact } from "#web/src/ui/record-parts.tsx";
import type { Tab } from "#web/src/ui/tabs.tsx";
import { DateTime, Name } from "#web/src/ui/text.tsx";
import { toast } from "#web/src/ui/toast.tsx";
import { cancelRequest, getRequest } from "#worker/modules/approvals/contract.ts";
import { Asked } from "./asked.tsx";
import { ConditionWords } from "./condition-words.tsx";
import { refreshDecided } from "./decide.ts";
import { Decision } from "./decision.tsx";
import { PayloadFacts } from "./payload-facts.tsx";
import { actionName, decisionErrorText, failureText, recordPath, type RequestView } from "./request-data.ts";
import { Due, RequestState } from "./request-state.tsx";
import { RequestSteps } from "./request-steps.tsx";
import { approvalWords } from "./text/index.ts";
import "./approvals.css";

const NO_TABS: readonly Tab[] = [];

/** One request: what is asked, who decides it, and the decision of whoever may. */
export default function RequestPage() {
  const w = useWords(approvalWords);
  const params = useParams<{ id: string }>();
  const query = useCall(getRequest, () => ({ params: { request_id: params.id } }));
  const request = () => { const found = settled(query); return found?.id === params.id ? found : undefined; };
  const refresh = () => void invalidate("/v1/approvals/requests");
  useLive<{ request_id?: string }>("approval.*", (payload) => payload?.request_id === params.id && refresh());
  onCleanup(onResync(refresh));
  const Here = (props: { children: (found: () => RequestView) => JSX.Element }) => <Show when={request()}>{(found) => props.children(found)}</Show>;
  // The same objects for as long as the page lives: a refresh must not close the comment somebody is writing.
  const tabs: readonly Tab[] = [
    { id: "steps", get label() { return w("request.steps"); }, content: () => <Here>{(found) => <div class="stack" data-gap="lg"><Decision request={found()} /><RequestSteps request={found()} /></div>}</Here> },
    { id: "details", get label() { return w("request.details"); }, content: () => <Here>{(found) => <PayloadFacts request={found()} />}</Here> },
  ];
  return (
    <RecordPage
      title={request()?.title ?? ""} crumbs={[{ label: w("title"), href: "/approvals" }]} loading={!request()} error={query.isLoadingError ? query.error : undefined} retry={() => void query.refetch()}
      subtitle={<Here>{(found) => <span>{actionName(found().action_code)}</span>}</Here>}
      actions={<Here>{(found) => <Actions request={found()} />}</Here>} banner={<Here>{(found) => <><Asked of={found()} large /><Closed request={found()} /></>}</Here>}
      facts={request() ? facts(request()!) : []} tabs={request() ? tabs : NO_TABS}
      side={<Here>{(found) => <Side request={found()} />}</Here>} sideLabel={w("request.policy")}
    />
  );

  function facts(found: RequestView): readonly Fact[] {
    return [
      { label: w("state"), value: <RequestState state={found.state} /> },
      { label: w("requester"), value: <Person name={found.requester.full_name} /> },
      { label: w("created"), value: <DateTime at={found.created_at} as="datetime" /> },
      { label: w("step"), value: w("stepOf", { step: found.current_step, total: found.steps_count }) },
      ...(found.state === "pending" ? [{ label: w("due"), value: <Due of={found} /> }] : [{ label: w("decided"), value: <DateTime at={found.decided_at} as="datetime" /> }]),
    ];
  }
}

function Actions(props: { request: RequestView }) {
  const w = useWords(approvalWords);
  const [busy, setBusy] = createSignal(false);
  const mayCancel = () => props.request.state === "pending" && (props.request.requester.id === session()?.user.id || can("approvals.policies.manage"));
  const cancel = async () => {
    if (!(await confirm({ title: w("request.cancelTitle"), text: w("request.cancelText"), confirmLabel: w("request.cancel"), danger: true }))) return;
    setBusy(true);
    try {
      await call(cancelRequest, { params: { request_id: props.request.id }, version: props.request.version });
      toast.success(w("request.cancelled"));
    } catch (error) {
      toast.error(decisionErrorText(error));
    }
    await refreshDecided();
    setBusy(false);
  };
  return (
    <>
      <Show when={mayCancel()}><Button variant="ghost" icon={Undo2} busy={busy()} onClick={() => void cancel()}>{w("request.cancel")}</Button></Show>
      <ButtonLink href={recordPath(props.request)}>{w("request.openRecord", { record: w(`objects.${props.request.object_type}`) })}</ButtonLink>
    </>
  );
}

/** What became of a request that is decided, and that an open one is late. */
function Closed(props: { request: RequestView }) {
  const w = useWords(approvalWords);
  const when = () => formatRelative(props.request.decided_at ?? props.request.updated_at);
  return (
    <>
      <Show when={props.request.state === "pending" && props.request.escalated_at}>{(at) => <Banner tone="danger">{w("request.escalated", { when: formatRelative(at()) })}</Banner>}</Show>
      <Show when={props.request.state === "approved"}><Banner tone="success" title={w("request.closed_approved", { when: when() })} /></Show>
      <Show when={props.request.state === "rejected"}><Banner tone="danger" title={w("request.closed_rejected", { when: when() })}>{w("request.nothingChanged")}</Banner></Show>
      <Show when={props.request.state === "cancelled"}><Banner title={w("request.closed_cancelled", { when: when() })}>{w("request.nothingChanged")}</Banner></Show>
      <Show when={props.request.state === "failed"}><Banner tone="danger" title={w("request.closed_failed")}>{props.request.failure && failureText(w, props.request.failure)} {w("request.nothingChanged")}</Banner></Show>
    </>
  );
}

function Side(props: { request: RequestView }) {
  const w = useWords(approvalWords);
  return (
    <Section title={w("request.policy")}>
      <For each={props.request.policies}>
        {(policy) => (
          <div class="stack" data-gap="sm">
            <span class="strong"><Name>{policy.name}</Name></span>
            <Show when={policy.conditions} fallback={<span class="muted">{w("request.always")}</span>}>{(condition) => <ConditionWords of={condition()} />}</Show>
          </div>
        )}
      </For>
    </Section>
  );
}
