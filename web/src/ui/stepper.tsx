import Check from "lucide-solid/icons/check";
import { For, Show, type JSX } from "solid-js";
import { formatNumber } from "#web/src/kernel/format.ts";
import { t } from "#web/src/kernel/text/index.ts";
import { Button } from "./button.tsx";
import { Icon } from "./icon.tsx";

export interface Step {
  id: string;
  label: string;
}

/** Where somebody is in a task of several steps. */
export function Stepper(props: { steps: readonly Step[]; current: string }) {
  const index = () => props.steps.findIndex(({ id }) => id === props.current);
  return (
    <ol class="stepper">
      <For each={props.steps}>
        {(step, at) => (
          <li class="stepper__step" data-done={at() < index() ? "" : undefined} aria-current={at() === index() ? "step" : undefined}>
            <span class="stepper__dot"><Show when={at() < index()} fallback={formatNumber(at() + 1)}><Icon of={Check} size="sm" /></Show></span>
            <span>{step.label}</span>
          </li>
        )}
      </For>
    </ol>
  );
}

interface WizardProps {
  title: string;
  steps: readonly Step[];
  current: string;
  /** One pane, or two: what is decided at the start, what will happen at the end. */
  children: JSX.Element;
  aside?: JSX.Element;
  onBack?: (() => void) | undefined;
  onNext?: (() => void) | undefined;
  /** Says the number: "Import 1,250 rows". */
  nextLabel?: string;
  nextBlocked?: string | undefined;
  busy?: boolean;
  foot?: JSX.Element;
}

/** The page of a task in steps: stepper in the head, panes, and one way forward in the foot. */
export function Wizard(props: WizardProps) {
  return (
    <>
      <header class="wizard-head"><h1 class="page-title">{props.title}</h1><span class="push"><Stepper steps={props.steps} current={props.current} /></span></header>
      <Show when={props.aside} fallback={<div class="scroll"><div class="wizard-pane">{props.children}</div></div>}>
        <div class="wizard-body"><div>{props.children}</div><div>{props.aside}</div></div>
      </Show>
      <footer class="wizard-foot">
        <Show when={props.onBack}><Button variant="ghost" onClick={() => props.onBack!()}>{t("action.back")}</Button></Show>
        {props.foot}
        <Show when={props.onNext}>
          <span class="push"><Button variant="primary" busy={props.busy} disabledReason={props.nextBlocked} onClick={() => props.onNext!()}>{props.nextLabel ?? t("action.next")}</Button></span>
        </Show>
      </footer>
    </>
  );
}
