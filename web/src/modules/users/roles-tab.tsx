import Pause from "lucide-solid/icons/pause";
import Pencil from "lucide-solid/icons/pencil";
import Plus from "lucide-solid/icons/plus";
import UsersIcon from "lucide-solid/icons/users";
import X from "lucide-solid/icons/x";
import { createSignal, For, Show } from "solid-js";
import { call } from "#web/src/kernel/api.ts";
import { formatList } from "#web/src/kernel/format.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { invalidate, useCall } from "#web/src/kernel/query.ts";
import { can, has } from "#web/src/kernel/session.ts";
import { settled } from "#web/src/kernel/settled.ts";
import { accessErrorText } from "#web/src/modules/roles/access-errors.ts";
import { roleOptions, useRoles } from "#web/src/modules/roles/role-data.ts";
import { StatusBadge } from "#web/src/ui/badge.tsx";
import { Button, IconButton } from "#web/src/ui/button.tsx";
import { Combobox, MultiCombobox } from "#web/src/ui/combobox.tsx";
import { Dialog } from "#web/src/ui/dialog.tsx";
import { EmptyState, Gate } from "#web/src/ui/feedback.tsx";
import { createForm, FormView } from "#web/src/ui/form.tsx";
import { Link } from "#web/src/ui/link.tsx";
import { Panel } from "#web/src/ui/record-parts.tsx";
import { Name } from "#web/src/ui/text.tsx";
import { toast } from "#web/src/ui/toast.tsx";
import { addMembers, listGroups, removeMembers } from "#worker/modules/access/groups-contract.ts";
import { assignRoles } from "#worker/modules/users/contract.ts";
import { userWords } from "./text/index.ts";
import { isMe, isOwner, outranks, USER_PATHS, type UserRow } from "./user-data.ts";

/** The roles of one's own and the groups one is in, each changed in its place. */
export function RolesTab(props: { user: UserRow }) {
  const w = useWords(userWords);
  const [editing, setEditing] = createSignal(false);
  const mayAssign = () => can("role.assign") && (outranks(props.user) || (isMe(props.user) && isOwner())) && props.user.status !== "deactivated";
  return (
    <div class="stack" data-gap="lg">
      <Panel title={w("rolesTab.own")} actions={<Show when={mayAssign()}><Button size="sm" icon={Pencil} onClick={() => setEditing(true)}>{w("rolesTab.edit")}</Button></Show>}>
        <div class="stack">
          <ul class="chips" aria-label={w("rolesTab.own")}><For each={props.user.roles}>{(role) => <li><span class="input__token"><Name>{role.name}</Name></span></li>}</For></ul>
          <p class="muted small">{w("rolesTab.help")}</p>
        </div>
      </Panel>
      <Gate permission="role.read" title={w("rolesTab.groups")}><Groups user={props.user} /></Gate>
      <Dialog open={editing()} onClose={() => setEditing(false)} title={w("rolesTab.edit")} help={w("rolesTab.help")}>
        <Show when={editing()}><RolesForm user={props.user} onClose={() => setEditing(false)} /></Show>
      </Dialog>
    </div>
  );
}

function RolesForm(props: { user: UserRow; onClose: () => void }) {
  const w = useWords(userWords);
  const roles = useRoles();
  const form = createForm({
    values: { role_codes: props.user.roles.map(({ code }) => code) as readonly string[] },
    check: ({ role_codes }) => ({ role_codes: role_codes.length ? undefined : w("rolesTab.missing") }),
    submit: async ({ role_codes }) => {
      await call(assignRoles, { params: { user_id: props.user.id }, body: { role_codes: [...role_codes] } });
      await invalidate(...USER_PATHS);
      toast.success(w("rolesTab.saved", { name: props.user.full_name }));
      props.onClose();
    },
    explain: accessErrorText,
  });
  return (
    <FormView form={form} submitLabel={w("rolesTab.submit")} onCancel={props.onClose} guard={false}>
      <MultiCombobox label={w("roles")} options={roleOptions(roles())} {...form.field("role_codes")} />
    </FormView>
  );
}

function Groups(props: { user: UserRow }) {
  const w = useWords(userWords);
  const query = useCall(listGroups, () => ({ query: { user_id: props.user.id, limit: 200 } }));
  const [adding, setAdding] = createSignal(false);
  const groups = () => settled(query)?.items ?? [];
  const mayChange = () => can("groups.members.manage") && (isOwner() || outranks(props.user));
  const mayAdd = () => mayChange() && has("rbac.groups") && props.user.status !== "deactivated";
  const leave = async (group: { id: string; name: string }) => {
    try {
      await call(removeMembers, { params: { group_id: group.id }, query: { user_ids: props.user.id } });
      toast.success(w("rolesTab.left", { name: props.user.full_name, group: group.name }));
    } catch (error) {
      toast.error(accessErrorText(error));
    }
    await invalidate(...USER_PATHS);
  };
  const add = () => <Show when={mayAdd()}><Button size="sm" icon={Plus} onClick={() => setAdding(true)}>{w("rolesTab.addGroup")}</Button></Show>;
  return (
    <Panel title={w("rolesTab.groups")} actions={add()}>
      <Show when={groups().length} fallback={<Show when={!query.isPending}><EmptyState icon={UsersIcon} title={w("rolesTab.noGroups")}>{w("rolesTab.noGroupsHelp")}</EmptyState></Show>}>
        <ul class="rows" aria-label={w("rolesTab.groups")}>
          <For each={groups()}>
            {(group) => (
              <li>
                <div><Link class="strong" href={`/groups/${group.id}`}><Name>{group.name}</Name></Link><div class="small muted">{group.roles.length ? w("rolesTab.gives", { roles: formatList(group.roles.map(({ name }) => name)) }) : w("rolesTab.givesNothing")}</div></div>
                <Show when={!group.is_active}><StatusBadge tone="warning" icon={Pause}>{w("rolesTab.inactive")}</StatusBadge></Show>
                <Show when={mayChange()}><IconButton icon={X} label={w("rolesTab.leave", { group: group.name })} onClick={() => void leave(group)} /></Show>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <Dialog open={adding()} onClose={() => setAdding(false)} title={w("rolesTab.addGroup")}>
        <Show when={adding()}><GroupForm user={props.user} taken={groups().map(({ id }) => id)} onClose={() => setAdding(false)} /></Show>
      </Dialog>
    </Panel>
  );
}

function GroupForm(props: { user: UserRow; taken: readonly string[]; onClose: () => void }) {
  const w = useWords(userWords);
  const query = useCall(listGroups, () => ({ query: { limit: 200 } }));
  const options = () => (settled(query)?.items ?? []).filter(({ id }) => !props.taken.includes(id)).map(({ id, name }) => ({ value: id, label: name }));
  const form = createForm({
    values: { group_id: undefined as string | undefined },
    check: ({ group_id }) => ({ group_id: group_id ? undefined : w("rolesTab.groupPick") }),
    submit: async ({ group_id }) => {
      const group = options().find(({ value }) => value === group_id)!.label;
      await call(addMembers, { params: { group_id: group_id! }, body: { user_ids: [props.user.id] } });
      await invalidate(...USER_PATHS);
      toast.success(w("rolesTab.joined", { name: props.user.full_name, group }));
      props.onClose();
    },
    explain: accessErrorText,
  });
  return (
    <FormView form={form} submitLabel={w("rolesTab.addAction")} onCancel={props.onClose} guard={false}>
      <Combobox label={w("rolesTab.groupPick")} options={options()} {...form.field("group_id")} />
    </FormView>
  );
}
