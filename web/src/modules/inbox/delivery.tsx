import CircleCheck from "lucide-solid/icons/circle-check";
import CircleX from "lucide-solid/icons/circle-x";
import Clock from "lucide-solid/icons/clock";
import Mail from "lucide-solid/icons/mail";
import MessageCircle from "lucide-solid/icons/message-circle";
import MessageSquare from "lucide-solid/icons/message-square";
import Minus from "lucide-solid/icons/minus";
import Send from "lucide-solid/icons/send";
import { For, Show } from "solid-js";
import type { CallOutput } from "#web/src/kernel/api.ts";
import { formatDate } from "#web/src/kernel/format.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { StatusBadge, type Tone } from "#web/src/ui/badge.tsx";
import { Icon, type IconType } from "#web/src/ui/icon.tsx";
import { Code, Ltr } from "#web/src/ui/text.tsx";
import type { getNotification } from "#worker/modules/notify/inbox/inbox-contract.ts";
import en from "./text/en.ts";
import { inboxWords } from "./text/index.ts";

type Detail = CallOutput<typeof getNotification>;
type Channel = Detail["channels"][number];

const CHANNELS: Record<Channel["channel"], IconType> = { email: Mail, sms: MessageSquare, whatsapp: MessageCircle, inbox: Mail, push: MessageSquare };
const STATES: Record<Channel["status"], { tone: Tone; icon: IconType }> = {
  queued: { tone: "neutral", icon: Clock }, sending: { tone: "neutral", icon: Clock }, sent: { tone: "info", icon: Send }, delivered: { tone: "success", icon: CircleCheck },
  failed: { tone: "danger", icon: CircleX }, bounced: { tone: "danger", icon: CircleX }, expired: { tone: "warning", icon: CircleX }, cancelled: { tone: "neutral", icon: Minus },
};
const isReason = (code: string): code is keyof (typeof en)["reason"] => code in en.reason;

/** How a message fared on the channels it was mirrored to, and where it did not go. */
export function Delivery(props: { notice: Detail }) {
  const w = useWords(inboxWords);
  const reason = (code: string, message?: string) => (isReason(code) ? w(`reason.${code}`) : (message ?? code));
  const today = (at: string) => formatDate(at, "short") === formatDate(Date.now(), "short");
  const when = (scheduled: NonNullable<Channel["scheduled"]>) => {
    const said = { time: scheduled.at_local, zone: scheduled.timezone.replaceAll("_", " ") };
    return today(scheduled.at) ? w("delivery.scheduled", said) : w("delivery.scheduledDay", { ...said, day: formatDate(scheduled.at, "short") });
  };
  const moments = (c: Channel) => [
    c.scheduled && when(c.scheduled), c.opened_at && w("delivery.openedAt", { time: formatDate(c.opened_at, "datetime") }),
    c.delivered_at ? w("delivery.deliveredAt", { time: formatDate(c.delivered_at, "datetime") }) : c.sent_at && w("delivery.sentAt", { time: formatDate(c.sent_at, "datetime") }),
    c.failed_at && w("delivery.failedAt", { time: formatDate(c.failed_at, "datetime") }),
  ].filter(Boolean);
  const why = (c: Channel) => c.scheduled?.reason ?? c.error_code;
  return (
    <div class="delivery">
      <h3 class="delivery__title">{w("delivery.title")}</h3>
      <Show when={props.notice.channels.length || props.notice.not_sent.length} fallback={<p class="muted small">{w("delivery.none")}</p>}>
        <ul class="delivery__list">
          <For each={props.notice.channels}>
            {(channel) => (
              <li class="delivery__line">
                <Icon of={CHANNELS[channel.channel]} />
                <div>
                  <div class="delivery__head"><span class="strong">{w(`channel.${channel.channel}`)}</span><Ltr><Code>{channel.recipient}</Code></Ltr></div>
                  <For each={moments(channel)}>{(text) => <div class="faint small">{text}</div>}</For>
                  <Show when={why(channel)}>{(code) => <div class="muted small">{w("delivery.reason", { reason: reason(code()) })}</div>}</Show>
                </div>
                <StatusBadge tone={STATES[channel.status].tone} icon={STATES[channel.status].icon} quiet>{w(`status.${channel.status}`)}</StatusBadge>
              </li>
            )}
          </For>
          <For each={props.notice.not_sent}>
            {({ channel, reasons }) => (
              <li class="delivery__line">
                <Icon of={CHANNELS[channel]} />
                <div><div class="strong">{w(`channel.${channel}`)}</div><For each={reasons}>{({ code, message }) => <div class="muted small">{reason(code, message)}</div>}</For></div>
                <StatusBadge tone="neutral" icon={Minus} quiet>{w("delivery.notSent")}</StatusBadge>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </div>
  );
}
