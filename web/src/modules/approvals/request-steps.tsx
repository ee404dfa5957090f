import CircleCheck from "lucide-solid/icons/circle-check";
import CircleDashed from "lucide-solid/icons/circle-dashed";
import CircleDot from "lucide-solid/icons/circle-dot";
import CircleX from "lucide-solid/icons/circle-x";
import { For, Show } from "solid-js";
import { formatList } from "#web/src/kernel/format.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { Avatar } from "#web/src/ui/avatar.tsx";
import type { Tone } from "#web/src/ui/badge.tsx";
import { Icon, type IconType } from "#web/src/ui/icon.tsx";
import { Name, RelativeTime } from "#web/src/ui/text.tsx";
import { useApprovers } from "./approvers.ts";
import type { RequestView, StepView } from "./request-data.ts";
import { approvalWords } from "./text/index.ts";
import "./approvals.css";

const LOOKS: Record<StepView["state"], { icon: IconType; tone?: Tone }> = {
  waiting: { icon: CircleDashed }, open: { icon: CircleDot, tone: "warning" }, approved: { icon: CircleCheck, tone: "success" }, rejected: { icon: CircleX, tone: "danger" }, skipped: { icon: CircleDashed },
};

/** The steps of a request in their order: who is asked, who has decided and what they said. */
export function RequestSteps(props: { request: RequestView }) {
  const w = useWords(approvalWords);
  return <ol class="steps" aria-label={w("request.steps")}><For each={props.request.steps}>{(step) => <Step request={props.request} step={step} />}</For></ol>;
}

function Step(props: { request: RequestView; step: StepView }) {
  const w = useWords(approvalWords);
  const approvers = useApprovers();
  const voices = () => props.request.actions.filter(({ step_seq }) => step_seq === props.step.seq);
  const approvals = () => voices().filter(({ decision }) => decision === "approve").length;
  const waitsFor = () => [...new Set(props.request.approvers.map(({ full_name }) => full_name))];
  return (
    <li class="step" data-tone={LOOKS[props.step.state].tone} aria-current={props.step.state === "open" ? "step" : undefined}>
      <Icon of={LOOKS[props.step.state].icon} />
      <span class="row"><span class="strong"><Name>{approvers.name(props.step)}</Name></span><Show when={props.step.kind === "parallel"}><span class="small muted">{w("request.ofRequired", { done: approvals(), count: props.step.required })}</span></Show></span>
      <span class="small faint">{w(`request.step_${props.step.state}`)}</span>
      <div class="step__voices">
        <Show when={props.step.state === "open" && waitsFor().length}><span class="small muted">{w("request.mayDecide", { names: formatList(waitsFor()) })}</span></Show>
        <Show when={props.step.state === "waiting" && props.step.sla_hours}>{(hours) => <span class="small faint">{w("request.within", { count: hours() })}</span>}</Show>
        <For each={voices()}>
          {(voice) => (
            <div class="step__voice">
              <Avatar name={voice.approver.full_name} /><Name>{voice.approver.full_name}</Name><span class="muted">{w(`request.did_${voice.decision}`)}</span>
              <Show when={voice.on_behalf_of}>{(other) => <span class="muted">{w("request.behalf", { name: other().full_name })}</span>}</Show>
              <span class="small faint"><RelativeTime at={voice.created_at} /></span>
              <Show when={voice.comment}><div class="step__comment" dir="auto">{voice.comment}</div></Show>
            </div>
          )}
        </For>
      </div>
    </li>
  );
}
