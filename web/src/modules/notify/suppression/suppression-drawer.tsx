import { createSignal, Show } from "solid-js";
import { call } from "#web/src/kernel/api.ts";
import { errorText } from "#web/src/kernel/errors.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { invalidate } from "#web/src/kernel/query.ts";
import { can } from "#web/src/kernel/session.ts";
import { Button, ButtonLink } from "#web/src/ui/button.tsx";
import { confirm, Drawer } from "#web/src/ui/dialog.tsx";
import { Banner } from "#web/src/ui/feedback.tsx";
import { Facts } from "#web/src/ui/record-parts.tsx";
import { DateTime, Name, Nothing } from "#web/src/ui/text.tsx";
import { toast } from "#web/src/ui/toast.tsx";
import { removeSuppression } from "#worker/modules/notify/consent/suppression-contract.ts";
import { Address, ChannelName } from "../channels.tsx";
import { notifyWords } from "../text/index.ts";
import { ReasonBadge } from "./reason-badge.tsx";
import type { Suppressed } from "./suppressed.ts";

/** One address: what is held back and why, its history, and the way to lift it, or why there is none. */
export function SuppressionDrawer(props: { entry: Suppressed | undefined; by: string | undefined; onClose: () => void }) {
  const w = useWords(notifyWords);
  return (
    <Drawer open={Boolean(props.entry)} onClose={props.onClose} title={props.entry?.normalized_value ?? w("suppression.title")}>
      <Show when={props.entry} keyed>{(entry) => <Body entry={entry} by={props.by} onLifted={props.onClose} />}</Show>
    </Drawer>
  );
}

function Body(props: { entry: Suppressed; by: string | undefined; onLifted: () => void }) {
  const w = useWords(notifyWords);
  const [busy, setBusy] = createSignal(false);
  const { entry } = props;
  const value = `\u2066${entry.normalized_value}\u2069`;
  const whyNot = () => w.maybe(`suppression.whyNot.${entry.reason}`);
  const lift = async () => {
    if (!(await confirm({ title: w("suppression.liftTitle", { value }), text: w(entry.reason === "bounce" ? "suppression.liftBounce" : "suppression.liftManual"), confirmLabel: w("suppression.lift"), danger: entry.reason === "bounce" }))) return;
    setBusy(true);
    try {
      await call(removeSuppression, { params: { suppression_id: entry.id } });
      toast.success(w("suppression.lifted", { value }));
      props.onLifted();
    } catch (error) {
      toast.error(errorText(error));
    } finally {
      setBusy(false);
      await invalidate("/v1/notify/suppression");
    }
  };
  return (
    <div class="message">
      <Facts facts={[
        { label: w("suppression.address"), value: <Address>{entry.normalized_value}</Address> },
        { label: w("suppression.channel"), value: <ChannelName channel={entry.channel} /> },
        { label: w("suppression.reason"), value: <ReasonBadge reason={entry.reason} /> },
        { label: w("suppression.scope"), value: <>{w(`suppression.scopes.${entry.scope}`)}. <span class="muted">{w(`suppression.scopeHelp.${entry.scope}`)}</span></> },
        { label: w("suppression.detail"), value: <Show when={entry.detail} fallback={<Nothing />}><span dir="auto">{entry.detail}</span></Show> },
        { label: w("suppression.by"), value: <Show when={props.by} fallback={w("suppression.system")}>{(name) => <Name>{name()}</Name>}</Show> },
        { label: w("suppression.when"), value: <DateTime at={entry.occurred_at} as="datetime" /> },
      ]} />
      <Show when={!entry.removable}><Banner tone="info" title={w("suppression.cannot")}>{whyNot()}</Banner></Show>
      <div class="row entry-actions">
        <Show when={entry.removable && can("notify.suppression.manage")}><Button busy={busy()} onClick={() => void lift()}>{w("suppression.lift")}</Button></Show>
        <Show when={entry.message_id && can("notify.outbox.read")}><ButtonLink variant="ghost" href={`/messages?message=${entry.message_id}`}>{w("suppression.message")}</ButtonLink></Show>
        <Show when={can("audit.read")}><ButtonLink variant="ghost" href={`/audit-log?entity_type=suppression_list&entity_id=${entry.id}`}>{w("suppression.history")}</ButtonLink></Show>
      </div>
    </div>
  );
}
