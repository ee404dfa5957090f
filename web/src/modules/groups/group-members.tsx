import UserPlus from "lucide-solid/icons/user-plus";
import UsersIcon from "lucide-solid/icons/users";
import UserMinus from "lucide-solid/icons/user-minus";
import { createEffect, createSignal, For, on, Show } from "solid-js";
import { call } from "#web/src/kernel/api.ts";
import { formatDate } from "#web/src/kernel/format.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { invalidate } from "#web/src/kernel/query.ts";
import { can, has } from "#web/src/kernel/session.ts";
import { accessErrorText } from "#web/src/modules/roles/access-errors.ts";
import { usePeople } from "#web/src/modules/users/people.ts";
import { UserStatusBadge } from "#web/src/modules/users/user-status.tsx";
import { Person } from "#web/src/ui/avatar.tsx";
import { Button } from "#web/src/ui/button.tsx";
import { Checkbox } from "#web/src/ui/choice.tsx";
import { MultiCombobox } from "#web/src/ui/combobox.tsx";
import { confirm, Dialog } from "#web/src/ui/dialog.tsx";
import { EmptyState } from "#web/src/ui/feedback.tsx";
import { createForm, FormView } from "#web/src/ui/form.tsx";
import { Link } from "#web/src/ui/link.tsx";
import { toast } from "#web/src/ui/toast.tsx";
import { addMembers, removeMembers } from "#worker/modules/access/groups-contract.ts";
import type { GroupView } from "./group-page.tsx";
import { GROUP_PATHS } from "./group-state.tsx";
import { groupWords } from "./text/index.ts";
import "#web/src/modules/users/users.css";

/** Who is in a group; several come or go at once. */
export function GroupMembers(props: { group: GroupView }) {
  const w = useWords(groupWords);
  const [adding, setAdding] = createSignal(false);
  const [chosen, setChosen] = createSignal<ReadonlySet<string>>(new Set());
  createEffect(on(() => props.group.members, (members) => setChosen((was) => new Set([...was].filter((id) => members.some(({ user_id }) => user_id === id)))), { defer: true }));
  const mayChange = () => can("groups.members.manage"), mayAdd = () => mayChange() && has("rbac.groups");
  const ids = () => props.group.members.map(({ user_id }) => user_id);
  const toggle = (id: string, on: boolean) => setChosen((was) => new Set(on ? [...was, id] : [...was].filter((other) => other !== id)));
  const remove = async () => {
    const user_ids = [...chosen()], count = user_ids.length;
    if (!(await confirm({ title: w("member.removeTitle", { count, name: props.group.name }), text: w("member.removeText"), confirmLabel: w("member.remove", { count }), danger: true }))) return;
    try {
      await call(removeMembers, { params: { group_id: props.group.id }, query: { user_ids: user_ids.join(",") } });
      toast.success(w("member.removed", { count }));
    } catch (error) {
      toast.error(accessErrorText(error));
    }
    await invalidate(...GROUP_PATHS);
  };
  const add = () => <Show when={mayAdd()}><Button icon={UserPlus} onClick={() => setAdding(true)}>{w("member.add")}</Button></Show>;
  return (
    <div class="stack">
      <Show when={props.group.members.length} fallback={<EmptyState icon={UsersIcon} title={w("member.none")} actions={add()}>{w("member.noneHelp")}</EmptyState>}>
        <div class="row overrides__head">
          <Show when={mayChange()}><Checkbox label={w("member.selectAll")} checked={chosen().size === ids().length} mixed={chosen().size > 0 && chosen().size < ids().length} onChange={(on) => setChosen(new Set(on ? ids() : []))} /></Show>
          <span class="push row" data-gap="sm"><Show when={chosen().size}><Button icon={UserMinus} onClick={() => void remove()}>{w("member.remove", { count: chosen().size })}</Button></Show>{add()}</span>
        </div>
        <ul class="rows" aria-label={w("members")}>
          <For each={props.group.members}>
            {(member) => (
              <li>
                <div class="row" data-gap="sm">
                  <Show when={mayChange()}><Checkbox hideLabel label={w("member.select", { name: member.full_name })} checked={chosen().has(member.user_id)} onChange={(on) => toggle(member.user_id, on)} /></Show>
                  <Show when={can("user.read")} fallback={<Person name={member.full_name} />}><Link href={`/users/${member.user_id}`}><Person name={member.full_name} /></Link></Show>
                </div>
                <UserStatusBadge status={member.status} />
                <span class="small faint">{w("member.since", { date: formatDate(member.added_at) })}</span>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <Dialog open={adding()} onClose={() => setAdding(false)} title={w("member.add")}>
        <Show when={adding()}><AddForm group={props.group} onClose={() => setAdding(false)} /></Show>
      </Dialog>
    </div>
  );
}

function AddForm(props: { group: GroupView; onClose: () => void }) {
  const w = useWords(groupWords);
  const people = usePeople();
  const options = () => people.options().filter(({ value }) => !props.group.members.some(({ user_id }) => user_id === value));
  const form = createForm({
    values: { user_ids: [] as readonly string[] },
    check: ({ user_ids }) => ({ user_ids: user_ids.length ? undefined : w("member.missing") }),
    submit: async ({ user_ids }) => {
      const added = await call(addMembers, { params: { group_id: props.group.id }, body: { user_ids: [...user_ids] } });
      await invalidate(...GROUP_PATHS);
      toast.success(w("member.added", { count: added.user_ids.length }));
      props.onClose();
    },
    explain: accessErrorText,
  });
  return (
    <FormView form={form} submitLabel={w("member.submit", { count: form.values().user_ids.length })} onCancel={props.onClose} guard={false}>
      <MultiCombobox label={w("member.pick")} options={options()} {...form.field("user_ids")} />
    </FormView>
  );
}
