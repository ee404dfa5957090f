import { useSearchParams } from "@solidjs/router";
import { Show, type JSX } from "solid-js";
import { usePage, type Crumb } from "#web/src/kernel/page.ts";
import { t } from "#web/src/kernel/text/index.ts";
import { ErrorState } from "./feedback.tsx";
import { KeyFacts, type Fact } from "./record-parts.tsx";
import { Skeleton, SkeletonLines } from "./skeleton.tsx";
import { Tabs, type Tab } from "./tabs.tsx";
import { Name } from "./text.tsx";

interface RecordPageProps {
  /** The record's name as written by people. */
  title: string;
  crumbs: readonly Crumb[];
  /** The last crumb, when it is not the title ("D-2291"). */
  crumbTitle?: string;
  subtitle?: JSX.Element;
  /** The next step first in importance: one primary, the rest quieter. */
  actions?: JSX.Element;
  /** <StagePath>. */
  path?: JSX.Element;
  facts: readonly Fact[];
  tabs: readonly Tab[];
  /** <Section>s: next step, approval, tasks, contact. */
  side?: JSX.Element;
  sideLabel?: string;
  /** Before the tabs on a phone: next step and four actions. */
  phoneLead?: JSX.Element;
  loading?: boolean;
  error?: unknown;
  retry?: () => void;
  banner?: JSX.Element;
}

/** The page of one record; the open tab is in the URL. */
export function RecordPage(props: RecordPageProps) {
  usePage(() => ({ title: props.crumbTitle ?? props.title, crumbs: props.crumbs }));
  const [params, setParams] = useSearchParams<{ tab?: string }>();
  const tab = () => (props.tabs.some(({ id }) => id === params.tab) ? params.tab! : (props.tabs[0]?.id ?? ""));
  return (
    <Show when={!props.error} fallback={<div class="scroll"><ErrorState page error={props.error} {...(props.retry ? { retry: props.retry } : {})} /></div>}>
      <div class="record" aria-busy={props.loading || undefined}>
        <div class="record__main">
          <Show when={!props.loading} fallback={<RecordSkeleton />}>
            <header class="record-head">
              <div class="row record-head__top">
                <div class="stack" data-gap="sm">
                  <h1 class="record-title"><Name>{props.title}</Name></h1>
                  <Show when={props.subtitle}><div class="row muted">{props.subtitle}</div></Show>
                </div>
                <Show when={props.actions}><div class="push row record-head__actions">{props.actions}</div></Show>
              </div>
              {props.banner}
              <Show when={props.path}><div class="record-head__path">{props.path}</div></Show>
              <KeyFacts facts={props.facts} />
              <Show when={props.phoneLead}><div class="phone-only stack">{props.phoneLead}</div></Show>
            </header>
            <Tabs label={props.title} tabs={props.tabs} value={tab()} onChange={(id) => setParams({ tab: id }, { replace: true, scroll: false })} panelClass="scroll record__scroll record__body" />
          </Show>
        </div>
        <Show when={props.side}><aside class="record__side" aria-label={props.sideLabel ?? t("nav.more")}>{props.side}</aside></Show>
      </div>
    </Show>
  );
}

function RecordSkeleton() {
  return (
    <header class="record-head" role="status" aria-label={t("state.loading")}>
      <Skeleton width="240px" height="20px" />
      <Skeleton width="100%" height="26px" />
      <SkeletonLines lines={3} />
    </header>
  );
}
