import CalendarClock from "lucide-solid/icons/calendar-clock";
import CircleCheck from "lucide-solid/icons/circle-check";
import CircleSlash from "lucide-solid/icons/circle-slash";
import { For, Show } from "solid-js";
import type * as z from "zod";
import { useWords } from "#web/src/kernel/i18n.ts";
import { StatusBadge } from "#web/src/ui/badge.tsx";
import type { Route as RouteSchema } from "#worker/modules/notify/routing/routing-contract.ts";
import { Address, ChannelName } from "./channels.tsx";
import { reasonText } from "./reasons.ts";
import { notifyWords } from "./text/index.ts";
import { momentText } from "./when.ts";
import "./notify.css";

type Route = z.output<typeof RouteSchema>;
const LOOK = { send: { tone: "success", icon: CircleCheck }, defer: { tone: "violet", icon: CalendarClock }, skip: { tone: "neutral", icon: CircleSlash } } as const;

/** What is decided for every channel of a message, and why. With a zone its times are those of the recipient. */
export function RouteList(props: { label: string; routes: readonly Route[]; zone?: string | undefined }) {
  const w = useWords(notifyWords);
  const words = (route: Route) => (route.decision === "defer" && route.at ? w("route.defer", { time: momentText(route.at, props.zone) }) : w(route.decision === "send" ? "route.send" : "route.skip"));
  return (
    <Show when={props.routes.length} fallback={<p class="muted">{w("route.none")}</p>}>
      <ul class="routes" aria-label={props.label}>
        <For each={props.routes}>
          {(route) => (
            <li class="route">
              <span class="route__channel"><ChannelName channel={route.channel} /><Show when={route.is_mirror}><span class="faint small">{w("copy")}</span></Show></span>
              <div class="route__text">
                <StatusBadge tone={LOOK[route.decision].tone} icon={LOOK[route.decision].icon}>{words(route)}</StatusBadge>
                <Show when={route.to && route.channel !== "inbox" && route.decision !== "skip"}><span class="small"><Address>{route.to!}</Address></span></Show>
                <For each={route.reasons}>{({ code }) => <p class="muted small">{reasonText(w, code)}</p>}</For>
              </div>
            </li>
          )}
        </For>
      </ul>
    </Show>
  );
}
