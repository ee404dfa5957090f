import { useLocation, useNavigate, useParams } from "@solidjs/router";
import Archive from "lucide-solid/icons/archive";
import ArchiveRestore from "lucide-solid/icons/archive-restore";
import CheckCheck from "lucide-solid/icons/check-check";
import Inbox_ from "lucide-solid/icons/inbox";
import MailOpen from "lucide-solid/icons/mail-open";
import SearchX from "lucide-solid/icons/search-x";
import { createEffect, createMemo, createSignal, on, Show } from "solid-js";
import { usePage } from "#web/src/kernel/page.ts";
import { t } from "#web/src/kernel/text/index.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { useInbox } from "#web/src/shell/inbox-data.tsx";
import { Inbox, inboxTabs } from "#web/src/shell/inbox.tsx";
import { Button } from "#web/src/ui/button.tsx";
import { Checkbox } from "#web/src/ui/choice.tsx";
import { EmptyState } from "#web/src/ui/feedback.tsx";
import { FilterBar } from "#web/src/ui/filter-bar.tsx";
import { BulkBar } from "#web/src/ui/list-parts.tsx";
import { createListState } from "#web/src/ui/list-state.ts";
import { SearchBox } from "#web/src/ui/search-box.tsx";
import { Tabs } from "#web/src/ui/tabs.tsx";
import { inboxFilters, inboxQuery } from "./inbox-filters.ts";
import { NoticeDetail } from "./notice-detail.tsx";
import { inboxWords } from "./text/index.ts";
import "./inbox.css";

/** The whole inbox: what happened on one side, the message that is open on the other; on a phone one after the other. */
export default function InboxPage() {
  const w = useWords(inboxWords), params = useParams<{ notification_id?: string }>(), location = useLocation(), navigate = useNavigate();
  usePage(() => ({ title: t("inbox.title") }));
  const state = createListState({ id: "inbox", filters: inboxFilters(w) });
  const query = createMemo(() => inboxQuery(state)), source = useInbox(query, () => true), tabs = inboxTabs(source);
  const archived = () => query().archived === "true";
  const [selected, setSelected] = createSignal<ReadonlySet<string>>(new Set());
  const clear = () => setSelected(new Set<string>());
  createEffect(on(() => JSON.stringify(query()), clear, { defer: true }));
  const go = (id?: string) => navigate(`/inbox${id ? `/${id}` : ""}${location.search}`, { scroll: false });
  const all = () => source.items().length > 0 && source.items().every(({ id }) => selected().has(id));
  const bulk = (work: (ids: readonly string[]) => Promise<unknown>) => { void work([...selected()]); clear(); };
  let list!: HTMLDivElement;
  const back = () => {
    const id = params.notification_id;
    go();
    queueMicrotask(() => list.querySelectorAll<HTMLElement>(".notice__open")[Math.max(0, source.items().findIndex((notice) => notice.id === id))]?.focus());
  };
  /** Up and down go from message to message. */
  const move = (event: KeyboardEvent) => {
    if ((event.key !== "ArrowDown" && event.key !== "ArrowUp") || !(event.target as HTMLElement).matches(".notice__open")) return;
    const rows = [...list.querySelectorAll<HTMLElement>(".notice__open")], next = rows[rows.indexOf(event.target as HTMLElement) + (event.key === "ArrowDown" ? 1 : -1)];
    event.preventDefault();
    next?.focus();
  };
  const nothing = () => (
    <Show when={state.filtered()} fallback={<EmptyState icon={Inbox_} title={t("inbox.empty")}>{t("inbox.emptyHelp")}</EmptyState>}>
      <EmptyState icon={SearchX} title={t("list.nothingFound")} actions={<Button onClick={() => { state.clearFilters(); state.setSearch(""); }}>{t("list.clearFilters")}</Button>}>{t("list.tryFewer")}</EmptyState>
    </Show>
  );
  return (
    <>
      <div class="page-head" data-phone="">
        <h1 class="page-title">{t("inbox.title")}</h1>
        <Show when={!archived()}><span class="push"><Button variant="ghost" icon={CheckCheck} onClick={() => void source.markAll()}>{t("inbox.markAll")}</Button></span></Show>
      </div>
      <div class="views"><Tabs label={t("inbox.title")} value={state.text("tab") || "all"} onChange={(id) => state.setFilter("tab", id === "all" ? [] : [id])} tabs={tabs} /></div>
      <div class="toolbar inbox-tools">
        <Checkbox label={w("selectAll")} hideLabel checked={all()} mixed={selected().size > 0 && !all()} onChange={(checked) => (checked ? setSelected(new Set(source.items().map(({ id }) => id))) : clear())} />
        <SearchBox label={w("search")} value={state.search()} onChange={state.setSearch} />
        <FilterBar state={state} />
      </div>
      <div class="inbox-split" data-open={params.notification_id ? "" : undefined}>
        <div class="scroll inbox-split__list" data-keep-focus="" ref={list} on:keydown={move}>
          <Inbox source={source} open={(notice) => go(notice.id)} current={params.notification_id} selected={selected()} onSelect={setSelected} empty={nothing()} />
        </div>
        <div class="scroll inbox-split__detail">
          <Show when={params.notification_id} keyed fallback={<EmptyState icon={MailOpen} title={w("nothingChosen")}>{w("nothingChosenHelp")}</EmptyState>}>
            {(id) => <NoticeDetail id={id} onBack={back} actions={(notice) => source.actions?.(notice)} onUnread={(read) => { void source.mark([read], false); back(); }} onArchive={(one, into) => { void source.archive([one], into); back(); }} />}
          </Show>
        </div>
      </div>
      <BulkBar count={selected().size} onClear={clear}>
        <Button icon={CheckCheck} onClick={() => bulk((ids) => source.mark(ids, true))}>{w("markRead")}</Button>
        <Button icon={MailOpen} onClick={() => bulk((ids) => source.mark(ids, false))}>{w("markUnread")}</Button>
        <Button icon={archived() ? ArchiveRestore : Archive} onClick={() => bulk((ids) => source.archive(ids, !archived()))}>{w(archived() ? "unarchive" : "archive")}</Button>
      </BulkBar>
    </>
  );
}
