import { useSearchParams } from "@solidjs/router";
import BookOpen from "lucide-solid/icons/book-open";
import UserPlus from "lucide-solid/icons/user-plus";
import UsersIcon from "lucide-solid/icons/users";
import { Show } from "solid-js";
import { useWords } from "#web/src/kernel/i18n.ts";
import { useLive } from "#web/src/kernel/live.ts";
import { invalidate, usePages } from "#web/src/kernel/query.ts";
import { can } from "#web/src/kernel/session.ts";
import { useShortcut } from "#web/src/kernel/shortcuts.ts";
import { accessNames } from "#web/src/modules/roles/names/index.ts";
import { roleOptions, useRoles } from "#web/src/modules/roles/role-data.ts";
import { Button, ButtonLink } from "#web/src/ui/button.tsx";
import { Fab } from "#web/src/ui/fab.tsx";
import { EmptyState } from "#web/src/ui/feedback.tsx";
import { ListPage } from "#web/src/ui/list-page.tsx";
import { createListState, type FilterDef, type SavedView } from "#web/src/ui/list-state.ts";
import { Name } from "#web/src/ui/text.tsx";
import { listUsers } from "#worker/modules/users/contract.ts";
import { BulkActions } from "./bulk-actions.tsx";
import { useDictionaries } from "./dictionary-data.ts";
import { InviteDialog } from "./invite-dialog.tsx";
import { SeatsButton } from "./seats.tsx";
import { userWords } from "./text/index.ts";
import { userColumns } from "./user-columns.tsx";
import { isMe, STATUSES, USER_PATHS, type UserRow } from "./user-data.ts";
import { UserStatusBadge } from "./user-status.tsx";
import "./users.css";

/** Everybody who has an account or an invitation, and the seats they take. */
export default function UsersPage() {
  const w = useWords(userWords);
  useWords(accessNames)("scopes.all"); // Refusals are put into its words.
  const roles = useRoles();
  const dictionaries = useDictionaries();
  const [params, setParams] = useSearchParams<{ new?: string }>();
  const inviting = (open: boolean) => setParams({ new: open ? "1" : undefined }, { replace: !open, scroll: false });
  const filters: readonly FilterDef[] = [
    { id: "status", get label() { return w("status"); }, options: () => STATUSES.map((status) => ({ value: status, label: w(`statuses.${status}`) })) },
    { id: "role", get label() { return w("role"); }, kind: "one", options: () => roleOptions(roles()) },
  ];
  const view = (id: "active" | "invited" | "suspended" | "deactivated"): SavedView => ({ id, get label() { return w(`views.${id}`); }, params: { status: id } });
  const views: readonly SavedView[] = [{ id: "all", get label() { return w("views.all"); }, params: {} }, view("active"), view("invited"), view("suspended"), view("deactivated")];
  const state = createListState({ id: "users", filters, views, defaultSort: "full_name" });
  const list = usePages(listUsers, () => state.query());
  useLive("user.*", () => void invalidate(...USER_PATHS));
  useShortcut("n", () => can("user.invite") && inviting(true));
  const add = () => <Show when={can("user.invite")}><Button variant="primary" icon={UserPlus} onClick={() => inviting(true)}>{w("invite")}</Button></Show>;
  const acts = () => can("user.suspend") || can("user.reinstate") || can("user.forceLogout");
  return (
    <>
      <ListPage<UserRow>
        title={w("title")} search={w("search")} crumbs={[{ label: w("admin") }]} state={state} list={list} columns={userColumns(w, dictionaries)} rowId={(user) => user.id} rowLabel={(user) => user.full_name} rowHref={(user) => `/users/${user.id}`}
        phoneRow={(user) => ({ title: <Name>{user.full_name}</Name>, end: <UserStatusBadge status={user.status} />, text: <Name>{user.roles.map(({ name }) => name).join(", ")}</Name>, textEnd: isMe(user) ? w("you") : undefined })}
        actions={<><SeatsButton /><ButtonLink variant="ghost" icon={BookOpen} href="/users/dictionaries">{w("dictionaries.open")}</ButtonLink></>}
        primary={<span class="desk-only">{add()}</span>} fab={<Show when={can("user.invite")}><Fab label={w("invite")} onClick={() => inviting(true)} /></Show>}
        bulk={acts() ? (ids, clear) => <BulkActions users={list.rows().filter(({ id }) => ids.includes(id))} onDone={clear} /> : undefined}
        empty={<EmptyState icon={UsersIcon} title={w("none")} actions={add()}>{w("noneHelp")}</EmptyState>}
      />
      <InviteDialog open={params.new !== undefined} onClose={() => inviting(false)} />
    </>
  );
}
