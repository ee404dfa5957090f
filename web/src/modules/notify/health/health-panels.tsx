import { A } from "@solidjs/router";
import CircleCheck from "lucide-solid/icons/circle-check";
import CirclePause from "lucide-solid/icons/circle-pause";
import TriangleAlert from "lucide-solid/icons/triangle-alert";
import { For, Show } from "solid-js";
import { formatNumber, formatPercent } from "#web/src/kernel/format.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { StatusBadge } from "#web/src/ui/badge.tsx";
import { Progress } from "#web/src/ui/feedback.tsx";
import { Panel } from "#web/src/ui/record-parts.tsx";
import { Code, Nothing } from "#web/src/ui/text.tsx";
import { ChannelName } from "../channels.tsx";
import { failureText } from "../reasons.ts";
import { notifyWords } from "../text/index.ts";
import { momentText } from "../when.ts";
import { dayBefore, type Health } from "./health-data.ts";

interface PanelProps { health: Health }

/** What became of the messages of each channel. */
export function ChannelsPanel(props: PanelProps) {
  const w = useWords(notifyWords);
  const used = () => props.health.channels.filter(({ total }) => total);
  return (
    <Panel title={w("health.byChannel")}>
      <div class="table-frame" tabIndex={0} role="region" aria-label={w("health.byChannel")}>
        <table class="table" data-inset="">
          <thead><tr><th scope="col">{w("messages.channel")}</th><th scope="col">{w("health.share")}</th><th scope="col" class="num">{w("health.total")}</th><th scope="col" class="num">{w("health.sent")}</th><th scope="col" class="num">{w("health.rate")}</th><th scope="col" class="num">{w("health.failed")}</th><th scope="col" class="num">{w("health.bounced")}</th><th scope="col" class="num">{w("health.opened")}</th><th scope="col" class="num">{w("health.clicked")}</th></tr></thead>
          <tbody>
            <For each={used()}>
              {(row) => (
                <tr>
                  <th scope="row" class="table__plain"><ChannelName channel={row.channel} /></th>
                  <td><Show when={row.delivery_rate !== null} fallback={<Nothing />}><span class="gauge"><Gauge value={row.delivery_rate!} /><span>{formatPercent(row.delivery_rate!)}</span></span></Show></td>
                  <For each={[row.total, row.sent, row.delivered, row.failed, row.bounced, row.opened, row.clicked]}>{(count) => <td class="num">{formatNumber(count)}</td>}</For>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </div>
    </Panel>
  );
}

/** A share as an arc; the number stands beside it. */
function Gauge(props: { value: number }) {
  const tone = () => (props.value >= 0.95 ? "success" : props.value >= 0.8 ? "warning" : "danger");
  return (
    <svg class="gauge__arc" viewBox="0 0 36 20" data-tone={tone()} aria-hidden="true">
      <path d="M3 18a15 15 0 0 1 30 0" pathLength="100" /><path data-value="" d="M3 18a15 15 0 0 1 30 0" pathLength="100" stroke-dasharray={`${props.value * 100} 100`} />
    </svg>
  );
}

/** Why messages did not arrive, the most frequent first, each with the way to them. */
export function FailuresPanel(props: PanelProps & { days: number }) {
  const w = useWords(notifyWords);
  const link = (channel: string, code: string) => `/messages?status=failed,bounced&channel=${channel}&error_code=${encodeURIComponent(code)}&dates=${dayBefore(props.days)}..${dayBefore(0)}`;
  return (
    <Panel title={w("health.failures")}>
      <Show when={props.health.failures.length} fallback={<p class="muted">{w("health.failuresNone")}</p>}>
        <div class="table-frame" tabIndex={0} role="region" aria-label={w("health.failures")}>
          <table class="table health__failures" data-inset="">
            <thead><tr><th scope="col">{w("health.reason")}</th><th scope="col">{w("messages.channel")}</th><th scope="col" class="num">{w("health.count")}</th><th scope="col"><span class="visually-hidden">{w("health.openLog")}</span></th></tr></thead>
            <tbody>
              <For each={props.health.failures}>
                {({ code, channel, count }) => (
                  <tr>
                    <th scope="row" class="table__plain">{failureText(w, code)}</th><td><ChannelName channel={channel} /></td><td class="num">{formatNumber(count)}</td>
                    <td><A class="link" href={link(channel, code)} aria-label={`${w("health.openLog")}: ${failureText(w, code)} ${w(`channel.${channel}`)}`}>{w("health.openLog")}</A></td>
                  </tr>
                )}
              </For>
            </tbody>
          </table>
        </div>
      </Show>
    </Panel>
  );
}

/** What this month has used of what the plan allows. */
export function CapsPanel(props: PanelProps) {
  const w = useWords(notifyWords);
  const tone = (share: number) => (share >= 1 ? "danger" : share >= 0.8 ? "warning" : undefined);
  return (
    <Panel title={w("health.caps")}>
      <div class="stack" data-gap="lg">
        <For each={props.health.caps}>
          {({ channel, used, cap }) => (
            <Show when={cap !== null} fallback={<div class="row" data-spread=""><span>{w(`channel.${channel}`)}</span><span class="faint small">{w("health.noCap", { used })}</span></div>}>
              <Progress label={w(`channel.${channel}`)} value={Math.min(100, (used / Math.max(1, cap!)) * 100)} detail={w("health.capOf", { used, cap: cap! })} {...(tone(used / Math.max(1, cap!)) ? { tone: tone(used / Math.max(1, cap!))! } : {})} />
            </Show>
          )}
        </For>
      </div>
    </Panel>
  );
}

/** Which providers work, and which are left alone for a while because they failed. */
export function ProvidersPanel(props: PanelProps) {
  const w = useWords(notifyWords);
  const pausedUntil = (at: string | null) => (at && Date.parse(at) > Date.now() ? at : undefined);
  return (
    <Panel title={w("health.providers")}>
      <Show when={props.health.providers.length} fallback={<p class="muted">{w("health.providersNone")}</p>}>
        <ul class="message__others">
          <For each={props.health.providers}>
            {({ key, failures, open_until }) => (
              <li>
                <Code>{key}</Code>
                <Show when={pausedUntil(open_until)} fallback={<StatusBadge tone={failures ? "warning" : "success"} icon={failures ? TriangleAlert : CircleCheck}>{failures ? w("health.providerFails", { count: failures }) : w("health.providerOk")}</StatusBadge>}>
                  {(until) => <StatusBadge tone="danger" icon={CirclePause}>{w("health.providerOpen", { time: momentText(until()) })}</StatusBadge>}
                </Show>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </Panel>
  );
}
