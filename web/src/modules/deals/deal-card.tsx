import CircleCheck from "lucide-solid/icons/circle-check";
import CircleX from "lucide-solid/icons/circle-x";
import Hourglass from "lucide-solid/icons/hourglass";
import { Show } from "solid-js";
import { formatDate } from "#web/src/kernel/format.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { PendingMark } from "#web/src/modules/approvals/pending-mark.tsx";
import { Avatar } from "#web/src/ui/avatar.tsx";
import { Icon } from "#web/src/ui/icon.tsx";
import { Code, Money, Name } from "#web/src/ui/text.tsx";
import type { Card } from "./board-data.ts";
import { dealWords } from "./text/index.ts";

const DAY = 86_400_000;
const SILENT_DAYS = 7;

/** Whole days since a moment. */
export const daysSince = (at: string) => Math.max(0, Math.floor((Date.now() - new Date(at).getTime()) / DAY));

/** What a card of the board shows: who, what, how much, whose, and how long it has been there. */
export function DealCardView(props: { deal: Card; ownerName: string | undefined }) {
  const w = useWords(dealWords);
  const silent = () => (props.deal.status === "open" ? daysSince(props.deal.updated_at) : 0);
  const who = () => {
    const name = props.deal.contact?.name ?? props.deal.company?.name;
    // A deal named after its person need not say so twice.
    return name && props.deal.name.includes(name) ? undefined : name;
  };
  const days = () => daysSince(props.deal.stage_entered_at);
  return (
    <>
      <div class="card__title"><Name>{props.deal.name}</Name></div>
      <div class="row small muted">
        <Show when={who()}>{(name) => <Name>{name()}</Name>}</Show>
        <Show when={who() && props.deal.unit}><span aria-hidden="true">·</span></Show>
        <Show when={props.deal.unit} fallback={<Show when={!who()}>{w("noUnits")}</Show>}>
          {(unit) => <><Code>{unit().code}</Code><Show when={props.deal.units_count === 1} fallback={<span class="deal-card__units">{w("unitsCount", { count: props.deal.units_count })}</span>}><Name>{unit().project_name}</Name></Show></>}
        </Show>
      </div>
      <div class="strong"><Money amount={props.deal.amount_minor} currency={props.deal.currency} /></div>
      <PendingMark of={props.deal} />
      <div class="card__foot">
        <Show when={props.ownerName}>{(name) => <><Avatar name={name()} /><span class="visually-hidden">{w("owner")}: {name()}</span></>}</Show>
        <Show when={props.deal.status === "won" && props.deal.closed_at}>{(at) => <span class="card__mark" data-tone="success"><Icon of={CircleCheck} size="sm" /><span>{formatDate(at(), "short")}</span></span>}</Show>
        <Show when={props.deal.status === "lost" && props.deal.closed_at}>{(at) => <span class="card__mark" data-tone="danger"><Icon of={CircleX} size="sm" /><span>{formatDate(at(), "short")}</span></span>}</Show>
        <Show when={silent() > SILENT_DAYS}><span class="card__mark" data-tone="warning"><Icon of={Hourglass} size="sm" /><span>{w("silent", { count: silent() })}</span></span></Show>
        <Show when={props.deal.status === "open"}><span class="card__days" data-tooltip={w("daysInStage", { count: days() })}>{w("days", { count: days() })}</span></Show>
      </div>
    </>
  );
}
