import Check from "lucide-solid/icons/check";
import Send from "lucide-solid/icons/send";
import { createSignal, Show } from "solid-js";
import { call } from "#web/src/kernel/api.ts";
import { errorText } from "#web/src/kernel/errors.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { invalidate } from "#web/src/kernel/query.ts";
import { can } from "#web/src/kernel/session.ts";
import { Button } from "#web/src/ui/button.tsx";
import { confirm } from "#web/src/ui/dialog.tsx";
import { toast } from "#web/src/ui/toast.tsx";
import { approveTemplate, retireTemplate } from "#worker/modules/notify/templates/templates-contract.ts";
import { PATHS, type Version } from "./template-data.ts";
import { TestDialog } from "./test-dialog.tsx";
import { templateWords } from "./text/index.ts";

/** What can be done with the version that is open: test it, put it to use, give it up. */
export function VersionActions(props: { version: Version; dirty: boolean }) {
  const w = useWords(templateWords);
  const [testing, setTesting] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const draft = () => props.version.status === "draft";
  const number = () => ({ number: props.version.number });
  const mayApprove = () => (can("notify.templates.approve") ? undefined : w("mayNot"));
  const run = async (question: Parameters<typeof confirm>[0], route: typeof approveTemplate | typeof retireTemplate, done: string) => {
    if (!(await confirm(question))) return;
    setBusy(true);
    try {
      await call(route as typeof retireTemplate, { params: { template_id: props.version.id }, version: props.version.version });
      toast.success(done);
    } catch (error) {
      toast.error(errorText(error));
    }
    await invalidate(PATHS);
    setBusy(false);
  };
  const approve = () => run({ title: w("approveTitle", number()), text: w("approveText"), confirmLabel: w("approve") }, approveTemplate, w("approved", number()));
  const retire = () => run({ title: w(draft() ? "dropTitle" : "retireTitle", number()), text: w(draft() ? "dropText" : "retireText"), confirmLabel: w(draft() ? "dropDraft" : "retire"), danger: true }, retireTemplate, w("retired", number()));
  return (
    <>
      <Show when={can("notify.send.test")}><Button variant="ghost" icon={Send} pointing disabledReason={props.dirty ? w("saveFirst") : undefined} onClick={() => setTesting(true)}>{w("test")}</Button></Show>
      <Show when={!props.version.is_system}>
        <Show when={props.version.status !== "retired"}><Button variant="ghost" busy={busy()} disabledReason={draft() ? undefined : mayApprove()} onClick={() => void retire()}>{w(draft() ? "dropDraft" : "retire")}</Button></Show>
        <Show when={draft()}><Button icon={Check} busy={busy()} disabledReason={mayApprove() ?? (props.dirty ? w("saveFirst") : undefined)} onClick={() => void approve()}>{w("approve")}</Button></Show>
      </Show>
      <TestDialog open={testing()} version={props.version} onClose={() => setTesting(false)} />
    </>
  );
}
