import { createSignal } from "solid-js";
import type * as z from "zod";
import { formatMoney } from "#web/src/kernel/format.ts";
import { wordsOf } from "#web/src/kernel/i18n.ts";
import { useCall } from "#web/src/kernel/query.ts";
import { unitWords } from "#web/src/modules/units/text/index.ts";
import { listUnits, type UnitListed } from "#worker/modules/inventory/contract.ts";
import { settled } from "#web/src/kernel/settled.ts";

export type ListedUnit = z.output<typeof UnitListed>;

/** Units for a Combobox: asks the server as the person types. */
export function useUnitSearch(onlyAvailable: () => boolean) {
  const w = wordsOf(unitWords);
  const [text, setText] = createSignal("");
  const query = useCall(listUnits, () => ({ query: { limit: 20, sort: "code" as const, ...(text() ? { q: text() } : {}), ...(onlyAvailable() ? { status: "available" } : {}) } }));
  const items = (): readonly ListedUnit[] => settled(query)?.items ?? [];
  const known = new Map<string, ListedUnit>();
  const find = (id: string | undefined) => {
    for (const unit of items()) known.set(unit.id, unit);
    return id ? known.get(id) : undefined;
  };
  const options = () => items().map((unit) => ({ value: unit.id, label: unit.code, hint: `${unit.project_name} · ${w(`status.${unit.status}`)} · \u2066${formatMoney(unit.price_minor, unit.currency)}\u2069` }));
  return { options, find, onSearch: setText, loading: () => query.isFetching };
}
