import CircleSlash from "lucide-solid/icons/circle-slash";
import KeyRound from "lucide-solid/icons/key-round";
import LogOut from "lucide-solid/icons/log-out";
import Mail from "lucide-solid/icons/mail";
import MoreHorizontal from "lucide-solid/icons/ellipsis";
import Pause from "lucide-solid/icons/pause";
import Undo from "lucide-solid/icons/undo-2";
import UserCheck from "lucide-solid/icons/user-check";
import { createSignal, For, Show } from "solid-js";
import { call } from "#web/src/kernel/api.ts";
import { wordsOf } from "#web/src/kernel/i18n.ts";
import { invalidate } from "#web/src/kernel/query.ts";
import { accessErrorText } from "#web/src/modules/roles/access-errors.ts";
import { Button } from "#web/src/ui/button.tsx";
import { confirm } from "#web/src/ui/dialog.tsx";
import type { IconType } from "#web/src/ui/icon.tsx";
import { Menu } from "#web/src/ui/menu.tsx";
import { toast } from "#web/src/ui/toast.tsx";
import { forceLogout, reactivateUser, resendInvite, resetUserPassword, revokeInvite, suspendUser } from "#worker/modules/users/contract.ts";
import { userWords } from "./text/index.ts";
import { fits, isMe, outranks, USER_PATHS, type ActionId, type UserRow } from "./user-data.ts";

/** What can be done to one account: each asks where it must, does it, and says what became of it. */
export function createUserActions(user: () => UserRow | undefined, then: { deactivate: () => void; revoked: () => void }) {
  const w = wordsOf(userWords);
  const [busy, setBusy] = createSignal<ActionId>();
  const attempt = async (action: ActionId, work: (user: UserRow) => Promise<string>) => {
    const found = user();
    if (!found || busy()) return;
    setBusy(action);
    try {
      const said = await work(found);
      await invalidate(...USER_PATHS);
      toast.success(said);
    } catch (error) {
      toast.error(accessErrorText(error));
      await invalidate(...USER_PATHS);
    } finally {
      setBusy(undefined);
    }
  };
  const asking = async (action: ActionId, title: string, text: string, confirmLabel: string, work: (user: UserRow) => Promise<string>) =>
    void ((await confirm({ title, text, confirmLabel, danger: true })) && (await attempt(action, work)));
  const of = (found: UserRow) => ({ params: { user_id: found.id } });
  const name = () => user()?.full_name ?? "", email = () => user()?.email ?? "";
  const run: Record<ActionId, () => void> = {
    suspend: () => void asking("suspend", w("actions.suspendTitle", { name: name() }), w("actions.suspendText"), w("actions.suspend"), async (found) => (await call(suspendUser, of(found)), w("actions.suspended", { name: name() }))),
    reactivate: () => void attempt("reactivate", async (found) => (await call(reactivateUser, of(found)), w("actions.reactivated", { name: name() }))),
    deactivate: then.deactivate,
    forceLogout: () => void asking("forceLogout", w("actions.logoutTitle", { name: name() }), w("actions.logoutText"), w("actions.forceLogout"), async (found) => w("actions.loggedOut", { count: (await call(forceLogout, of(found))).sessions_ended, name: name() })),
    resetPassword: () => void asking("resetPassword", w("actions.resetTitle", { name: name() }), w("actions.resetText", { email: email() }), w("actions.resetPassword"), async (found) => (await call(resetUserPassword, of(found)), w("actions.reset", { email: email() }))),
    resend: () => void attempt("resend", async (found) => (await call(resendInvite, of(found)), w("pending.resent", { email: email() }))),
    revoke: () => void asking("revoke", w("pending.revokeTitle", { name: name() }), w("pending.revokeText"), w("pending.revoke"), async (found) => {
      const said = w("pending.revoked", { name: name() });
      await call(revokeInvite, of(found));
      then.revoked();
      return said;
    }),
  };
  return { run, busy };
}

const FIRST = ["resend", "reactivate", "suspend"] as const satisfies readonly ActionId[];
const MORE = ["forceLogout", "resetPassword", "revoke", "deactivate"] as const satisfies readonly ActionId[];
const ICONS: Record<ActionId, IconType> = { suspend: Pause, reactivate: UserCheck, deactivate: CircleSlash, forceLogout: LogOut, resetPassword: KeyRound, resend: Mail, revoke: Undo };

/** The actions on a person's page: what cannot be done now is left out, and rank is said in words. */
export function UserActions(props: { user: UserRow; actions: ReturnType<typeof createUserActions> }) {
  const w = wordsOf(userWords);
  const label = (action: ActionId) => (action === "resend" || action === "revoke" ? w(`pending.${action}`) : w(`actions.${action}`));
  const blocked = () => (isMe(props.user) ? w("actions.self") : outranks(props.user) || props.user.status === "invited" ? undefined : w("actions.rankBlocked"));
  const more = () => MORE.filter((action) => fits(props.user, action));
  return (
    <Show when={!isMe(props.user)}>
      <For each={FIRST.filter((action) => fits(props.user, action))}>
        {(action) => <Button icon={ICONS[action]} variant={action === "suspend" ? "secondary" : "primary"} busy={props.actions.busy() === action} disabledReason={blocked()} onClick={props.actions.run[action]}>{label(action)}</Button>}
      </For>
      <Show when={more().length && !blocked()}>
        <Menu label={w("actions.more")} icon={MoreHorizontal} iconOnly placement="bottom-end" passFocus entries={more().map((action) => ({ label: label(action), icon: ICONS[action], danger: action === "deactivate" || action === "revoke", onSelect: props.actions.run[action] }))} />
      </Show>
    </Show>
  );
}
