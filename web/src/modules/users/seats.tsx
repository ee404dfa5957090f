import Armchair from "lucide-solid/icons/armchair";
import { createSignal, For, Show } from "solid-js";
import type * as z from "zod";
import { formatNumber } from "#web/src/kernel/format.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { useCall } from "#web/src/kernel/query.ts";
import { can } from "#web/src/kernel/session.ts";
import { settled } from "#web/src/kernel/settled.ts";
import { Banner, Progress } from "#web/src/ui/feedback.tsx";
import { Link } from "#web/src/ui/link.tsx";
import { Popover } from "#web/src/ui/menu.tsx";
import { Facts } from "#web/src/ui/record-parts.tsx";
import { Name } from "#web/src/ui/text.tsx";
import { getSeats, type Seats } from "#worker/modules/access/contract.ts";
import { userWords, type UserSay } from "./text/index.ts";

type SeatsView = z.output<typeof Seats>;

/** The seats of the workspace, as far as the reader may see them. */
export function useSeats() {
  const query = useCall(getSeats, () => (can("seats.view") ? {} : undefined));
  return () => settled(query);
}

/** How many seats are used of how many, and by whom. */
export function SeatsButton() {
  const w = useWords(userWords);
  const seats = useSeats();
  const [open, setOpen] = createSignal(false);
  return (
    <Show when={seats()}>
      {(found) => (
        <Popover label={seatsText(w, found())} title={w("seats.label")} icon={Armchair} open={open()} onOpenChange={setOpen}>
          <div class="stack seats">
            <Show when={found().limit}>{(limit) => <Progress label={w("seats.label")} value={Math.min(100, (found().used / limit()) * 100)} detail={w("seats.free", { count: found().available ?? 0 })} tone={found().available === 0 ? "warning" : "accent"} />}</Show>
            <h3 class="heading">{w("seats.byStatus")}</h3>
            <Facts facts={(["active", "invited"] as const).map((status) => ({ label: w(`statuses.${status}`), value: formatNumber(found().by_status[status]) }))} />
            <p class="muted small">{w("seats.suspendedFree")}</p>
            <h3 class="heading">{w("seats.byRole")}</h3>
            <dl class="facts"><For each={found().by_role}>{(row) => <><dt><Name>{row.role_name}</Name></dt><dd>{formatNumber(row.seats)}</dd></>}</For></dl>
            <p class="muted small">{w("seats.severalRoles")}</p>
          </div>
        </Popover>
      )}
    </Show>
  );
}

const seatsText = (w: UserSay, seats: SeatsView) =>
  seats.limit === null ? w("seats.usedOnly", { count: seats.used }) : w("seats.used", { used: seats.used, limit: seats.limit });

/** Says that no seat is free and what would free one; nothing while some are. */
export function SeatsFull() {
  const w = useWords(userWords);
  const seats = useSeats();
  return (
    <Show when={seats()?.available === 0}>
      <Banner tone="warning" title={w("seats.full")} action={<Show when={can("plan.view")}><Link href="/entitlements">{w("seats.plans")}</Link></Show>}>{w("seats.fullHelp")}</Banner>
    </Show>
  );
}
