import Check from "lucide-solid/icons/check";
import X from "lucide-solid/icons/x";
import { Show } from "solid-js";
import { formatList } from "#web/src/kernel/format.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { session } from "#web/src/kernel/session.ts";
import { useShortcut } from "#web/src/kernel/shortcuts.ts";
import { Button } from "#web/src/ui/button.tsx";
import { Banner } from "#web/src/ui/feedback.tsx";
import { TextArea } from "#web/src/ui/text-field.tsx";
import { type Choice, createDecision } from "./decide.ts";
import type { RequestView } from "./request-data.ts";
import { approvalWords } from "./text/index.ts";
import "./approvals.css";

/** Where the caller decides the open step, or why it is not theirs to decide. */
export function Decision(props: { request: RequestView }) {
  return <Show when={props.request.state === "pending"}><Show when={props.request.can_decide} fallback={<NotYours request={props.request} />}><DecisionForm request={props.request} /></Show></Show>;
}

function DecisionForm(props: { request: RequestView }) {
  const w = useWords(approvalWords);
  const decision = createDecision(() => props.request);
  let form: HTMLFormElement | undefined;
  const focus = (selector: string) => form?.querySelector<HTMLElement>(selector)?.focus();
  useShortcut("a", () => focus("button[type=submit]"));
  useShortcut("r", () => focus("textarea"));
  /** Whether this approval is the last one needed. */
  const isLast = () => {
    const { actions, current_step, steps, steps_count } = props.request;
    const approvals = actions.filter(({ step_seq, decision }) => step_seq === current_step && decision === "approve").length;
    return current_step === steps_count && approvals + 1 >= (steps.find(({ seq }) => seq === current_step)?.required ?? 1);
  };
  const decide = async (how: Choice) => {
    if (!(await decision.decide(how)) && decision.error()) focus("textarea");
  };
  return (
    <form class="decision" ref={form} aria-label={w("request.decisionTitle")} onSubmit={(event) => { event.preventDefault(); void decide("approve"); }}>
      <TextArea label={w("request.comment")} optional help={w("request.commentHelp")} error={decision.error()} maxLength={2000} rows={2} value={decision.comment()} onChange={decision.write} />
      <div class="decision__foot">
        <Button type="submit" variant="primary" icon={Check} busy={decision.busy() === "approve"} data-shortcut="a">{w(isLast() ? "request.approveLast" : "request.approve")}</Button>
        <Button icon={X} busy={decision.busy() === "reject"} data-shortcut="r" onClick={() => void decide("reject")}>{w("request.reject")}</Button>
      </div>
    </form>
  );
}

function NotYours(props: { request: RequestView }) {
  const w = useWords(approvalWords);
  const me = () => session()?.user.id;
  const voted = () => props.request.actions.some(({ step_seq, approver }) => step_seq === props.request.current_step && approver.id === me());
  const others = () => [...new Set(props.request.approvers.filter(({ id }) => id !== me()).map(({ full_name }) => full_name))];
  const own = () => props.request.requester.id === me() && !props.request.allow_self_approval;
  const waits = () => (others().length ? w("request.waitsFor", { names: formatList(others()) }) : w("request.waitsForNobody"));
  return <Banner tone="warning">{[voted() ? w("request.voted") : own() ? w("request.own") : "", waits()].filter(Boolean).join(" ")}</Banner>;
}
