import Ban from "lucide-solid/icons/ban";
import { createSignal, Show } from "solid-js";
import { useWords } from "#web/src/kernel/i18n.ts";
import { usePages } from "#web/src/kernel/query.ts";
import { can } from "#web/src/kernel/session.ts";
import { t } from "#web/src/kernel/text/index.ts";
import { usePeople } from "#web/src/modules/users/people.ts";
import { Button } from "#web/src/ui/button.tsx";
import type { Column } from "#web/src/ui/data-table.tsx";
import { Fab } from "#web/src/ui/fab.tsx";
import { EmptyState } from "#web/src/ui/feedback.tsx";
import { ListPage } from "#web/src/ui/list-page.tsx";
import { createListState } from "#web/src/ui/list-state.ts";
import { DateTime, Name, Nothing, RelativeTime } from "#web/src/ui/text.tsx";
import { listSuppressions, SuppressionReason } from "#worker/modules/notify/consent/suppression-contract.ts";
import { Address, ChannelName, OUTGOING } from "../channels.tsx";
import { notifyWords } from "../text/index.ts";
import type { Suppressed } from "./suppressed.ts";
import { SuppressDialog } from "./suppress-dialog.tsx";
import { ReasonBadge } from "./reason-badge.tsx";
import { SuppressionDrawer } from "./suppression-drawer.tsx";
import "../notify.css";

/** The addresses that are not written to, why, and the way to write to them again where that is lawful. */
export default function SuppressionPage() {
  const w = useWords(notifyWords);
  const people = usePeople();
  const [opened, setOpened] = createSignal<Suppressed>();
  const [adding, setAdding] = createSignal(false);
  const state = createListState({
    id: "suppression", defaultSort: "-occurred_at",
    views: [
      { id: "all", get label() { return t("list.allRows"); }, params: {} },
      ...OUTGOING.map((channel) => ({ id: channel as string, get label() { return w(`channel.${channel}`); }, params: { channel } })),
    ],
    filters: [
      { id: "channel", get label() { return w("suppression.filters.channel"); }, options: () => OUTGOING.map((value) => ({ value, label: w(`channel.${value}`) })) },
      { id: "reason", get label() { return w("suppression.filters.reason"); }, options: () => SuppressionReason.options.map((value) => ({ value, label: w(`suppression.reasons.${value}`) })) },
    ],
  });
  const list = usePages(listSuppressions, () => state.query());
  const label = (row: Suppressed) => w("suppression.row", { value: row.normalized_value, reason: w(`suppression.reasons.${row.reason}`) });
  const columns = (): readonly Column<Suppressed>[] => [
    { id: "address", header: w("suppression.address"), width: 230, required: true, cell: (row) => <button type="button" class="row-link" onClick={() => setOpened(row)}><span class="table__primary"><Address>{row.normalized_value}</Address></span></button> },
    { id: "channel", header: w("suppression.channel"), width: 125, cell: (row) => <ChannelName channel={row.channel} /> },
    { id: "reason", header: w("suppression.reason"), width: 160, cell: (row) => <ReasonBadge reason={row.reason} /> },
    { id: "scope", header: w("suppression.scope"), width: 140, cell: (row) => w(`suppression.scopes.${row.scope}`) },
    { id: "detail", header: w("suppression.detail"), width: 220, cell: (row) => <Show when={row.detail} fallback={<Nothing />}><span class="truncate muted" dir="auto">{row.detail}</span></Show> },
    { id: "by", header: w("suppression.by"), width: 135, cell: (row) => <Show when={people.name(row.created_by)} fallback={<span class="muted">{w("suppression.system")}</span>}>{(name) => <Name>{name()}</Name>}</Show> },
    { id: "when", header: w("suppression.when"), width: 175, sort: "occurred_at", cell: (row) => <DateTime at={row.occurred_at} as="datetime" /> },
  ];
  return (
    <>
      <ListPage<Suppressed>
        title={w("suppression.title")} search={w("suppression.search")} state={state} list={list as never} columns={columns()} rowId={(row) => row.id} rowLabel={label} onOpen={setOpened}
        phoneRow={(row) => ({ title: <Address>{row.normalized_value}</Address>, end: <RelativeTime at={row.occurred_at} />, text: <ChannelName channel={row.channel} />, textEnd: <ReasonBadge reason={row.reason} /> })}
        primary={<Show when={can("notify.suppression.manage")}><Button variant="primary" icon={Ban} onClick={() => setAdding(true)}>{w("suppression.add")}</Button></Show>}
        fab={<Show when={can("notify.suppression.manage")}><Fab label={w("suppression.add")} onClick={() => setAdding(true)} /></Show>}
        empty={<EmptyState icon={Ban} title={w("suppression.none")}>{w("suppression.noneHelp")}</EmptyState>}
      />
      <SuppressionDrawer entry={opened()} by={people.name(opened()?.created_by)} onClose={() => setOpened(undefined)} />
      <SuppressDialog open={adding()} onClose={() => setAdding(false)} />
    </>
  );
}
