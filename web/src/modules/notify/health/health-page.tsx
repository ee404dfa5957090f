import { useSearchParams } from "@solidjs/router";
import Activity from "lucide-solid/icons/activity";
import { Show } from "solid-js";
import { formatNumber, formatPercent } from "#web/src/kernel/format.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { usePage } from "#web/src/kernel/page.ts";
import { useCall } from "#web/src/kernel/query.ts";
import { settled } from "#web/src/kernel/settled.ts";
import { ButtonGroup } from "#web/src/ui/button.tsx";
import { EmptyState, ErrorState } from "#web/src/ui/feedback.tsx";
import { Panel, Stat } from "#web/src/ui/record-parts.tsx";
import { SkeletonLines } from "#web/src/ui/skeleton.tsx";
import { notifyHealth } from "#worker/modules/notify/messages/messages-contract.ts";
import { notifyWords } from "../text/index.ts";
import { durationText } from "../when.ts";
import { CapsPanel, ChannelsPanel, FailuresPanel, ProvidersPanel } from "./health-panels.tsx";
import type { Health } from "./health-data.ts";
import { Trend } from "./trend.tsx";
import "../notify.css";

const PERIODS = ["1", "7", "30", "90"] as const;
const REFRESH_MS = 30_000;

/** Whether messages get through: what waits, how fast they go, how many arrive, and why others do not. */
export default function HealthPage() {
  const w = useWords(notifyWords);
  const [params, setParams] = useSearchParams<{ days?: string }>();
  const days = () => PERIODS.find((one) => one === params.days) ?? "7";
  const query = useCall(notifyHealth, () => ({ query: { days: Number(days()) } }), { refetchInterval: REFRESH_MS });
  usePage(() => ({ title: w("health.title"), crumbs: [{ label: w("messages.title"), href: "/messages" }] }));
  return (
    <>
      <div class="page-head"><h1 class="page-title">{w("health.title")}</h1></div>
      <div class="toolbar">
        <ButtonGroup label={w("health.days")} value={days()} onChange={(value) => setParams({ days: value === "7" ? undefined : value }, { replace: true, scroll: false })} options={PERIODS.map((value) => ({ value, label: w("health.lastDays", { count: Number(value) }) }))} />
      </div>
      <div class="scroll">
        <Show when={!query.isLoadingError} fallback={<ErrorState error={query.error} retry={() => void query.refetch()} />}>
          <Show when={settled(query)} fallback={<div class="health"><SkeletonLines lines={8} /></div>}>{(health) => <Figures health={health()} days={Number(days())} />}</Show>
        </Show>
      </div>
    </>
  );
}

function Figures(props: { health: Health; days: number }) {
  const w = useWords(notifyWords);
  const h = () => props.health;
  const rate = (value: number | null) => (value === null ? w("health.noneYet") : formatPercent(value));
  const seconds = (value: number | null) => (value === null ? w("health.noneYet") : durationText(value));
  /** Of all channels together. */
  const delivered = () => {
    const sum = (key: "delivered" | "failed" | "bounced") => h().channels.reduce((all, channel) => all + channel[key], 0);
    const ended = sum("delivered") + sum("failed") + sum("bounced");
    return ended ? sum("delivered") / ended : null;
  };
  return (
    <div class="health">
      <div class="kpis">
        <Stat label={w("health.waiting")} value={formatNumber(h().queue.queued + h().queue.sending)} tone={(h().queue.oldest_s ?? 0) > 300 ? "warning" : undefined} delta={h().queue.oldest_s ? w("health.oldest", { time: durationText(h().queue.oldest_s!) }) : h().queue.deferred ? w("health.deferred", { count: h().queue.deferred }) : w("health.noWait")} />
        <Stat label={w("health.time")} value={seconds(h().time_to_send_s.p50)} delta={h().time_to_send_s.p95 === null ? undefined : w("health.p95", { time: seconds(h().time_to_send_s.p95) })} />
        <Stat label={w("health.delivery")} value={rate(delivered())} delta={w("health.deliveryHelp")} />
        <Stat label={w("health.read")} value={rate(h().inbox.read_rate)} delta={w("health.readOf", { read: h().inbox.read, count: h().inbox.created })} />
        <Stat label={w("health.mirrored")} value={rate(h().mirrored.coverage)} delta={w("health.mirroredOf", { covered: h().mirrored.covered, count: h().mirrored.groups })} />
        <Stat label={w("health.dead")} value={formatNumber(h().queue.dead_letters)} tone={h().queue.dead_letters ? "danger" : undefined} delta={w("health.deadHelp")} />
      </div>
      <Show when={h().channels.some(({ total }) => total)} fallback={<EmptyState icon={Activity} title={w("health.none")}>{w("health.noneHelp")}</EmptyState>}>
        <Panel title={w("health.trend")}><Trend trend={h().trend} days={props.days} /></Panel>
        <ChannelsPanel health={h()} />
        <FailuresPanel health={h()} days={props.days} />
      </Show>
      <div class="health__pair">
        <CapsPanel health={h()} />
        <ProvidersPanel health={h()} />
      </div>
    </div>
  );
}
