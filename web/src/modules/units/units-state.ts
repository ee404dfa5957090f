import { useSearchParams } from "@solidjs/router";
import { parseMoney } from "#web/src/kernel/format.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { session } from "#web/src/kernel/session.ts";
import { createListState } from "#web/src/ui/list-state.ts";
import { unitWords } from "./text/index.ts";
import { useBuildings, useProjects, useUnitTypes } from "./unit-data.ts";
import { UNIT_STATUSES } from "./unit-status.tsx";

export type UnitsContext = ReturnType<typeof createUnits>;
const BEDROOMS = ["0", "1", "2", "3", "4", "5"];

/** What the units page shows and how: the view and its filters live in the address. */
export function createUnits() {
  const w = useWords(unitWords);
  const [params, setParams] = useSearchParams<{ view?: string; new?: string; project?: string; building?: string }>();
  const projects = useProjects();
  const types = useUnitTypes();
  const buildings = useBuildings(() => params.project);
  const currency = () => session()?.tenant.currency ?? "EGP";
  const state = createListState({
    id: "units", defaultSort: "code",
    filters: [
      { id: "project", get label() { return w("project"); }, kind: "one", options: projects.options },
      { id: "building", get label() { return w("building"); }, kind: "one", options: buildings.options },
      { id: "status", get label() { return w("statusLabel"); }, options: () => UNIT_STATUSES.map((status) => ({ value: status, label: w(`status.${status}`) })) },
      { id: "type", get label() { return w("type"); }, options: () => types.options() },
      { id: "bedrooms", get label() { return w("bedrooms"); }, kind: "one", options: () => BEDROOMS.map((count) => ({ value: count, label: count === "5" ? w("bedMany") : w("bedShort", { count: Number(count) }) })) },
      { id: "price_from", get label() { return `${w("priceFrom")} (${currency()})`; }, kind: "text" },
      { id: "price_to", get label() { return `${w("priceTo")} (${currency()})`; }, kind: "text" },
    ],
    views: [
      { id: "all", get label() { return w("views.all"); }, params: {} },
      { id: "available", get label() { return w("views.available"); }, params: { status: "available" } },
      { id: "reserved", get label() { return w("views.reserved"); }, params: { status: "reserved" } },
      { id: "sold", get label() { return w("views.sold"); }, params: { status: "sold" } },
      { id: "newest", get label() { return w("views.newest"); }, params: { sort: "-created_at" } },
    ],
  });
  const query = () => {
    const { bedrooms, price_from, price_to, ...rest } = state.query();
    const [from, to] = [parseMoney(price_from ?? "", currency()), parseMoney(price_to ?? "", currency())];
    return {
      ...rest, ...(bedrooms ? { min_bedrooms: bedrooms, ...(bedrooms === "5" ? {} : { max_bedrooms: bedrooms }) } : {}),
      ...(from === undefined ? {} : { min_price: from }), ...(to === undefined ? {} : { max_price: to }), ...(from === undefined && to === undefined ? {} : { currency: currency() }),
    };
  };
  return {
    w, state, query, projects, types, buildings,
    view: () => (params.view === "matrix" ? "matrix" : "list"),
    setView: (view: string) => setParams({ view: view === "matrix" ? "matrix" : undefined }, { scroll: false }),
    creating: () => params.new !== undefined,
    create: (open: boolean) => setParams({ new: open ? "1" : undefined }, { replace: !open, scroll: false }),
  };
}
