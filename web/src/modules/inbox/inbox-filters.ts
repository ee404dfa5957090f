import type { Translate } from "#web/src/kernel/i18n.ts";
import type { InboxQuery } from "#web/src/shell/inbox-data.tsx";
import type { FilterDef, ListState } from "#web/src/ui/list-state.ts";
import type en from "./text/en.ts";

export type Say = Translate<typeof en>;

const SHOW = ["unread", "read", "archived"] as const, SEVERITIES = ["info", "success", "warning", "error"] as const;
export const SOURCES = ["lead", "deal", "unit", "reservation", "waitlist", "approval", "escalation", "digest", "auth", "user", "tenant", "template"] as const;

/** What the inbox can be narrowed by; the tab is one of them, without a chip. */
export const inboxFilters = (w: Say): FilterDef[] => [
  { id: "tab", label: "", byView: true },
  { id: "show", label: w("show.label"), kind: "one", options: () => SHOW.map((value) => ({ value, label: w(`show.${value}`) })) },
  { id: "severity", label: w("severity.label"), kind: "one", options: () => SEVERITIES.map((value) => ({ value, label: w(`severity.${value}`) })) },
  { id: "source", label: w("source.label"), kind: "one", options: () => SOURCES.map((value) => ({ value, label: w(`source.${value}`) })) },
  { id: "dates", label: w("dates"), kind: "dates" },
];

/** The start of a day on the reader's clock, and of the day after it. */
const startOf = (day: string | undefined, later = 0) => {
  if (!day) return undefined;
  const [year, month, date] = day.split("-").map(Number) as [number, number, number];
  return new Date(year, month - 1, date + later).toISOString();
};

/** What the address says, as the API takes it. */
export function inboxQuery(state: ListState): InboxQuery {
  const [from, to] = state.text("dates").split(".."), show = state.text("show"), one = (id: string) => state.text(id) || undefined;
  return {
    category: one("tab"), severity: one("severity"), source: one("source"), from: startOf(from), to: startOf(to, 1), q: state.search() || undefined,
    ...(show === "archived" ? { archived: "true" } : show ? { is_read: String(show === "read") } : {}),
  };
}
