import Archive from "lucide-solid/icons/archive";
import ArchiveRestore from "lucide-solid/icons/archive-restore";
import ArrowLeft from "lucide-solid/icons/arrow-left";
import Bell from "lucide-solid/icons/bell";
import MailOpen from "lucide-solid/icons/mail-open";
import { For, Show, type JSX } from "solid-js";
import { useCall } from "#web/src/kernel/query.ts";
import { settled } from "#web/src/kernel/settled.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { NOTICE_ICONS, NOTICE_TONES, type Notice } from "#web/src/shell/inbox.tsx";
import { Button, ButtonLink, IconButton } from "#web/src/ui/button.tsx";
import { ErrorState } from "#web/src/ui/feedback.tsx";
import { Icon } from "#web/src/ui/icon.tsx";
import { SkeletonLines } from "#web/src/ui/skeleton.tsx";
import { DateTime, dirOf } from "#web/src/ui/text.tsx";
import { getNotification } from "#worker/modules/notify/inbox/inbox-contract.ts";
import { Delivery } from "./delivery.tsx";
import { SOURCES } from "./inbox-filters.ts";
import { inboxWords } from "./text/index.ts";

interface NoticeDetailProps {
  id: string;
  onBack: () => void;
  onUnread: (id: string) => void;
  onArchive: (id: string, archived: boolean) => void;
  /** What a notice asks for, such as a decision. */
  actions: (notice: () => Notice) => JSX.Element;
}
/** How a message fares on other channels changes while it is looked at. */
const AGAIN_MS = 10_000;

/** One message, whole: what it is about, what can be done, and how it fared on other channels. */
export function NoticeDetail(props: NoticeDetailProps) {
  const w = useWords(inboxWords);
  const query = useCall(getNotification, () => ({ params: { notification_id: props.id } }), { refetchInterval: AGAIN_MS });
  const found = () => { const notice = settled(query); return notice?.id === props.id ? notice : undefined; };
  const source = (name: string | null) => SOURCES.find((known) => known === name);
  let title: HTMLHeadingElement | undefined;
  return (
    <section class="notice-detail" aria-labelledby="notice-title">
      <div class="notice-detail__bar">
        <span class="notice-detail__back"><IconButton icon={ArrowLeft} pointing label={w("back")} onClick={() => props.onBack()} /></span>
        <Show when={found()}>
          {(notice) => (
            <span class="push row" data-gap="sm">
              <Button size="sm" variant="ghost" icon={MailOpen} onClick={() => props.onUnread(props.id)}>{w("markUnread")}</Button>
              <Button size="sm" variant="ghost" icon={notice().archived_at ? ArchiveRestore : Archive} onClick={() => props.onArchive(props.id, !notice().archived_at)}>{w(notice().archived_at ? "unarchive" : "archive")}</Button>
            </span>
          )}
        </Show>
      </div>
      <Show when={!query.isLoadingError} fallback={<ErrorState error={query.error} retry={() => void query.refetch()} />}>
        <Show when={found()} fallback={<div class="notice-detail__body"><SkeletonLines lines={6} /></div>}>
          {(notice) => (
            <div class="notice-detail__body">
              <div class="notice-detail__head">
                <span class="notice__icon" data-tone={NOTICE_TONES[notice().severity]}><Icon of={NOTICE_ICONS[notice().category] ?? Bell} /></span>
                <div class="stack" data-gap="sm">
                  <h2 id="notice-title" class="heading" ref={title} tabIndex={-1}><bdi dir={dirOf(notice().title)}>{notice().title}</bdi></h2>
                  <div class="notice__meta">
                    <DateTime at={notice().created_at} as="datetime" />
                    <Show when={source(notice().source)}>{(name) => <span>{w(`source.${name()}`)}</span>}</Show>
                    <Show when={notice().severity !== "info"}><span>{w(`severity.${notice().severity}`)}</span></Show>
                  </div>
                </div>
              </div>
              <p class="notice-detail__text" dir={dirOf(notice().body)}>{notice().body}</p>
              <div class="notice-detail__actions">
                <Show when={notice().related.length} fallback={<Show when={notice().link_url}>{(url) => <ButtonLink href={url()} variant="primary">{w("open.any")}</ButtonLink>}</Show>}>
                  <For each={notice().related}>{({ type, link_url }, at) => <ButtonLink href={link_url} variant={at() === 0 ? "primary" : "secondary"}>{w(`open.${type}`)}</ButtonLink>}</For>
                </Show>
              </div>
              {props.actions(notice)}
              <Delivery notice={notice()} />
            </div>
          )}
        </Show>
      </Show>
    </section>
  );
}
