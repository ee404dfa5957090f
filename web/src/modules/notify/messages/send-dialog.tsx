import { createEffect, createSignal, on, Show, Suspense } from "solid-js";
import { call, type CallOutput } from "#web/src/kernel/api.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { invalidate } from "#web/src/kernel/query.ts";
import { can } from "#web/src/kernel/session.ts";
import { Button } from "#web/src/ui/button.tsx";
import { Dialog } from "#web/src/ui/dialog.tsx";
import { Banner, Gate } from "#web/src/ui/feedback.tsx";
import { FormView } from "#web/src/ui/form.tsx";
import { SkeletonLines } from "#web/src/ui/skeleton.tsx";
import { toast } from "#web/src/ui/toast.tsx";
import { dispatch } from "#worker/modules/notify/messages/messages-contract.ts";
import { previewRouting } from "#worker/modules/notify/routing/routing-contract.ts";
import { createIntentForm, type IntentBody } from "../intent.ts";
import { IntentFields } from "../intent-fields.tsx";
import { PreviewResult } from "../policies/preview-panel.tsx";
import { RouteList } from "../route-list.tsx";
import { notifyWords } from "../text/index.ts";
import { momentText } from "../when.ts";

/** A message to one person, with a look at where it would go. */
export function SendDialog(props: { open: boolean; onClose: () => void }) {
  const w = useWords(notifyWords);
  return (
    <Dialog open={props.open} onClose={props.onClose} title={w("send.title")} help={w("send.help")}>
      <Suspense fallback={<SkeletonLines lines={6} />}>
        <Gate permission="notify.send.test" title={w("send.title")}><Show when={props.open}><SendForm onClose={props.onClose} /></Show></Gate>
      </Suspense>
    </Dialog>
  );
}

function SendForm(props: { onClose: () => void }) {
  const w = useWords(notifyWords);
  const [preview, setPreview] = createSignal<CallOutput<typeof previewRouting>>();
  const [nowhere, setNowhere] = createSignal<CallOutput<typeof dispatch>["routes"]>();
  const [looking, setLooking] = createSignal(false);
  const look = async (body: IntentBody) => { const found = await call(previewRouting, { body }); setPreview(() => found); };
  const send = async (body: IntentBody) => {
    const { is_duplicate, routes } = await call(dispatch, { body });
    await invalidate("/v1/notify/messages", "/v1/notify/health");
    const going = routes.filter(({ decision }) => decision !== "skip"), [first] = going;
    if (!first) return void setNowhere(() => routes);
    if (is_duplicate) toast.info(w("send.duplicate"));
    else toast.success(going.every(({ decision }) => decision === "defer") ? w("send.deferred", { time: momentText(first.at!) }) : w("send.sent"));
    props.onClose();
  };
  const form = createIntentForm(w, (body) => (looking() ? look(body) : send(body)));
  createEffect(on(() => JSON.stringify(form.values()), () => { setPreview(undefined); setNowhere(undefined); }, { defer: true }));
  const show = async () => {
    setLooking(true);
    await form.submit().finally(() => setLooking(false));
  };
  return (
    <FormView form={form} guard={false} submitLabel={w("send.submit")} onCancel={props.onClose}>
      <IntentFields form={form} />
      <Show when={can("notify.routing.preview")}><div><Button size="sm" busy={looking()} onClick={() => void show()}>{w("send.preview")}</Button></div></Show>
      <div aria-live="polite">
        <Show when={preview()} keyed>{(found) => <PreviewResult preview={found} />}</Show>
        <Show when={nowhere()}>{(routes) => <div class="stack"><Banner tone="warning">{w("send.nowhere")}</Banner><RouteList label={w("preview.result")} routes={routes()} /></div>}</Show>
      </div>
    </FormView>
  );
}
