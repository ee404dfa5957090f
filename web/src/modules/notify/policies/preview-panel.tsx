import { createEffect, createSignal, on, Show } from "solid-js";
import { call, type CallOutput } from "#web/src/kernel/api.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { FormView } from "#web/src/ui/form.tsx";
import { Panel } from "#web/src/ui/record-parts.tsx";
import { previewRouting } from "#worker/modules/notify/routing/routing-contract.ts";
import { createIntentForm } from "../intent.ts";
import { IntentFields } from "../intent-fields.tsx";
import { RouteList } from "../route-list.tsx";
import { notifyWords } from "../text/index.ts";

type Preview = CallOutput<typeof previewRouting>;

/** What the rules that are stored now would do to a message. */
export function PreviewPanel() {
  const w = useWords(notifyWords);
  const [found, setFound] = createSignal<Preview>();
  const form = createIntentForm(w, async (body) => { const preview = await call(previewRouting, { body }); setFound(() => preview); });
  createEffect(on(() => JSON.stringify(form.values()), () => setFound(undefined), { defer: true }));
  return (
    <Panel title={w("preview.title")}>
      <p class="muted small">{w("preview.help")}</p>
      <FormView form={form} guard={false} submitLabel={w("preview.run")}><IntentFields form={form} /></FormView>
      <div aria-live="polite"><Show when={found()}>{(preview) => <PreviewResult preview={preview()} />}</Show></div>
    </Panel>
  );
}

/** Each channel with what happens, in the time of whoever it is for. */
export function PreviewResult(props: { preview: Preview }) {
  const w = useWords(notifyWords);
  const { recipient } = props.preview;
  return (
    <section class="stack">
      <h3 class="strong">{w("preview.result")}</h3>
      <p class="muted small"><Show when={recipient.full_name}>{(name) => <>{w("preview.for", { name: name() })} · </>}</Show>{w("route.zone", { zone: `\u2066${recipient.timezone.replaceAll("_", " ")}\u2069` })}</p>
      <RouteList label={w("preview.result")} routes={props.preview.routes} zone={recipient.timezone} />
    </section>
  );
}
