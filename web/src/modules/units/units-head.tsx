import List from "lucide-solid/icons/list";
import Plus from "lucide-solid/icons/plus";
import SquareKanban from "lucide-solid/icons/square-kanban";
import { Show } from "solid-js";
import { can } from "#web/src/kernel/session.ts";
import { Button, ButtonGroup } from "#web/src/ui/button.tsx";
import { Fab } from "#web/src/ui/fab.tsx";
import type { UnitsContext } from "./units-state.ts";

/** List or floors; also in the toolbar of a phone, which has no page head. */
export function ViewSwitch(props: { units: UnitsContext }) {
  const w = props.units.w;
  return <ButtonGroup label={w("view")} value={props.units.view()} onChange={props.units.setView} options={[{ value: "list", label: w("list"), icon: List }, { value: "matrix", label: w("matrix"), icon: SquareKanban }]} />;
}

/** List or floors, and the way to a new unit. */
export function UnitsHead(props: { units: UnitsContext }) {
  const w = props.units.w;
  return (
    <>
      <ViewSwitch units={props.units} />
      <Show when={can("unit.update")}><span class="desk-only"><Button variant="primary" icon={Plus} onClick={() => props.units.create(true)}>{w("newUnit")}</Button></span></Show>
    </>
  );
}

export const UnitsFab = (props: { units: UnitsContext }) => <Show when={can("unit.update")}><Fab label={props.units.w("newUnit")} onClick={() => props.units.create(true)} /></Show>;
