import { useNavigate, useParams } from "@solidjs/router";
import { createSignal, Show } from "solid-js";
import { useWords } from "#web/src/kernel/i18n.ts";
import { useLive } from "#web/src/kernel/live.ts";
import { invalidate, useCall } from "#web/src/kernel/query.ts";
import { settled } from "#web/src/kernel/settled.ts";
import { accessNames } from "#web/src/modules/roles/names/index.ts";
import { Banner } from "#web/src/ui/feedback.tsx";
import { RecordPage } from "#web/src/ui/record-page.tsx";
import type { Tab } from "#web/src/ui/tabs.tsx";
import { Code, Name, RelativeTime } from "#web/src/ui/text.tsx";
import { getUser } from "#worker/modules/users/contract.ts";
import { AccessTab } from "./access-tab.tsx";
import { ActivityTab } from "./activity-tab.tsx";
import { DeactivateDialog } from "./deactivate-dialog.tsx";
import { useDictionaries } from "./dictionary-data.ts";
import { ProfileTab } from "./profile-tab.tsx";
import { RolesTab } from "./roles-tab.tsx";
import { SessionsTab } from "./sessions-tab.tsx";
import { userWords } from "./text/index.ts";
import { createUserActions, UserActions } from "./user-actions.tsx";
import { isMe, USER_PATHS, type UserRow } from "./user-data.ts";
import { UserStatusBadge } from "./user-status.tsx";
import "./users.css";

const NO_TABS: readonly Tab[] = [];

/** One person: who it is, what they may do and why, where they are signed in, and what is on record. */
export default function UserPage() {
  const w = useWords(userWords);
  useWords(accessNames)("scopes.all");
  const params = useParams<{ id: string }>();
  const navigate = useNavigate();
  const dictionaries = useDictionaries();
  const query = useCall(getUser, () => ({ params: { user_id: params.id } }));
  const user = () => { const found = settled(query); return found?.id === params.id ? found : undefined; };
  const [closing, setClosing] = createSignal<UserRow>();
  const actions = createUserActions(user, { deactivate: () => setClosing(user()), revoked: () => navigate("/users") });
  useLive<{ user_id?: string }>("user.*", (payload) => payload?.user_id === params.id && void invalidate(...USER_PATHS));
  // The same objects for as long as the page lives: a refresh must not close the form somebody is in.
  const tabs: readonly Tab[] = [
    { id: "profile", get label() { return w("tabs.profile"); }, content: () => <Show when={user()}>{(found) => <ProfileTab user={found()} dictionaries={dictionaries} />}</Show> },
    { id: "roles", get label() { return w("tabs.roles"); }, content: () => <Show when={user()}>{(found) => <RolesTab user={found()} />}</Show> },
    { id: "access", get label() { return w("tabs.access"); }, content: () => <AccessTab user_id={params.id} /> },
    { id: "sessions", get label() { return w("tabs.sessions"); }, content: () => <Show when={user()}>{(found) => <SessionsTab user={found()} />}</Show> },
    { id: "activity", get label() { return w("tabs.activity"); }, content: () => <Show when={user()}>{(found) => <ActivityTab user={found()} />}</Show> },
  ];
  return (
    <>
      <RecordPage
        title={user()?.full_name ?? ""} crumbs={[{ label: w("title"), href: "/users" }]} loading={!user()} error={query.isLoadingError ? query.error : undefined} retry={() => void query.refetch()}
        subtitle={user() && <><UserStatusBadge status={user()!.status} /><span class="truncate"><Code>{user()!.email}</Code></span><Show when={isMe(user()!)}><span>{w("you")}</span></Show></>}
        actions={user() && <UserActions user={user()!} actions={actions} />}
        banner={<Show when={user()?.status === "invited"}><Banner title={w("pending.banner", { name: user()!.full_name })}>{w("pending.bannerHelp", { email: user()!.email })}</Banner></Show>}
        facts={user() ? [
          { label: w("roles"), value: <Name>{user()!.roles.map(({ name }) => name).join(", ")}</Name> },
          { label: w("jobTitle"), value: <Name>{dictionaries.jobTitle(user()!.job_title_code) ?? user()!.job_title}</Name> },
          { label: w("department"), value: <Name>{dictionaries.department(user()!.department_code)}</Name> },
          { label: w("lastSeen"), value: <Show when={user()!.last_login_at} fallback={w("never")}>{(at) => <RelativeTime at={at()} />}</Show> },
        ] : []}
        tabs={user() ? tabs : NO_TABS}
      />
      <DeactivateDialog user={closing()} onClose={() => setClosing(undefined)} />
    </>
  );
}
