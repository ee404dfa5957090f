import { A, useSearchParams } from "@solidjs/router";
import Activity from "lucide-solid/icons/activity";
import MessageSquareText from "lucide-solid/icons/message-square-text";
import Send from "lucide-solid/icons/send";
import { createSignal, Show } from "solid-js";
import { useWords } from "#web/src/kernel/i18n.ts";
import { usePages } from "#web/src/kernel/query.ts";
import { can } from "#web/src/kernel/session.ts";
import { t } from "#web/src/kernel/text/index.ts";
import { Button, ButtonLink } from "#web/src/ui/button.tsx";
import type { Column } from "#web/src/ui/data-table.tsx";
import { Fab } from "#web/src/ui/fab.tsx";
import { EmptyState } from "#web/src/ui/feedback.tsx";
import { ListPage } from "#web/src/ui/list-page.tsx";
import { createListState } from "#web/src/ui/list-state.ts";
import { Code, DateTime, RelativeTime } from "#web/src/ui/text.tsx";
import { listMessages, MessageStatus } from "#worker/modules/notify/messages/messages-contract.ts";
import { Address, ChannelName, OUTGOING } from "../channels.tsx";
import { MessageStatusBadge } from "../status.tsx";
import { canListFamilies, useFamilies } from "../families.ts";
import { notifyWords } from "../text/index.ts";
import { useLiveMessages } from "./live-messages.ts";
import { MessageDrawer } from "./message-drawer.tsx";
import type { MessageRow } from "./message-data.ts";
import { SendDialog } from "./send-dialog.tsx";
import { StateNote } from "./state-note.tsx";
import "../notify.css";

/** A day without a time is that day where the reader is. */
const startOf = (day: string, plus = 0) => { const date = new Date(`${day}T00:00:00`); date.setDate(date.getDate() + plus); return date.toISOString(); };

/** Every message that was sent, waits or failed; each opens with what became of it. */
export default function MessagesPage() {
  const w = useWords(notifyWords);
  const { nameOf, options: families } = useFamilies();
  const [params, setParams] = useSearchParams<{ message?: string; new?: string }>();
  const [sending, setSending] = createSignal(Boolean(params.new));
  const open = (id: string | undefined) => setParams({ message: id }, { scroll: false });
  const state = createListState({
    id: "messages", defaultSort: "-created_at",
    views: [
      { id: "all", get label() { return t("list.allRows"); }, params: {} },
      { id: "waiting", get label() { return w("messages.views.waiting"); }, params: { status: "queued,sending" } },
      { id: "failed", get label() { return w("messages.views.failed"); }, params: { status: "failed,bounced" } },
    ],
    filters: [
      { id: "status", get label() { return w("messages.filters.status"); }, options: () => MessageStatus.options.map((value) => ({ value, label: w(`status.${value}`) })) },
      { id: "channel", get label() { return w("messages.filters.channel"); }, options: () => OUTGOING.map((value) => ({ value, label: w(`channel.${value}`) })) },
      { id: "type", kind: "one", get label() { return w("messages.filters.type"); }, options: () => (["transactional", "marketing"] as const).map((value) => ({ value, label: w(`type.${value}`) })) },
      { id: "dates", kind: "dates", get label() { return w("messages.filters.dates"); } },
      { id: "recipient", kind: "text", get label() { return w("messages.filters.recipient"); } },
      { id: "error_code", kind: "text", get label() { return w("messages.filters.error"); } },
      { id: "family", kind: canListFamilies() ? "one" : "text", get label() { return w("messages.filters.family"); }, options: families },
    ],
  });
  const list = usePages(listMessages, () => {
    const { dates, ...rest } = state.query();
    const [from, to] = dates?.split("..") ?? [];
    return { ...rest, ...(from ? { from: startOf(from) } : {}), ...(to ? { to: startOf(to, 1) } : {}) };
  }, 50, { reconcile: "id" });
  useLiveMessages();
  const label = (row: MessageRow) => w("messages.row", { family: nameOf(row.family), recipient: row.recipient });
  const columns = (): readonly Column<MessageRow>[] => [
    { id: "family", header: w("messages.what"), width: 190, required: true, cell: (row) => <button type="button" class="row-link" aria-label={label(row)} onClick={() => open(row.id)}><span class="table__primary" dir="auto">{nameOf(row.family)}</span></button> },
    { id: "recipient", header: w("messages.recipient"), width: 220, cell: (row) => <Address>{row.recipient}</Address> },
    { id: "channel", header: w("messages.channel"), width: 135, cell: (row) => <ChannelName channel={row.channel} /> },
    { id: "status", header: w("messages.status"), width: 370, cell: (row) => <span class="row"><MessageStatusBadge message={row} /><span class="small muted truncate"><StateNote message={row} /></span></span> },
    { id: "type", header: w("messages.type"), width: 95, cell: (row) => w(`type.${row.type}`) },
    { id: "when", header: w("messages.when"), width: 175, sort: "created_at", cell: (row) => <DateTime at={row.created_at} as="datetime" /> },
    { id: "source", header: w("messages.source"), width: 110, hidden: true, cell: (row) => <Code>{row.source ?? "—"}</Code> },
  ];
  return (
    <>
      <ListPage<MessageRow>
        title={w("messages.title")} state={state} list={list as never} columns={columns()} rowId={(row) => row.id} rowLabel={label} onOpen={(row) => open(row.id)}
        phoneRow={(row) => ({ title: <span dir="auto">{nameOf(row.family)}</span>, end: <RelativeTime at={row.created_at} />, text: <Address>{row.recipient}</Address>, textEnd: <MessageStatusBadge message={row} /> })}
        actions={<ButtonLink variant="ghost" icon={Activity} href="/messages/health">{w("messages.health")}</ButtonLink>}
        primary={<Show when={can("notify.send.test")}><Button variant="primary" icon={Send} pointing onClick={() => setSending(true)}>{w("messages.send")}</Button></Show>}
        fab={<Show when={can("notify.send.test")}><Fab label={w("messages.send")} onClick={() => setSending(true)} /></Show>}
        notice={<div class="notify-links phone-only"><A class="link" href="/messages/health">{w("messages.health")}</A></div>}
        empty={<EmptyState icon={MessageSquareText} title={w("messages.none")}>{w("messages.noneHelp")}</EmptyState>}
      />
      <MessageDrawer id={params.message} onOpen={open} onClose={() => open(undefined)} />
      <SendDialog open={sending()} onClose={() => { setSending(false); setParams({ new: undefined }, { replace: true, scroll: false }); }} />
    </>
  );
}
