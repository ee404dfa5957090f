import RotateCw from "lucide-solid/icons/rotate-cw";
import { createSignal, For, Show, Suspense } from "solid-js";
import { call } from "#web/src/kernel/api.ts";
import { errorText } from "#web/src/kernel/errors.ts";
import { formatNumber } from "#web/src/kernel/format.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { invalidate, useCall } from "#web/src/kernel/query.ts";
import { can } from "#web/src/kernel/session.ts";
import { settled } from "#web/src/kernel/settled.ts";
import { Button } from "#web/src/ui/button.tsx";
import { confirm, Drawer } from "#web/src/ui/dialog.tsx";
import { Banner, ErrorState } from "#web/src/ui/feedback.tsx";
import { Facts } from "#web/src/ui/record-parts.tsx";
import { SkeletonLines } from "#web/src/ui/skeleton.tsx";
import { Code, DateTime } from "#web/src/ui/text.tsx";
import { getMessage } from "#worker/modules/notify/messages/messages-contract.ts";
import { toast } from "#web/src/ui/toast.tsx";
import { requeueMessage } from "#worker/modules/notify/sending/sending-contract.ts";
import { Address, ChannelName } from "../channels.tsx";
import { useFamilyName } from "../families.ts";
import { failureText } from "../reasons.ts";
import { RouteList } from "../route-list.tsx";
import { isScheduled, MessageStatusBadge } from "../status.tsx";
import { notifyWords } from "../text/index.ts";
import { momentText } from "../when.ts";
import { MessageContent } from "./message-content.tsx";
import type { MessageView } from "./message-data.ts";
import { MessageTimeline } from "./message-timeline.tsx";
import { StateNote } from "./state-note.tsx";
import "../notify.css";

/** One message: how far it has come and why, its copies, what was decided about it, and its words. */
export function MessageDrawer(props: { id: string | undefined; onOpen: (id: string) => void; onClose: () => void }) {
  const w = useWords(notifyWords);
  const nameOf = useFamilyName();
  const query = useCall(getMessage, () => (props.id ? { params: { message_id: props.id } } : undefined), { reconcile: "id" });
  // The one before stays in the cache while another is read: it must not stand for it.
  const message = () => { const found = settled(query); return found?.id === props.id ? found : undefined; };
  return (
    <Drawer open={Boolean(props.id)} onClose={props.onClose} wide reading title={message() ? `${w(`channel.${message()!.channel}`)} · \u2068${nameOf(message()!.family)}\u2069` : w("messages.title")}>
      <Suspense fallback={<SkeletonLines lines={8} />}>
        <Show when={!query.isLoadingError} fallback={<ErrorState error={query.error} retry={() => void query.refetch()} />}>
          <Show when={message()?.id} keyed fallback={<div class="message"><SkeletonLines lines={8} /></div>}>{(_) => <Body message={message()!} onOpen={props.onOpen} />}</Show>
        </Show>
      </Suspense>
    </Drawer>
  );
}

function Body(props: { message: MessageView; onOpen: (id: string) => void }) {
  const w = useWords(notifyWords);
  const m = () => props.message;
  const failed = () => m().status === "failed" || m().status === "bounced" || m().status === "expired";
  const givenUp = () => m().status === "failed" || m().status === "expired" || m().status === "cancelled";
  const moment = (label: string, at: string | null) => (at ? [{ label, value: <DateTime at={at} as="datetime" /> }] : []);
  return (
    <div class="message">
      <div class="row"><MessageStatusBadge message={m()} /><Show when={m().is_mirror}><span class="faint small">{w("copy")}</span></Show><Show when={givenUp() && can("notify.policies.manage")}><span class="push"><Requeue message={m()} /></span></Show></div>
      <Show when={failed()}><Banner tone="danger" title={w("message.failedTitle")}>{failureText(w, m().error_code)}</Banner></Show>
      <Show when={isScheduled(m())}><Banner tone="violet" title={w("until", { time: momentText(m().scheduled_at) })}><StateNote message={m()} /></Banner></Show>
      <Facts facts={[
        { label: w("message.to"), value: <Address>{m().recipient}</Address> },
        { label: w("message.template"), value: <Code>{m().template_code}</Code> },
        { label: w("message.kind"), value: w(`type.${m().type}`) },
        { label: w("message.language"), value: w(`locale.${m().locale}`) },
        ...moment(w("message.asked"), m().created_at), ...(isScheduled(m()) ? moment(w("message.leaves"), m().scheduled_at) : []), ...moment(w("message.expires"), m().expires_at), ...moment(w("message.sent"), m().sent_at), ...moment(w("message.delivered"), m().delivered_at), ...moment(w("message.opened"), m().opened_at),
        ...(m().attempts ? [{ label: w("message.attempts"), value: formatNumber(m().attempts) }] : []),
        ...(m().segments ? [{ label: w("message.segments"), value: formatNumber(m().segments!) }] : []),
        ...(m().provider ? [{ label: w("message.provider"), value: <Code>{m().provider}</Code> }] : []),
        ...(m().provider_message_id ? [{ label: w("message.providerId"), value: <Code>{m().provider_message_id}</Code> }] : []),
        ...(m().source ? [{ label: w("message.source"), value: <Code>{m().source}</Code> }] : []),
      ]} />
      <section><h3 class="heading">{w("message.timeline")}</h3><MessageTimeline steps={m().timeline} /></section>
      <Show when={m().group.length || m().inbox}>
        <section>
          <h3 class="heading">{w("message.group")}</h3>
          <ul class="message__others">
            <For each={m().group}>
              {(other) => (
                <li>
                  <button type="button" class="link" aria-label={w("message.open", { channel: w(`channel.${other.channel}`), status: w(`status.${other.status}`) })} onClick={() => props.onOpen(other.id)}><ChannelName channel={other.channel} /></button>
                  <MessageStatusBadge message={other} />
                  <span class="small muted"><Address>{other.recipient}</Address></span>
                </li>
              )}
            </For>
            <Show when={m().inbox}>{(entry) => <li><ChannelName channel="inbox" /><span class="small muted">{w(entry().is_read ? "message.inboxRead" : "message.inboxUnread")}</span></li>}</Show>
          </ul>
        </section>
      </Show>
      <section><h3 class="heading">{w("message.routing")}</h3><RouteList label={w("message.routing")} routes={m().routes} /></section>
      <section><h3 class="heading">{w("message.content")}</h3><MessageContent message={m()} /></section>
    </div>
  );
}

/** Sends a message again that was given up; only while its words are kept. */
function Requeue(props: { message: MessageView }) {
  const w = useWords(notifyWords);
  const [busy, setBusy] = createSignal(false);
  const requeue = async () => {
    if (!(await confirm({ title: w("message.requeueAsk"), text: w("message.requeueHelp"), confirmLabel: w("message.requeue") }))) return;
    setBusy(true);
    try {
      await call(requeueMessage, { params: { message_id: props.message.id } });
      toast.success(w("message.requeued"));
    } catch (error) {
      toast.error(errorText(error));
    } finally {
      setBusy(false);
      await invalidate("/v1/notify/messages", "/v1/notify/health");
    }
  };
  return <Button size="sm" icon={RotateCw} busy={busy()} disabledReason={props.message.content ? undefined : w("message.requeueGone")} onClick={() => void requeue()}>{w("message.requeue")}</Button>;
}
