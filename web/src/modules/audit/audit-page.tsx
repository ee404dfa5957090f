import Download from "lucide-solid/icons/download";
import ScrollText from "lucide-solid/icons/scroll-text";
import { createSignal, Show } from "solid-js";
import { call } from "#web/src/kernel/api.ts";
import { errorText } from "#web/src/kernel/errors.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { usePages } from "#web/src/kernel/query.ts";
import { saveFile } from "#web/src/kernel/save-file.ts";
import { can } from "#web/src/kernel/session.ts";
import { usePeople } from "#web/src/modules/users/people.ts";
import type { Column } from "#web/src/ui/data-table.tsx";
import { EmptyState } from "#web/src/ui/feedback.tsx";
import { ListPage } from "#web/src/ui/list-page.tsx";
import { createListState } from "#web/src/ui/list-state.ts";
import { Menu } from "#web/src/ui/menu.tsx";
import { Code, DateTime, RelativeTime } from "#web/src/ui/text.tsx";
import { toast } from "#web/src/ui/toast.tsx";
import { exportAuditLogs, listAuditLogs } from "#worker/modules/audit/contract.ts";
import { EntryDrawer } from "./entry-drawer.tsx";
import { ACTIONS, actionWord, ENTITIES, entityWord, fieldsOf, type Entry } from "./entry-words.ts";
import { auditWords } from "./text/index.ts";
import { VerifyButton } from "./verify-dialog.tsx";
import { Who } from "./who.tsx";
import "./audit.css";

const FORMATS = { csv: "text/csv;charset=utf-8", jsonl: "application/jsonl" } as const;
/** A day without a time is that day where the reader is. */
const startOf = (day: string, plus = 0) => { const date = new Date(`${day}T00:00:00`); date.setDate(date.getDate() + plus); return date.toISOString(); };

/** Everything that was done in the company, by whom and from where: to be read, narrowed, taken away and checked. */
export default function AuditPage() {
  const w = useWords(auditWords);
  const people = usePeople();
  const [opened, setOpened] = createSignal<Entry>();
  const state = createListState({
    id: "audit", defaultSort: "-created_at",
    filters: [
      { id: "user_id", kind: "one", get label() { return w("filters.user_id"); }, options: people.options },
      { id: "action", get label() { return w("filters.action"); }, options: () => ACTIONS.map((value) => ({ value, label: w.maybe(`actions.${value.replaceAll(".", "_")}`) ?? value })) },
      { id: "entity_type", get label() { return w("filters.entity_type"); }, options: () => ENTITIES.map((value) => ({ value, label: w(`entities.${value}`) })) },
      { id: "dates", kind: "dates", get label() { return w("filters.dates"); } },
      { id: "entity_id", kind: "text", get label() { return w("filters.entity_id"); } },
    ],
  });
  const filters = () => {
    const { dates, sort: _, ...rest } = state.query();
    const [from, to] = dates?.split("..") ?? [];
    return { ...rest, ...(from ? { from: startOf(from) } : {}), ...(to ? { to: startOf(to, 1) } : {}) };
  };
  const list = usePages(listAuditLogs, () => ({ ...filters(), sort: state.query().sort }));
  const take = async (format: keyof typeof FORMATS) => {
    try {
      const text = await call(exportAuditLogs, { query: { ...filters(), format } as never });
      saveFile(`audit-${new Date().toLocaleDateString("sv")}.${format}`, text, FORMATS[format]);
      toast.success(w("export.done"));
    } catch (error) {
      toast.error(errorText(error));
    }
  };
  const changed = (entry: Entry) => {
    const names = fieldsOf(entry).filter((field) => !field.same).map(({ field }) => field);
    if (entry.action !== "update") return names.length ? w("fieldsCount", { count: names.length }) : "";
    return names.length > 3 ? w("and", { first: names.slice(0, 2).join(", "), count: names.length - 2 }) : names.join(", ");
  };
  const columns = (): readonly Column<Entry>[] => [
    { id: "what", header: w("what"), width: 240, required: true, cell: (entry) => <button type="button" class="entry-link" onClick={() => setOpened(entry)}><span class="table__primary">{actionWord(w, entry.action)}</span> <span>{entityWord(w, entry.entity_type)}</span></button> },
    { id: "who", header: w("who"), width: 190, cell: (entry) => <Who entry={entry} /> },
    { id: "when", header: w("when"), width: 160, sort: "created_at", cell: (entry) => <DateTime at={entry.created_at} as="datetime" /> },
    { id: "details", header: w("details"), width: 240, cell: (entry) => <span class="truncate small muted" dir="auto">{changed(entry)}</span> },
    { id: "place", header: w("place"), width: 140, cell: (entry) => <Code>{entry.ip_address ?? "—"}</Code> },
    { id: "number", header: w("number"), width: 80, numeric: true, cell: (entry) => entry.number ?? "—" },
  ];
  return (
    <>
      <ListPage<Entry>
        title={w("title")} search={w("search")} crumbs={[]} state={state} list={list as never} columns={columns()} rowId={(entry) => entry.id} rowLabel={(entry) => `${actionWord(w, entry.action)} ${entityWord(w, entry.entity_type)}`} onOpen={setOpened}
        phoneRow={(entry) => ({ title: <>{actionWord(w, entry.action)} · {entityWord(w, entry.entity_type)}</>, end: <RelativeTime at={entry.created_at} />, text: <Who entry={entry} />, textEnd: <Code>{entry.ip_address ?? ""}</Code> })}
        actions={
          <>
            <VerifyButton />
            <Show when={can("audit.export")}><Menu label={w("export.action")} icon={Download} placement="bottom-end" entries={[{ label: w("export.csv"), onSelect: () => void take("csv") }, { label: w("export.jsonl"), onSelect: () => void take("jsonl") }]} /></Show>
          </>
        }
        empty={<EmptyState icon={ScrollText} title={w("none")}>{w("noneHelp")}</EmptyState>}
      />
      <EntryDrawer entry={opened()} onClose={() => setOpened(undefined)} onRecord={(entry) => { setOpened(undefined); state.setFilter("entity_id", [entry.entity_id!]); }} />
    </>
  );
}
