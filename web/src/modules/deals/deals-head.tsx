import ChevronDown from "lucide-solid/icons/chevron-down";
import List from "lucide-solid/icons/list";
import Plus from "lucide-solid/icons/plus";
import SquareKanban from "lucide-solid/icons/square-kanban";
import { Show } from "solid-js";
import { can } from "#web/src/kernel/session.ts";
import { Button, ButtonGroup } from "#web/src/ui/button.tsx";
import { Fab } from "#web/src/ui/fab.tsx";
import { Menu } from "#web/src/ui/menu.tsx";
import type { DealsContext } from "./deals-state.ts";

/** Which pipeline is on screen; nothing to choose while there is only one. */
export function PipelineMenu(props: { deals: DealsContext }) {
  const current = () => props.deals.pipelines.find(props.deals.pipeline());
  return (
    <Show when={props.deals.pipelines.active().length > 1}>
      <Menu
        label={current()?.name ?? props.deals.w("pipeline")} size="sm" trailing={ChevronDown}
        entries={props.deals.pipelines.active().map((pipeline) => ({ label: pipeline.name, checked: pipeline.id === current()?.id, onSelect: () => props.deals.setPipeline(pipeline.id) }))}
      />
    </Show>
  );
}

/** Board or list, and which pipeline: in the toolbar of a phone, which has no page head. */
export function PhoneViews(props: { deals: DealsContext }) {
  return <span class="phone-only row"><ViewSwitch deals={props.deals} /><PipelineMenu deals={props.deals} /></span>;
}

function ViewSwitch(props: { deals: DealsContext }) {
  const w = props.deals.w;
  return <ButtonGroup label={w("view")} value={props.deals.view()} onChange={props.deals.setView} options={[{ value: "board", label: w("board"), icon: SquareKanban }, { value: "list", label: w("list"), icon: List }]} />;
}

/** Board or list, and the way to a new deal. */
export function HeadActions(props: { deals: DealsContext }) {
  const w = props.deals.w;
  return (
    <>
      <ViewSwitch deals={props.deals} />
      <Show when={can("deal.create")}><span class="desk-only"><Button variant="primary" icon={Plus} onClick={() => props.deals.create(true)}>{w("newDeal")}</Button></span></Show>
    </>
  );
}

/** The new-deal button of a phone. */
export const NewDealFab = (props: { deals: DealsContext }) => <Show when={can("deal.create")}><Fab label={props.deals.w("newDeal")} onClick={() => props.deals.create(true)} /></Show>;
