import { useSearchParams } from "@solidjs/router";
import Plus from "lucide-solid/icons/plus";
import { createSignal, Show } from "solid-js";
import { formatNumber } from "#web/src/kernel/format.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { useLive } from "#web/src/kernel/live.ts";
import { usePage } from "#web/src/kernel/page.ts";
import { invalidate } from "#web/src/kernel/query.ts";
import { can } from "#web/src/kernel/session.ts";
import { useShortcut } from "#web/src/kernel/shortcuts.ts";
import { Button } from "#web/src/ui/button.tsx";
import { Fab } from "#web/src/ui/fab.tsx";
import { Tabs } from "#web/src/ui/tabs.tsx";
import { createMatrix } from "./matrix-state.ts";
import { accessNames } from "./names/index.ts";
import { PermissionMatrix } from "./permission-matrix.tsx";
import { ROLE_PATHS } from "./role-data.ts";
import { RoleDialog, type RoleForm } from "./role-dialog.tsx";
import { RoleTree } from "./role-tree.tsx";
import { roleWords } from "./text/index.ts";
import "./roles.css";

/** What every role may do and whose records it sees, and which role stands above which. */
export default function RolesPage() {
  const w = useWords(roleWords);
  useWords(accessNames)("scopes.all");
  const [params, setParams] = useSearchParams<{ tab?: string }>();
  const tab = () => (params.tab === "tree" ? "tree" : "matrix");
  const matrix = createMatrix();
  const [form, setForm] = createSignal<RoleForm>();
  const create = () => setForm({ kind: "create" });
  usePage(() => ({ title: w("title"), crumbs: [{ label: w("admin") }] }));
  useLive("role.*", () => void invalidate(...ROLE_PATHS));
  useShortcut("n", () => can("roles.manage") && create());
  return (
    <>
      <div class="page-head">
        <h1 class="page-title">{w("title")}</h1>
        <Show when={matrix.roles().length}><span class="faint small">{formatNumber(matrix.roles().length)}</span></Show>
        <span class="push row"><Show when={can("roles.manage")}><Button variant="primary" icon={Plus} onClick={create}>{w("newRole")}</Button></Show></span>
      </div>
      <div class="views"><Tabs label={w("title")} value={tab()} onChange={(id) => setParams({ tab: id === "matrix" ? undefined : id }, { replace: true, scroll: false })} tabs={[{ id: "matrix", label: w("tabs.matrix") }, { id: "tree", label: w("tabs.tree") }]} /></div>
      <Show when={tab() === "matrix"} fallback={<RoleTree roles={matrix.roles()} />}><PermissionMatrix matrix={matrix} onForm={setForm} /></Show>
      <Show when={can("roles.manage")}><Fab label={w("newRole")} onClick={create} /></Show>
      <RoleDialog form={form()} onClose={() => setForm(undefined)} />
    </>
  );
}
