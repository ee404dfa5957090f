import ArrowRight from "lucide-solid/icons/arrow-right";
import { Show, type JSX } from "solid-js";
import { formatPercent } from "#web/src/kernel/format.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { UnitStatusBadge } from "#web/src/modules/units/unit-status.tsx";
import type { UnitStatus } from "#web/src/ui/badge.tsx";
import { Icon } from "#web/src/ui/icon.tsx";
import { Ltr, Money } from "#web/src/ui/text.tsx";
import type { RequestRow } from "./request-data.ts";
import { approvalWords } from "./text/index.ts";
import "./approvals.css";

type What = Pick<RequestRow, "action_code" | "payload" | "summary">;

interface Change {
  from?: JSX.Element;
  to: JSX.Element;
  /** As a ratio: -0.1 is ten percent less. */
  ratio?: number;
}

/** What is to be changed, for the actions there are words for. */
function changeOf({ action_code, payload }: What): Change | undefined {
  const money = (amount: string, currency: string) => <Money amount={payload[amount]} currency={String(payload[currency])} />;
  const percent = (name: string) => Number(payload[name] ?? 0) / 100;
  if (action_code === "unit.price") return { from: money("old_price_minor", "old_currency"), to: money("price_minor", "currency"), ratio: percent("change_percent") };
  if (action_code === "unit.status") return { from: <UnitStatusBadge status={payload.old_status as UnitStatus} />, to: <UnitStatusBadge status={payload.status as UnitStatus} /> };
  if (!action_code.startsWith("deal.")) return undefined;
  const discounted = Number(payload.discount_minor) > 0;
  return { to: money("amount_minor", "currency"), ...(discounted ? { from: money("list_price_minor", "currency"), ratio: -percent("discount_percent") } : {}) };
}

/** What a request asks for: before, after and by how much. */
export function Asked(props: { of: What; large?: boolean }) {
  const w = useWords(approvalWords);
  const change = () => changeOf(props.of);
  return (
    <Show when={change()} fallback={<bdi>{props.of.summary}</bdi>}>
      {(found) => (
        <span class="asked" data-large={props.large ? "" : undefined}>
          <Show when={found().from}>
            <span class="asked__from"><span class="visually-hidden">{w("from")} </span>{found().from}</span>
            <span class="visually-hidden"> {w("to")} </span><Icon of={ArrowRight} size="sm" pointing />
          </Show>
          <span class="asked__to">{found().to}</span>
          <Show when={found().ratio}>{(ratio) => <span class="asked__ratio"><Ltr>{formatPercent(ratio(), 2)}</Ltr></span>}</Show>
        </span>
      )}
    </Show>
  );
}
