import CircleCheck from "lucide-solid/icons/circle-check";
import Info from "lucide-solid/icons/info";
import Lock from "lucide-solid/icons/lock";
import OctagonAlert from "lucide-solid/icons/octagon-alert";
import RefreshCw from "lucide-solid/icons/refresh-cw";
import TriangleAlert from "lucide-solid/icons/triangle-alert";
import { Show, type JSX } from "solid-js";
import { Dynamic } from "solid-js/web";
import { ApiError } from "#web/src/kernel/api.ts";
import { errorText } from "#web/src/kernel/errors.ts";
import { can, has } from "#web/src/kernel/session.ts";
import { t } from "#web/src/kernel/text/index.ts";
import type { Tone } from "./badge.tsx";
import { Button, ButtonLink } from "./button.tsx";
import { Icon, type IconType } from "./icon.tsx";
import { toast } from "./toast.tsx";

const ICONS: Partial<Record<Tone, IconType>> = { warning: TriangleAlert, danger: OctagonAlert, success: CircleCheck };

/** A message that stays on the page: what is so, why, and one thing to do. */
export function Banner(props: { tone?: Tone; icon?: IconType; title?: JSX.Element; children?: JSX.Element; action?: JSX.Element; live?: boolean }) {
  return (
    <div class="callout" data-tone={props.tone ?? "info"} role={props.live ? (props.tone === "danger" ? "alert" : "status") : undefined}>
      <Icon of={props.icon ?? ICONS[props.tone ?? "info"] ?? Info} />
      <div>
        <Show when={props.title}><div class="strong">{props.title}</div></Show>
        <Show when={props.children}><div classList={{ muted: Boolean(props.title) }}>{props.children}</div></Show>
      </div>
      {props.action}
    </div>
  );
}

/** A place with nothing in it yet: what it is for and what to do first. With `page` it stands for a whole page, and its title is the page's. */
export function EmptyState(props: { icon: IconType; title: string; page?: boolean; children?: JSX.Element; actions?: JSX.Element }) {
  return (
    <div class="empty">
      <span class="empty__icon"><Icon of={props.icon} size="lg" /></span>
      <Dynamic component={props.page ? "h1" : "h2"} class="heading">{props.title}</Dynamic>
      <Show when={props.children}><p class="muted">{props.children}</p></Show>
      <Show when={props.actions}><div class="empty__actions">{props.actions}</div></Show>
    </div>
  );
}

/** Something did not load: in words, with a way to try again and the number that support needs. `page` as for EmptyState. */
export function ErrorState(props: { error: unknown; page?: boolean; retry?: () => void }) {
  const request = () => (props.error instanceof ApiError ? props.error.request_id : "");
  return (
    <div class="empty" role="alert">
      <span class="empty__icon"><Icon of={OctagonAlert} size="lg" /></span>
      <Dynamic component={props.page ? "h1" : "h2"} class="heading">{t("state.error")}</Dynamic>
      <p class="muted">{errorText(props.error)}</p>
      <Show when={request()}>{(id) => <p class="faint small">{t("state.requestId")} <span class="code">{id()}</span></p>}</Show>
      <Show when={props.retry}><div class="empty__actions"><Button icon={RefreshCw} onClick={() => props.retry!()}>{t("action.retry")}</Button></div></Show>
    </div>
  );
}

interface GateProps {
  permission?: string;
  feature?: string;
  /** What it is, in words: "Change prices". */
  title?: string;
  children: JSX.Element;
  /** Leave nothing in its place instead of the explanation. */
  silent?: boolean;
}

/** Shows its content to whom role and plan allow it; otherwise says in its place why not, and whom to ask or where to see what the plan gives. */
export function Gate(props: GateProps) {
  const byRole = () => !can(props.permission);
  const byPlan = () => !has(props.feature);
  const help = () => (byPlan() ? t("gate.planHelp", { feature: props.feature ?? "" }) : t("gate.roleHelp", { permission: props.permission ?? "" }));
  return (
    <Show when={byRole() || byPlan()} fallback={props.children}>
      <Show when={!props.silent}>
        <div class="gate">
          <Icon of={Lock} />
          <div class="gate__text">
            <div class="strong">{props.title ?? (byPlan() ? t("gate.plan") : t("gate.role"))}</div>
            <div class="muted small">{help()}</div>
          </div>
          <Show when={byPlan() && can("entitlements.view")} fallback={<Button size="sm" onClick={() => void askAdmin(help())}>{t("gate.ask")}</Button>}>
            <ButtonLink size="sm" variant="primary" href="/entitlements">{t("gate.plans")}</ButtonLink>
          </Show>
        </div>
      </Show>
    </Show>
  );
}

async function askAdmin(what: string) {
  await navigator.clipboard.writeText(`${what} ${location.href}`);
  toast.info(t("gate.asked"));
}

/** How far a long piece of work is; `value` of 0 to 100. */
export function Progress(props: { label: string; value: number; detail?: JSX.Element; tone?: Tone }) {
  return (
    <div class="stack" data-gap="sm">
      <div class="row" data-spread=""><span>{props.label}</span><span class="faint small">{props.detail}</span></div>
      <div class="progress" role="progressbar" aria-label={props.label} aria-valuenow={Math.round(props.value)} aria-valuemin={0} aria-valuemax={100} data-tone={props.tone} style={{ "--value": `${props.value}%` }} />
    </div>
  );
}
