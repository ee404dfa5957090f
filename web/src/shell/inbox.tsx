import { useNavigate } from "@solidjs/router";
import Bell from "lucide-solid/icons/bell";
import Inbox_ from "lucide-solid/icons/inbox";
import ListChecks from "lucide-solid/icons/list-checks";
import Megaphone from "lucide-solid/icons/megaphone";
import ShieldCheck from "lucide-solid/icons/shield-check";
import { children, createMemo, For, Show, type Accessor, type JSX } from "solid-js";
import { formatDay } from "#web/src/kernel/format.ts";
import { t } from "#web/src/kernel/text/index.ts";
import type { Tone } from "#web/src/ui/badge.tsx";
import { Button } from "#web/src/ui/button.tsx";
import { EmptyState, ErrorState } from "#web/src/ui/feedback.tsx";
import { Icon, type IconType } from "#web/src/ui/icon.tsx";
import { SkeletonLines } from "#web/src/ui/skeleton.tsx";
import { RelativeTime } from "#web/src/ui/text.tsx";

export type InboxTab = "all" | "approvals" | "tasks" | "system";

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
  /** Buttons of a notice, such as approve and reject. */
  actions?: (notice: Accessor<Notice>) => JSX.Element;
}

const ICONS: Record<string, IconType> = { approvals: ShieldCheck, tasks: ListChecks, marketing: Megaphone, system: Bell };
const TONES: Record<string, Tone> = { success: "success", warning: "warning", error: "danger" };

/** What happened for this person, newest first, under days. Opening a notice marks it read. */
export function Inbox(props: { source: InboxSource; onOpen?: () => void }) {
  const navigate = useNavigate();
  const open = (notice: Notice) => {
    if (!notice.read_at) props.source.markRead([notice.id]);
    if (!notice.link_url) return;
    props.onOpen?.();
    navigate(notice.link_url);
  };
  // Rows belong to ids, so that one which is read or marked meanwhile keeps its focus and what is written in it.
  const ids = () => props.source.items().map(({ id }) => id);
  const known = createMemo(() => new Map(props.source.items().map((notice) => [notice.id, notice])));
  const startsDay = (at: number) => { const [before, here] = [props.source.items()[at - 1], props.source.items()[at]]; return !before || !here || formatDay(here.created_at) !== formatDay(before.created_at); };
  return (
    <Show when={!props.source.error()} fallback={<ErrorState error={props.source.error()} retry={props.source.retry} />}>
      <Show when={!props.source.loading()} fallback={<div class="inbox__loading"><SkeletonLines lines={6} /></div>}>
        <Show when={props.source.items().length} fallback={<EmptyState icon={Inbox_} title={t("inbox.empty")}>{t("inbox.emptyHelp")}</EmptyState>}>
          <For each={ids()}>
            {(id, at) => {
              const notice = createMemo((was: Notice) => known().get(id) ?? was, known().get(id)!);
              return (
                <>
                  <Show when={startsDay(at())}><h2 class="timeline__day inbox__day">{formatDay(notice().created_at)}</h2></Show>
                  <NoticeRow notice={notice()} open={() => open(notice())} actions={props.source.actions?.(notice)} />
                </>
              );
            }}
          </For>
          <Show when={props.source.hasOlder()}><div class="inbox__more"><Button variant="ghost" wide onClick={() => props.source.older()}>{t("inbox.older")}</Button></div></Show>
        </Show>
      </Show>
    </Show>
  );
}

function NoticeRow(props: { notice: Notice; open: () => void; actions?: JSX.Element }) {
  const actions = children(() => props.actions);
  return (
    <article class="notice" data-unread={props.notice.read_at ? undefined : ""}>
      <span class="notice__icon" data-tone={TONES[props.notice.severity ?? ""]}><Icon of={ICONS[props.notice.category] ?? Bell} /></span>
      <div class="notice__title">
        <button type="button" class="notice__open" onClick={() => props.open()}>
          <Show when={!props.notice.read_at}><span class="visually-hidden">{t("inbox.unread")}: </span></Show>
          <bdi>{props.notice.title}</bdi>
        </button>
      </div>
      <span class="notice__time"><RelativeTime at={props.notice.created_at} /></span>
      <Show when={props.notice.body}><p class="notice__text" dir="auto">{props.notice.body}</p></Show>
      <Show when={actions()}><div class="notice__actions">{actions()}</div></Show>
    </article>
  );
}
