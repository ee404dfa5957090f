import Check from "lucide-solid/icons/check";
import Minus from "lucide-solid/icons/minus";
import { Show } from "solid-js";
import { formatNumber } from "#web/src/kernel/format.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { Icon } from "#web/src/ui/icon.tsx";
import type { Grant, Matrix } from "./matrix-state.ts";
import { accessNames } from "./names/index.ts";
import type { RoleRow, Visibility } from "./role-data.ts";
import { roleWords } from "./text/index.ts";

const SCOPED: Record<string, keyof Visibility> = { "lead.read": "lead", "contact.read": "contact", "company.read": "company", "deal.read": "deal", "task.read": "task" };
const WORD = { own: "given", inherited: "inherited", none: "notGiven" } as const satisfies Record<Grant, string>;

/** Whether a role has a permission; where it reads records, also whose. */
export function GrantCell(props: { matrix: Matrix; role: RoleRow; code: string }) {
  const w = useWords(roleWords);
  const n = useWords(accessNames);
  const grant = () => props.matrix.grant(props.role.id, props.code);
  const changed = () => props.matrix.changed(props.role.id, props.code);
  const scope = () => (SCOPED[props.code] && grant() !== "none" ? props.matrix.scope(props.role.id, SCOPED[props.code]!) : undefined);
  return (
    <span class="grant" data-on={grant() === "own" ? "" : undefined} data-inherited={grant() === "inherited" ? "" : undefined} data-changed={changed() ? "" : undefined}>
      <Show when={scope()} fallback={<Icon of={grant() === "none" ? Minus : Check} />}>{(whose) => <span>{n(`scopes.${whose()}`)}</span>}</Show>
      <span class="visually-hidden">{w(WORD[grant()])}{changed() ? `, ${w("unsaved")}` : ""}</span>
    </span>
  );
}

/** How much of an area a role has: all, some or none of it. */
export function AreaCell(props: { given: number; total: number }) {
  const w = useWords(roleWords);
  return (
    <span class="grant" data-on={props.given === props.total ? "" : undefined} data-inherited={props.given > 0 && props.given < props.total ? "" : undefined}>
      <bdi dir="ltr" aria-hidden="true">{formatNumber(props.given)}/{formatNumber(props.total)}</bdi>
      <span class="visually-hidden">{w("areaGiven", { given: props.given, total: props.total })}</span>
    </span>
  );
}

/** What the marks of the matrix mean. */
export function Legend() {
  const w = useWords(roleWords);
  return (
    <ul class="legend grants__legend" aria-label={w("legend")}>
      <li class="legend__item"><span class="grant" data-on=""><Icon of={Check} /></span><span>{w("given")}</span></li>
      <li class="legend__item"><span class="grant" data-inherited=""><Icon of={Check} /></span><span>{w("inherited")}</span></li>
      <li class="legend__item"><span class="grant"><Icon of={Minus} /></span><span>{w("notGiven")}</span></li>
    </ul>
  );
}
