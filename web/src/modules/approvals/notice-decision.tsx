import Check from "lucide-solid/icons/check";
import X from "lucide-solid/icons/x";
import { createSignal, Match, Show, Switch } from "solid-js";
import { useWords } from "#web/src/kernel/i18n.ts";
import { online, useCall } from "#web/src/kernel/query.ts";
import { settled } from "#web/src/kernel/settled.ts";
import { Button } from "#web/src/ui/button.tsx";
import { TextArea } from "#web/src/ui/text-field.tsx";
import { listRequests } from "#worker/modules/approvals/contract.ts";
import { type Choice, createDecision } from "./decide.ts";
import type { RequestRow } from "./request-data.ts";
import { RequestState } from "./request-state.tsx";
import { approvalWords } from "./text/index.ts";
import "./approvals.css";

interface NoticeDecisionProps {
  /** The request that the notice asks about, and the step of it. */
  request_id: string;
  step_seq: number;
  /** Every request that the notices on screen ask about: they are read at once. */
  among: readonly string[];
  onDecided: () => void;
}

/** In a notice that asks for a decision: the decision itself, or what has become of it. */
export default function NoticeDecision(props: NoticeDecisionProps) {
  const w = useWords(approvalWords);
  const query = useCall(listRequests, () => ({ query: { id: props.among.join(",") } }));
  const page = () => settled(query);
  const request = () => page()?.items.find(({ id }) => id === props.request_id);
  const [refused, setRefused] = createSignal<string>();
  return (
    <div class="notice-decision">
      <Show when={refused()}>{(text) => <p class="field__error" role="alert">{text()}</p>}</Show>
      <Show when={page() && !query.isPlaceholderData}>
        <Switch fallback={<span class="muted small">{w("notice.notYours")}</span>}>
          <Match when={request()?.can_decide && request()!.current_step === props.step_seq && request()}>
            {(open) => <Form request={open()} onRefused={setRefused} onDecided={props.onDecided} />}
          </Match>
          <Match when={request()?.state === "pending"}><span class="muted small">{w(request()!.current_step === props.step_seq ? "notice.waits" : "notice.stepDecided")}</span></Match>
          <Match when={request()}>{(closed) => <RequestState state={closed().state} />}</Match>
        </Switch>
      </Show>
    </div>
  );
}

function Form(props: { request: RequestRow; onRefused: (text: string | undefined) => void; onDecided: () => void }) {
  const w = useWords(approvalWords);
  const decision = createDecision(() => props.request, (text) => props.onRefused(text));
  const [rejecting, setRejecting] = createSignal(false);
  const offline = () => (online() ? undefined : w("notice.offline"));
  /** Says to whom a button belongs, for who does not see where it stands. */
  const of = (word: string) => `${word}: ${props.request.title}`;
  let form: HTMLFormElement | undefined;
  const focus = (selector: string) => queueMicrotask(() => form?.querySelector<HTMLElement>(selector)?.focus());
  const ask = (open: boolean) => { setRejecting(open); focus(open ? "textarea" : "[data-reject]"); };
  /** What was pressed is gone once it is decided, so the focus returns to the notice. */
  const decide = async (how: Choice) => {
    const notice = form?.closest(".notice")?.querySelector<HTMLElement>(".notice__open");
    props.onRefused(undefined);
    if (await decision.decide(how)) props.onDecided();
    if (decision.error()) return focus("textarea");
    if (!form?.isConnected) notice?.focus();
  };
  return (
    <form ref={form} noValidate on:keydown={(event) => { if (event.key === "Escape" && rejecting()) { event.stopPropagation(); ask(false); } }} onSubmit={(event) => { event.preventDefault(); if (rejecting() && !offline()) void decide("reject"); }}>
      <Show when={rejecting()} fallback={
        <div class="notice-decision__foot">
          <Button size="sm" variant="primary" icon={Check} aria-label={of(w("request.approve"))} busy={decision.busy() === "approve"} disabledReason={offline()} onClick={() => void decide("approve")}>{w("request.approve")}</Button>
          <Button size="sm" icon={X} data-reject="" aria-label={of(w("request.reject"))} disabledReason={offline()} onClick={() => ask(true)}>{w("request.reject")}</Button>
        </div>
      }>
        <TextArea label={w("notice.why")} error={decision.error()} maxLength={2000} rows={2} value={decision.comment()} onChange={decision.write} />
        <div class="notice-decision__foot">
          <Button size="sm" type="submit" variant="danger" icon={X} busy={decision.busy() === "reject"} disabledReason={offline()}>{w("request.reject")}</Button>
          <Button size="sm" variant="ghost" onClick={() => ask(false)}>{w("notice.back")}</Button>
        </div>
      </Show>
      <Show when={offline()}>{(text) => <p class="muted small">{text()}</p>}</Show>
    </form>
  );
}
