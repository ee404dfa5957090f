import GitBranch from "lucide-solid/icons/git-branch-plus";
import ListTree from "lucide-solid/icons/list-tree";
import Plus from "lucide-solid/icons/plus";
import X from "lucide-solid/icons/x";
import { createSignal, For, Show } from "solid-js";
import { call } from "#web/src/kernel/api.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { invalidate, useCall } from "#web/src/kernel/query.ts";
import { can, has } from "#web/src/kernel/session.ts";
import { settled } from "#web/src/kernel/settled.ts";
import { Button, IconButton } from "#web/src/ui/button.tsx";
import { Combobox } from "#web/src/ui/combobox.tsx";
import { confirm, Dialog } from "#web/src/ui/dialog.tsx";
import { EmptyState, ErrorState, Gate } from "#web/src/ui/feedback.tsx";
import { createForm, FormView } from "#web/src/ui/form.tsx";
import { SkeletonLines } from "#web/src/ui/skeleton.tsx";
import { Name } from "#web/src/ui/text.tsx";
import { toast } from "#web/src/ui/toast.tsx";
import { addBranch, listHierarchy, removeBranch } from "#worker/modules/access/contract.ts";
import { accessErrorText } from "./access-errors.ts";
import { isRank, ROLE_PATHS, type RoleRow } from "./role-data.ts";
import { roleWords } from "./text/index.ts";

interface Branch { parent_role_id: string; child_role_id: string }
interface TreeProps { roles: readonly RoleRow[]; branches: readonly Branch[]; onAdd: (parent: RoleRow) => void; onRemove: (parent: RoleRow, child: RoleRow) => void }
const mayChange = () => can("roles.hierarchy.manage") && has("rbac.roleHierarchy");

/** Which role stands above which: a role may do what those below it may. */
export function RoleTree(props: { roles: readonly RoleRow[] }) {
  const w = useWords(roleWords);
  const query = useCall(listHierarchy);
  const [adding, setAdding] = createSignal<{ parent?: RoleRow }>();
  const branches = () => settled(query)?.items ?? [];
  const above = (role: RoleRow) => branches().some((branch) => branch.parent_role_id === role.id), below = (role: RoleRow) => branches().some((branch) => branch.child_role_id === role.id);
  const tops = () => props.roles.filter((role) => above(role) && !below(role));
  const alone = () => props.roles.filter((role) => !above(role) && !below(role));
  const remove = async (parent: RoleRow, child: RoleRow) => {
    const names = { parent: parent.name, child: child.name };
    if (!(await confirm({ title: w("tree.removeTitle", names), text: w("tree.removeText", names), confirmLabel: w("tree.remove", names), danger: true }))) return;
    try {
      await call(removeBranch, { query: { parent_role_id: parent.id, child_role_id: child.id } });
      toast.success(w("tree.removed", names));
    } catch (error) {
      toast.error(accessErrorText(error));
    }
    await invalidate(...ROLE_PATHS);
  };
  const start = () => <Show when={mayChange()}><Button variant="primary" icon={GitBranch} onClick={() => setAdding({})}>{w("tree.start")}</Button></Show>;
  return (
    <div class="scroll tree-page">
      <p class="muted">{w("tree.help")}</p>
      <Show when={can("roles.hierarchy.manage")}><Gate feature="rbac.roleHierarchy" title={w("tabs.tree")}>{null}</Gate></Show>
      <Show when={!query.isLoadingError} fallback={<ErrorState error={query.error} retry={() => void query.refetch()} />}>
        <Show when={!query.isPending} fallback={<SkeletonLines lines={6} />}>
          <Show when={tops().length} fallback={<EmptyState icon={ListTree} title={w("tree.none")} actions={start()}>{w("tree.noneHelp")}</EmptyState>}>
            <ul class="tree" aria-label={w("tree.label")}>
              <For each={tops()}>{(role) => <Node role={role} roles={props.roles} branches={branches()} onAdd={(parent) => setAdding({ parent })} onRemove={(parent, child) => void remove(parent, child)} />}</For>
            </ul>
          </Show>
          <Show when={tops().length && alone().length}>
            <section class="stack tree__alone">
              <h2 class="heading">{w("tree.alone")}</h2>
              <p class="small muted">{w("tree.aloneHelp")}</p>
              <ul class="tree"><For each={alone()}>{(role) => <Node role={role} roles={props.roles} branches={[]} onAdd={(parent) => setAdding({ parent })} onRemove={() => {}} />}</For></ul>
            </section>
          </Show>
        </Show>
      </Show>
      <Dialog open={Boolean(adding())} onClose={() => setAdding(undefined)} title={adding()?.parent ? w("tree.addTo", { name: adding()!.parent!.name }) : w("tree.start")} help={w("tree.help")}>
        <Show when={adding()} keyed>{(asked) => <BranchForm roles={props.roles} {...asked} onClose={() => setAdding(undefined)} />}</Show>
      </Dialog>
    </div>
  );
}

function Node(props: TreeProps & { role: RoleRow; parent?: RoleRow }) {
  const w = useWords(roleWords);
  const children = () => props.roles.filter((role) => props.branches.some((branch) => branch.parent_role_id === props.role.id && branch.child_role_id === role.id));
  return (
    <li class="tree__node">
      <div class="tree__row">
        <span class="strong"><Name>{props.role.name}</Name></span>
        <span class="small faint">{w("tree.permissions", { count: props.role.permissions_count })} · {w("people", { count: props.role.users_count })}</span>
        <span class="row push" data-gap="sm">
          <Show when={mayChange() && !props.role.is_builtin}><IconButton size="sm" icon={Plus} label={w("tree.addTo", { name: props.role.name })} onClick={() => props.onAdd(props.role)} /></Show>
          <Show when={can("roles.hierarchy.manage") && props.parent}>{(parent) => <IconButton size="sm" icon={X} label={w("tree.remove", { child: props.role.name, parent: parent().name })} onClick={() => props.onRemove(parent(), props.role)} />}</Show>
        </span>
      </div>
      <Show when={children().length}><ul class="tree"><For each={children()}>{(child) => <Node {...props} role={child} parent={props.role} />}</For></ul></Show>
    </li>
  );
}

/** Puts a role below another. A loop is refused by the API with the way that would close it. */
function BranchForm(props: { roles: readonly RoleRow[]; parent?: RoleRow; onClose: () => void }) {
  const w = useWords(roleWords);
  const form = createForm({
    values: { parent: props.parent?.id as string | undefined, child: undefined as string | undefined },
    check: ({ parent, child }) => ({ parent: parent ? undefined : w("tree.pickMissing"), child: child ? undefined : w("tree.pickMissing") }),
    submit: async ({ parent, child }) => {
      await call(addBranch, { body: { parent_role_id: parent!, child_role_id: child! } });
      await invalidate(...ROLE_PATHS);
      const name = (id: string | undefined) => props.roles.find((role) => role.id === id)?.name ?? "";
      toast.success(w("tree.added", { parent: name(parent), child: name(child) }));
      props.onClose();
    },
    explain: accessErrorText,
  });
  const options = (roles: readonly RoleRow[]) => roles.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <FormView form={form} submitLabel={w("tree.submit")} onCancel={props.onClose} guard={false}>
      <Show when={!props.parent}><Combobox label={w("tree.above")} options={options(props.roles.filter((role) => !role.is_builtin))} {...form.field("parent")} /></Show>
      <Combobox label={w("tree.pick")} options={options(props.roles.filter((role) => !isRank(role) && role.id !== form.values().parent))} {...form.field("child")} />
    </FormView>
  );
}
