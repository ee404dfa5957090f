import LogOut from "lucide-solid/icons/log-out";
import Pause from "lucide-solid/icons/pause";
import UserCheck from "lucide-solid/icons/user-check";
import { createSignal, For, Show } from "solid-js";
import type * as z from "zod";
import { call } from "#web/src/kernel/api.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { invalidate } from "#web/src/kernel/query.ts";
import { can } from "#web/src/kernel/session.ts";
import { t } from "#web/src/kernel/text/index.ts";
import { accessErrorText, refusalText } from "#web/src/modules/roles/access-errors.ts";
import { Button } from "#web/src/ui/button.tsx";
import { confirm, Dialog } from "#web/src/ui/dialog.tsx";
import { Banner } from "#web/src/ui/feedback.tsx";
import { Name } from "#web/src/ui/text.tsx";
import { toast } from "#web/src/ui/toast.tsx";
import { bulkUsers } from "#worker/modules/users/contract.ts";
import { userWords } from "./text/index.ts";
import { USER_PATHS, type UserRow } from "./user-data.ts";

type Action = "suspend" | "reactivate" | "force_logout";
type Answer = z.output<NonNullable<typeof bulkUsers.returns>>;

/** What can be done to several people at once; whoever is refused is named with the reason. */
export function BulkActions(props: { users: readonly UserRow[]; onDone: () => void }) {
  const w = useWords(userWords);
  const [busy, setBusy] = createSignal<Action>();
  const [report, setReport] = createSignal<{ action: Action; answer: Answer; users: readonly UserRow[] }>();
  const run = async (action: Action) => {
    const users = props.users, count = users.length;
    if (!(await confirm({ title: w(`bulk.${action}Title`, { count }), text: w(`bulk.${action}Text`), danger: action !== "reactivate" }))) return;
    setBusy(action);
    try {
      const answer = await call(bulkUsers, { body: { action, user_ids: users.map(({ id }) => id) } });
      await invalidate(...USER_PATHS);
      if (answer.failed) return void setReport({ action, answer, users });
      toast.success(w(`bulk.${action}Done`, { count: answer.done }));
      props.onDone();
    } catch (error) {
      toast.error(accessErrorText(error));
    } finally {
      setBusy(undefined);
    }
  };
  const close = () => {
    setReport(undefined);
    props.onDone();
  };
  return (
    <>
      <Show when={can("user.suspend")}><Button variant="ghost" icon={Pause} busy={busy() === "suspend"} onClick={() => void run("suspend")}>{w("actions.suspend")}</Button></Show>
      <Show when={can("user.reinstate")}><Button variant="ghost" icon={UserCheck} busy={busy() === "reactivate"} onClick={() => void run("reactivate")}>{w("actions.reactivate")}</Button></Show>
      <Show when={can("user.forceLogout")}><Button variant="ghost" icon={LogOut} pointing busy={busy() === "force_logout"} onClick={() => void run("force_logout")}>{w("actions.forceLogout")}</Button></Show>
      <Show when={report()}>
        {(found) => (
          <Dialog open onClose={close} title={found().answer.done ? w(`bulk.${found().action}Done`, { count: found().answer.done }) : w("bulk.nothing")} foot={<Button variant="primary" onClick={close}>{t("action.done")}</Button>}>
            <div class="stack" data-gap="lg">
              <Banner tone="warning" live>{w("bulk.refused", { count: found().answer.failed })}</Banner>
              <div class="table-frame">
                <table class="table" data-inset="">
                  <thead><tr><th scope="col">{w("name")}</th><th scope="col">{w("bulk.reason")}</th></tr></thead>
                  <tbody>
                    <For each={found().answer.results.filter((result) => !result.done)}>
                      {(result) => (
                        <tr>
                          <td><Name>{found().users.find(({ id }) => id === result.user_id)?.full_name}</Name></td>
                          <td class="users__reason">{(result.error && refusalText(result.error.code, result.error.details)) ?? result.error?.message}</td>
                        </tr>
                      )}
                    </For>
                  </tbody>
                </table>
              </div>
            </div>
          </Dialog>
        )}
      </Show>
    </>
  );
}
