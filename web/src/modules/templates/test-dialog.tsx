import { Show } from "solid-js";
import { call } from "#web/src/kernel/api.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { session } from "#web/src/kernel/session.ts";
import { Dialog } from "#web/src/ui/dialog.tsx";
import { createForm, FormView } from "#web/src/ui/form.tsx";
import { TextField } from "#web/src/ui/text-field.tsx";
import { toast } from "#web/src/ui/toast.tsx";
import { testTemplate } from "#worker/modules/notify/templates/templates-contract.ts";
import type { Version } from "./template-data.ts";
import { templateWords } from "./text/index.ts";

/** Sends the version that is open, as it was last saved. */
export function TestDialog(props: { open: boolean; version: Version; onClose: () => void }) {
  const w = useWords(templateWords);
  return <Dialog open={props.open} onClose={props.onClose} title={w("test")}><TestForm version={props.version} onClose={props.onClose} /></Dialog>;
}

function TestForm(props: { version: Version; onClose: () => void }) {
  const w = useWords(templateWords);
  const { id: template_id, channel } = props.version, help = w(`testHelp.${channel}` as "testHelp.email", { email: session()?.user.email ?? "" });
  const form = createForm({
    values: { to: "" },
    submit: async ({ to }) => {
      const sent = await call(testTemplate, { params: { template_id }, body: to.trim() ? { to: to.trim() } : {} });
      toast.success(channel === "inbox" ? w("sentInbox") : w("sent", { to: sent.to }));
      queueMicrotask(props.onClose);
    },
  });
  return (
    <FormView form={form} submitLabel={w("send")} onCancel={props.onClose} guard={false}>
      <Show when={channel !== "inbox"} fallback={<p class="muted">{help}</p>}><TextField label={w("testTo")} help={help} optional autofocus ltr maxLength={254} {...form.field("to")} /></Show>
    </FormView>
  );
}
