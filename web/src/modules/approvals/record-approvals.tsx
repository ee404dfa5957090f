import ShieldCheck from "lucide-solid/icons/shield-check";
import { For, onCleanup, Show } from "solid-js";
import { useWords } from "#web/src/kernel/i18n.ts";
import { onResync, useLive } from "#web/src/kernel/live.ts";
import { invalidate, useCall } from "#web/src/kernel/query.ts";
import { settled } from "#web/src/kernel/settled.ts";
import { ButtonLink } from "#web/src/ui/button.tsx";
import { Banner } from "#web/src/ui/feedback.tsx";
import { Section } from "#web/src/ui/record-parts.tsx";
import { getRequest, listRequests } from "#worker/modules/approvals/contract.ts";
import { Asked } from "./asked.tsx";
import { actionName, type RequestRow } from "./request-data.ts";
import { Due } from "./request-state.tsx";
import { RequestSteps } from "./request-steps.tsx";
import { approvalWords } from "./text/index.ts";

type Subject = Pick<RequestRow, "object_type" | "object_id">;

/** The requests about a record that wait, kept true while they are on screen. Whoever may not see them gets none. */
function usePending(subject: () => Subject) {
  const query = useCall(listRequests, () => ({ query: { ...subject(), state: "pending", limit: 10 } }));
  const refresh = () => void invalidate("/v1/approvals/requests");
  useLive<Record<string, unknown>>("approval.*", (payload) => payload?.[`${subject().object_type}_id`] === subject().object_id && refresh());
  onCleanup(onResync(refresh));
  return () => (settled(query)?.items ?? []).filter(({ object_id }) => object_id === subject().object_id);
}

/** At the head of a record: what of it waits for approval. */
export function ApprovalBanner(props: Subject) {
  const w = useWords(approvalWords);
  const pending = usePending(() => ({ object_type: props.object_type, object_id: props.object_id }));
  return (
    <For each={pending()}>
      {(request) => (
        <Banner tone="warning" icon={ShieldCheck} title={w("mark.waiting")} action={<ButtonLink size="sm" href={`/approvals/${request.id}`}>{w("mark.see")}</ButtonLink>}>
          <span class="row approval-line"><span>{actionName(request.action_code)}</span><Asked of={request} /></span>
        </Banner>
      )}
    </For>
  );
}

/** Beside a record: who decides what waits, and by when. */
export function ApprovalSection(props: Subject) {
  const w = useWords(approvalWords);
  const pending = usePending(() => ({ object_type: props.object_type, object_id: props.object_id }));
  return <For each={pending()}>{(request) => <Section title={w("mark.title")} deskOnly actions={<Due of={request} />}><Steps id={request.id} /></Section>}</For>;
}

function Steps(props: { id: string }) {
  const query = useCall(getRequest, () => ({ params: { request_id: props.id } }));
  return <Show when={settled(query)}>{(request) => <RequestSteps request={request()} />}</Show>;
}
