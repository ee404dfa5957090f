import { useSearchParams } from "@solidjs/router";
import Network from "lucide-solid/icons/network";
import Plus from "lucide-solid/icons/plus";
import { Show } from "solid-js";
import type * as z from "zod";
import { formatNumber } from "#web/src/kernel/format.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { useLive } from "#web/src/kernel/live.ts";
import { invalidate, usePages } from "#web/src/kernel/query.ts";
import { can } from "#web/src/kernel/session.ts";
import { useShortcut } from "#web/src/kernel/shortcuts.ts";
import { Button } from "#web/src/ui/button.tsx";
import type { Column } from "#web/src/ui/data-table.tsx";
import { Fab } from "#web/src/ui/fab.tsx";
import { EmptyState, Gate } from "#web/src/ui/feedback.tsx";
import { ListPage } from "#web/src/ui/list-page.tsx";
import { createListState } from "#web/src/ui/list-state.ts";
import { Code, DateTime, Name } from "#web/src/ui/text.tsx";
import { listGroups, type Group } from "#worker/modules/access/groups-contract.ts";
import { GROUP_PATHS, GroupState, mayManage } from "./group-state.tsx";
import { NewGroupDialog } from "./new-group-dialog.tsx";
import { groupWords } from "./text/index.ts";

type GroupRow = z.output<typeof Group>;

/** The branches and teams, and what each gives its members. */
export default function GroupsPage() {
  const w = useWords(groupWords);
  const [params, setParams] = useSearchParams<{ new?: string }>();
  const create = (open: boolean) => setParams({ new: open ? "1" : undefined }, { replace: !open, scroll: false });
  const state = createListState({ id: "groups", defaultSort: "name", filters: [{ id: "is_active", get label() { return w("filter.state"); }, kind: "one", options: () => [{ value: "true", label: w("on") }, { value: "false", label: w("off") }] }] });
  const list = usePages(listGroups, () => state.query());
  useLive("group.*", () => void invalidate(...GROUP_PATHS));
  useShortcut("n", () => mayManage() && create(true));
  const add = () => <Show when={mayManage()}><Button variant="primary" icon={Plus} onClick={() => create(true)}>{w("newGroup")}</Button></Show>;
  const columns = (): readonly Column<GroupRow>[] => [
    { id: "name", header: w("name"), width: 220, sort: "name", required: true, cell: (group) => <Name primary>{group.name}</Name> },
    { id: "state", header: w("state"), width: 130, cell: (group) => <GroupState active={group.is_active} /> },
    { id: "members", header: w("members"), width: 100, numeric: true, cell: (group) => formatNumber(group.members_count) },
    { id: "roles", header: w("roles"), width: 260, cell: (group) => <Name>{group.roles.map(({ name }) => name).join(", ")}</Name> },
    { id: "code", header: w("code"), width: 150, sort: "code", cell: (group) => <Code>{group.code}</Code> },
    { id: "created", header: w("created"), width: 120, sort: "created_at", cell: (group) => <DateTime at={group.created_at} /> },
  ];
  return (
    <>
      <ListPage<GroupRow>
        title={w("title")} crumbs={[{ label: w("admin") }]} state={state} list={list} columns={columns()} rowId={(group) => group.id} rowLabel={(group) => group.name} rowHref={(group) => `/groups/${group.id}`}
        phoneRow={(group) => ({ title: <Name>{group.name}</Name>, end: <GroupState active={group.is_active} />, text: <Name>{group.roles.map(({ name }) => name).join(", ")}</Name>, textEnd: w("count", { count: group.members_count }) })}
        notice={<Show when={can("groups.manage")}><Gate feature="rbac.groups" title={w("gate")}>{null}</Gate></Show>}
        primary={<span class="desk-only">{add()}</span>} fab={<Show when={mayManage()}><Fab label={w("newGroup")} onClick={() => create(true)} /></Show>}
        empty={<EmptyState icon={Network} title={w("none")} actions={add()}>{w("noneHelp")}</EmptyState>}
      />
      <NewGroupDialog open={params.new !== undefined} onClose={() => create(false)} />
    </>
  );
}
