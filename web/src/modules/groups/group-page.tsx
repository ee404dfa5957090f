import { useNavigate, useParams } from "@solidjs/router";
import Trash from "lucide-solid/icons/trash";
import { Show } from "solid-js";
import type * as z from "zod";
import { call } from "#web/src/kernel/api.ts";
import { formatNumber } from "#web/src/kernel/format.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { useLive } from "#web/src/kernel/live.ts";
import { invalidate, useCall } from "#web/src/kernel/query.ts";
import { settled } from "#web/src/kernel/settled.ts";
import { Overrides } from "#web/src/modules/entitlements/overrides.tsx";
import "#web/src/modules/entitlements/entitlements.css";
import { accessErrorText } from "#web/src/modules/roles/access-errors.ts";
import { accessNames } from "#web/src/modules/roles/names/index.ts";
import { Button } from "#web/src/ui/button.tsx";
import { confirm } from "#web/src/ui/dialog.tsx";
import { RecordPage } from "#web/src/ui/record-page.tsx";
import type { Tab } from "#web/src/ui/tabs.tsx";
import { Code, DateTime, Name } from "#web/src/ui/text.tsx";
import { toast } from "#web/src/ui/toast.tsx";
import { deleteGroup, getGroup, type GroupDetail } from "#worker/modules/access/groups-contract.ts";
import { GroupDetails } from "./group-details.tsx";
import { GroupMembers } from "./group-members.tsx";
import { GROUP_PATHS, GroupState, mayManage } from "./group-state.tsx";
import { groupWords } from "./text/index.ts";

export type GroupView = z.output<typeof GroupDetail>;
const NO_TABS: readonly Tab[] = [];

/** One group: who is in it, which roles it gives, and what its members have otherwise than the plan says. */
export default function GroupPage() {
  const w = useWords(groupWords);
  useWords(accessNames)("scopes.all");
  const params = useParams<{ id: string }>();
  const navigate = useNavigate();
  const query = useCall(getGroup, () => ({ params: { group_id: params.id } }));
  const group = () => { const found = settled(query); return found?.id === params.id ? found : undefined; };
  useLive<{ group_id?: string }>("group.*", (payload) => payload?.group_id === params.id && void invalidate(...GROUP_PATHS));
  const remove = async () => {
    const { name } = group()!;
    if (!(await confirm({ title: w("remove.title", { name }), text: w("remove.text"), confirmLabel: w("remove.action"), danger: true }))) return;
    try {
      await call(deleteGroup, { params: { group_id: params.id } });
      toast.success(w("remove.done", { name }));
      navigate("/groups");
    } catch (error) {
      toast.error(accessErrorText(error));
    }
    await invalidate("/v1/admin/roles", "/v1/admin/users", "/v1/admin/groups");
  };
  // The same objects for as long as the page lives: a refresh must not close the form somebody is in.
  const tabs: readonly Tab[] = [
    { id: "members", get label() { return w("tabs.members"); }, get count() { return group()?.members.length; }, content: () => <Show when={group()}>{(found) => <GroupMembers group={found()} />}</Show> },
    { id: "details", get label() { return w("tabs.details"); }, content: () => <Show when={group()}>{(found) => <GroupDetails group={found()} />}</Show> },
    { id: "overrides", get label() { return w("tabs.overrides"); }, content: () => <Overrides scope={{ scope: "group", scope_id: params.id }} /> },
  ];
  return (
    <RecordPage
      title={group()?.name ?? ""} crumbs={[{ label: w("title"), href: "/groups" }]} loading={!group()} error={query.isLoadingError ? query.error : undefined} retry={() => void query.refetch()}
      subtitle={group() && <><GroupState active={group()!.is_active} /><Code>{group()!.code}</Code></>}
      actions={<Show when={group() && mayManage()}><Button icon={Trash} onClick={() => void remove()}>{w("remove.action")}</Button></Show>}
      facts={group() ? [
        { label: w("members"), value: formatNumber(group()!.members.length) },
        { label: w("roles"), value: <Show when={group()!.roles.length} fallback={w("noRoles")}><Name>{group()!.roles.map(({ name }) => name).join(", ")}</Name></Show> },
        { label: w("created"), value: <DateTime at={group()!.created_at} /> },
      ] : []}
      tabs={group() ? tabs : NO_TABS}
    />
  );
}
