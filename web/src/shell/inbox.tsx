import { useNavigate } from "@solidjs/router";
import Bell from "lucide-solid/icons/bell";
import Inbox_ from "lucide-solid/icons/inbox";
import ListChecks from "lucide-solid/icons/list-checks";
import Megaphone from "lucide-solid/icons/megaphone";
import ShieldCheck from "lucide-solid/icons/shield-check";
import { children, createMemo, For, onCleanup, Show, type Accessor, type JSX } from "solid-js";
import { formatDay } from "#web/src/kernel/format.ts";
import { t } from "#web/src/kernel/text/index.ts";
import type { Tone } from "#web/src/ui/badge.tsx";
import { Button } from "#web/src/ui/button.tsx";
import { Checkbox } from "#web/src/ui/choice.tsx";
import { EmptyState, ErrorState } from "#web/src/ui/feedback.tsx";
import { Icon, type IconType } from "#web/src/ui/icon.tsx";
import { SkeletonLines } from "#web/src/ui/skeleton.tsx";
import { dirOf, RelativeTime } from "#web/src/ui/text.tsx";

export const INBOX_TABS = ["all", "approvals", "tasks", "system", "marketing"] as const;
export type InboxTab = (typeof INBOX_TABS)[number];

export interface Notice {
  id: string;
  category: string;
  severity?: string;
  title: string;
  body?: string | null;
  /** Where it leads in the app, such as /deals/… */
  link_url?: string | null;
  read_at?: string | null;
  created_at: string;
  meta?: Readonly<Record<string, unknown>>;
  source?: string | null;
  archived_at?: string | null;
}

/** Everything the inbox needs, so that it can stand in the drawer, on a page or in the gallery. */
export interface InboxSource {
  items: () => readonly Notice[];
  loading: () => boolean;
  error: () => unknown;
  retry: () => void;
  markRead: (ids: readonly string[]) => void;
  hasOlder: () => boolean;
  older: () => void;
  /** Of each category, whatever is shown. */
  unread: () => Readonly<Record<string, number>>;
  /** Buttons of a notice, such as approve and reject. */
  actions?: (notice: Accessor<Notice>) => JSX.Element;
}

export const NOTICE_ICONS: Record<string, IconType> = { approvals: ShieldCheck, tasks: ListChecks, marketing: Megaphone, system: Bell };
export const NOTICE_TONES: Record<string, Tone> = { success: "success", warning: "warning", error: "danger" };

/** The row of tabs, with how much of each is unread; `short` where there is little room. */
export const inboxTabs = (source: Pick<InboxSource, "unread">, short = false) => INBOX_TABS.map((id) => ({
  id,
  get label() { return short && id === "tasks" ? t("inbox.tasks") : t(`inbox.tabs.${id}`); },
  get count() { return (id === "all" ? Object.values(source.unread()).reduce((sum, n) => sum + n, 0) : source.unread()[id]) || undefined; },
}));

interface InboxProps {
  source: InboxSource;
  onOpen?: () => void;
  /** Opens a notice in place of the page it leads to. */
  open?: (notice: Notice) => void;
  /** The notice that is open. */
  current?: string | undefined;
  selected?: ReadonlySet<string>;
  onSelect?: (ids: ReadonlySet<string>) => void;
  empty?: JSX.Element;
}

/** Reads on as soon as it comes into view. */
const whenSeen = (element: Element, run: () => void) => {
  const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && run(), { rootMargin: "400px" });
  observer.observe(element);
  onCleanup(() => observer.disconnect());
};

/** What happened for this person, newest first, under days. Opening a notice marks it read. */
export function Inbox(props: InboxProps) {
  const navigate = useNavigate();
  const open = (notice: Notice) => {
    if (!notice.read_at) props.source.markRead([notice.id]);
    if (props.open) return props.open(notice);
    if (!notice.link_url) return;
    props.onOpen?.();
    navigate(notice.link_url);
  };
  const select = (id: string, on: boolean) => props.onSelect?.(new Set(on ? [...(props.selected ?? []), id] : [...(props.selected ?? [])].filter((other) => other !== id)));
  // Rows belong to ids, so that one which is read or marked meanwhile keeps its focus and what is written in it.
  const ids = () => props.source.items().map(({ id }) => id);
  const known = createMemo(() => new Map(props.source.items().map((notice) => [notice.id, notice])));
  const startsDay = (at: number) => { const [before, here] = [props.source.items()[at - 1], props.source.items()[at]]; return !before || !here || formatDay(here.created_at) !== formatDay(before.created_at); };
  return (
    <Show when={!props.source.error()} fallback={<ErrorState error={props.source.error()} retry={props.source.retry} />}>
      <Show when={!props.source.loading()} fallback={<div class="inbox__loading"><SkeletonLines lines={6} /></div>}>
        <Show when={props.source.items().length} fallback={props.empty ?? <EmptyState icon={Inbox_} title={t("inbox.empty")}>{t("inbox.emptyHelp")}</EmptyState>}>
          <For each={ids()}>
            {(id, at) => {
              const notice = createMemo((was: Notice) => known().get(id) ?? was, known().get(id)!);
              return (
                <>
                  <Show when={startsDay(at())}><h2 class="timeline__day inbox__day">{formatDay(notice().created_at)}</h2></Show>
                  <NoticeRow
                    notice={notice()} open={() => open(notice())} current={props.current === id} actions={<Show when={props.current !== id}>{props.source.actions?.(notice)}</Show>}
                    selected={props.selected?.has(id)} onSelect={props.onSelect && ((on) => select(id, on))}
                  />
                </>
              );
            }}
          </For>
          <Show when={props.source.hasOlder()}><div class="inbox__more" ref={(element) => whenSeen(element, props.source.older)}><Button variant="ghost" wide onClick={() => props.source.older()}>{t("inbox.older")}</Button></div></Show>
        </Show>
      </Show>
    </Show>
  );
}

function NoticeRow(props: { notice: Notice; open: () => void; current: boolean; selected?: boolean | undefined; onSelect?: ((on: boolean) => void) | undefined; actions?: JSX.Element }) {
  const actions = children(() => props.actions);
  return (
    <article class="notice" data-unread={props.notice.read_at ? undefined : ""} data-selectable={props.onSelect ? "" : undefined} data-current={props.current ? "" : undefined}>
      <Show when={props.onSelect}>{(select) => <span class="notice__select"><Checkbox label={t("inbox.select", { title: props.notice.title })} hideLabel checked={props.selected ?? false} onChange={(on) => select()(on)} /></span>}</Show>
      <span class="notice__icon" data-tone={NOTICE_TONES[props.notice.severity ?? ""]}><Icon of={NOTICE_ICONS[props.notice.category] ?? Bell} /></span>
      <div class="notice__title">
        <button type="button" class="notice__open" aria-current={props.current ? "true" : undefined} onClick={() => props.open()}>
          <Show when={!props.notice.read_at}><span class="visually-hidden">{t("inbox.unread")}: </span></Show>
          <bdi dir={dirOf(props.notice.title)}>{props.notice.title}</bdi>
        </button>
      </div>
      <span class="notice__time"><RelativeTime at={props.notice.created_at} /></span>
      <Show when={props.notice.body}>{(body) => <p class="notice__text" dir={dirOf(body())}>{body()}</p>}</Show>
      <Show when={actions()}><div class="notice__actions">{actions()}</div></Show>
    </article>
  );
}
