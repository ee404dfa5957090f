import { useWords } from "#web/src/kernel/i18n.ts";
import { OUTGOING } from "../channels.tsx";
import { notifyWords } from "../text/index.ts";
import { DayChart, type Series } from "./day-chart.tsx";
import { dayBefore, type Health } from "./health-data.ts";

const TONES = { email: "info", sms: "accent", whatsapp: "success" } as const;

/** What was sent and what failed on each day, days without a message too. */
export function Trend(props: { trend: Health["trend"]; days: number }) {
  const w = useWords(notifyWords);
  const series = (): readonly Series[] => [...OUTGOING.map((channel) => ({ id: channel, label: w(`channel.${channel}`), tone: TONES[channel] })), { id: "failed", label: w("health.failed"), tone: "danger" }];
  const days = () => {
    const counted = new Map<string, Record<string, number>>();
    for (const { day, channel, sent, failed } of props.trend) {
      const values = counted.get(day) ?? {};
      counted.set(day, { ...values, [channel]: sent, failed: (values["failed"] ?? 0) + failed });
    }
    const span = Array.from({ length: props.days }, (_, at) => dayBefore(props.days - 1 - at));
    return [...new Set([...span, ...counted.keys()])].toSorted().map((day) => ({ day, values: counted.get(day) ?? {} }));
  };
  return <DayChart label={w("health.trendHelp")} series={series()} days={days()} dayLabel={w("health.day")} tableLabel={w("health.table")} />;
}
