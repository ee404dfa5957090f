import Check from "lucide-solid/icons/check";
import Copy from "lucide-solid/icons/copy";
import Lock from "lucide-solid/icons/lock";
import Minus from "lucide-solid/icons/minus";
import MousePointer from "lucide-solid/icons/mouse-pointer-click";
import Pencil from "lucide-solid/icons/pencil";
import Trash from "lucide-solid/icons/trash";
import { For, Show } from "solid-js";
import { call } from "#web/src/kernel/api.ts";
import { formatList } from "#web/src/kernel/format.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { invalidate } from "#web/src/kernel/query.ts";
import { can } from "#web/src/kernel/session.ts";
import { Button } from "#web/src/ui/button.tsx";
import { confirm } from "#web/src/ui/dialog.tsx";
import { EmptyState } from "#web/src/ui/feedback.tsx";
import { Icon, type IconType } from "#web/src/ui/icon.tsx";
import { Link } from "#web/src/ui/link.tsx";
import { Facts, Section } from "#web/src/ui/record-parts.tsx";
import { Select } from "#web/src/ui/select.tsx";
import { Code, Name } from "#web/src/ui/text.tsx";
import { toast } from "#web/src/ui/toast.tsx";
import { deleteRole } from "#worker/modules/access/contract.ts";
import { accessErrorText } from "./access-errors.ts";
import type { Matrix } from "./matrix-state.ts";
import { accessNames, permissionName } from "./names/index.ts";
import type { Spot } from "./permission-matrix.tsx";
import { ROLE_PATHS, type RoleRow } from "./role-data.ts";
import type { RoleForm } from "./role-dialog.tsx";
import { roleWords } from "./text/index.ts";

const RESOURCES = ["lead", "contact", "company", "deal", "task"] as const;
const SCOPES = ["own", "team", "all"] as const;

/** Beside the matrix: what the chosen cell says and why, and the role it belongs to. */
export function RolePanel(props: { matrix: Matrix; spot: Spot | undefined; onForm: (form: RoleForm) => void }) {
  const w = useWords(roleWords);
  const role = () => props.matrix.roles().find(({ id }) => id === props.spot?.role);
  return (
    <aside class="split__side" aria-label={w("panel.label")}>
      <Show when={role()} fallback={<EmptyState icon={MousePointer} title={w("panel.pick")}>{w("panel.pickHelp")}</EmptyState>}>
        {(found) => (
          <>
            <Show when={props.spot?.code}>{(code) => <AboutGrant matrix={props.matrix} role={found()} code={code()} />}</Show>
            <AboutRole matrix={props.matrix} role={found()} onForm={props.onForm} />
            <WhoseRecords matrix={props.matrix} role={found()} />
          </>
        )}
      </Show>
    </aside>
  );
}

function AboutGrant(props: { matrix: Matrix; role: RoleRow; code: string }) {
  const w = useWords(roleWords);
  const n = useWords(accessNames);
  const grant = () => props.matrix.grant(props.role.id, props.code);
  const below = () => props.matrix.inheritedFrom(props.role.id, props.code).map((code) => props.matrix.roles().find((role) => role.code === code)?.name ?? code);
  const state = () => (grant() === "none" ? w("notGiven") : grant() === "own" ? w("given") : w("inherited"));
  const locked = () => props.matrix.lock(props.role.id, props.code);
  return (
    <Section title={permissionName(n, props.code)}>
      <span class="small faint"><Code>{props.code}</Code></span>
      <Facts facts={[
        { label: w("role"), value: <Name>{props.role.name}</Name> },
        { label: w("panel.now"), value: props.matrix.changed(props.role.id, props.code) ? `${state()}, ${w("unsaved")}` : state() },
        { label: w("panel.people"), value: w("people", { count: props.role.users_count }) },
      ]} />
      <h3 class="heading">{w("panel.why")}</h3>
      <ul class="stack" data-gap="sm">
        <Why icon={grant() === "own" ? Check : Minus}>{grant() === "own" ? w("panel.byThis") : w("panel.notByThis")}</Why>
        <Show when={below().length}><Why icon={Check}>{w("panel.byBelow", { roles: formatList(below()) })}</Why></Show>
        <Show when={locked()}>{(why) => <Why icon={Lock}>{w(`locked.${why()}`)}</Why>}</Show>
      </ul>
    </Section>
  );
}

const Why = (props: { icon: IconType; children: string }) => <li class="row grants__why"><Icon of={props.icon} size="sm" /><span>{props.children}</span></li>;

function AboutRole(props: { matrix: Matrix; role: RoleRow; onForm: (form: RoleForm) => void }) {
  const w = useWords(roleWords);
  const mayChange = () => !props.matrix.lock(props.role.id);
  const remove = async () => {
    const { id, name } = props.role;
    if (!(await confirm({ title: w("actions.deleteTitle", { name }), text: w("actions.deleteText"), confirmLabel: w("actions.delete"), danger: true }))) return;
    try {
      await call(deleteRole, { params: { role_id: id } });
      toast.success(w("actions.deleted", { name }));
    } catch (error) {
      toast.error(accessErrorText(error));
    }
    await invalidate(...ROLE_PATHS);
  };
  const rights = () => props.matrix.rights(props.role.id)!;
  return (
    <Section title={props.role.name}>
      <Show when={props.role.description}><p class="muted" dir="auto">{props.role.description}</p></Show>
      <Facts facts={[
        { label: w("panel.code"), value: <Code>{props.role.code}</Code> },
        { label: w("panel.people"), value: <Link href={`/users?role=${props.role.code}`}>{w("people", { count: props.role.users_count })}</Link> },
        { label: w("panel.groups"), value: w("groups", { count: props.role.groups_count }) },
      ]} />
      <Show when={props.role.is_builtin}><p class="small muted">{w("locked.builtin")}</p></Show>
      <Show when={can("roles.manage")}>
        <div class="row grants__actions" data-gap="sm">
          <Show when={mayChange()}><Button size="sm" icon={Pencil} onClick={() => props.onForm({ kind: "edit", role: props.role })}>{w("actions.edit")}</Button></Show>
          <Button size="sm" icon={Copy} onClick={() => props.onForm({ kind: "duplicate", role: props.role, rights: rights() })}>{w("actions.duplicate")}</Button>
          <Show when={mayChange()}><Button size="sm" icon={Trash} onClick={() => void remove()}>{w("actions.delete")}</Button></Show>
        </div>
      </Show>
    </Section>
  );
}

function WhoseRecords(props: { matrix: Matrix; role: RoleRow }) {
  const w = useWords(roleWords);
  const n = useWords(accessNames);
  return (
    <Section title={w("panel.visibility")}>
      <p class="small muted">{w("panel.visibilityHelp")}</p>
      <Show when={!props.matrix.lock(props.role.id)} fallback={<Facts facts={RESOURCES.map((resource) => ({ label: n(`resources.${resource}`), value: n(`scopes.${props.matrix.scope(props.role.id, resource)}`) }))} />}>
        <For each={RESOURCES}>
          {(resource) => (
            <Select
              label={n(`resources.${resource}`)} size="sm" value={props.matrix.scope(props.role.id, resource)} onChange={(scope) => props.matrix.setScope(props.role.id, resource, scope)}
              options={SCOPES.map((scope) => ({ value: scope, label: n(`scopes.${scope}`), hint: n(`scopeHelp.${scope}`) }))}
            />
          )}
        </For>
      </Show>
    </Section>
  );
}
