import Download from "lucide-solid/icons/download";
import Plus from "lucide-solid/icons/plus";
import Target from "lucide-solid/icons/target";
import Trash from "lucide-solid/icons/trash";
import Upload from "lucide-solid/icons/upload";
import UserPlus from "lucide-solid/icons/user-plus";
import { createMemo, createSignal } from "solid-js";
import { minorToDecimal, parseMoney } from "#web/src/kernel/format.ts";
import { Person } from "#web/src/ui/avatar.tsx";
import { Score, StatusBadge } from "#web/src/ui/badge.tsx";
import { Button } from "#web/src/ui/button.tsx";
import type { Column } from "#web/src/ui/data-table.tsx";
import { confirm } from "#web/src/ui/dialog.tsx";
import { Fab } from "#web/src/ui/fab.tsx";
import { EmptyState } from "#web/src/ui/feedback.tsx";
import { ListPage } from "#web/src/ui/list-page.tsx";
import { createListState } from "#web/src/ui/list-state.ts";
import { Money, Name, Phone, RelativeTime } from "#web/src/ui/text.tsx";
import { toast } from "#web/src/ui/toast.tsx";
import { LEADS, STATUSES, type DemoLead } from "./data.ts";

const Status = (props: { lead: DemoLead }) => {
  const look = () => STATUSES[props.lead.status];
  return <StatusBadge tone={look().tone} icon={look().icon} pointing={look().pointing}>{look().label}</StatusBadge>;
};

/** The list pattern with 1,200 rows in memory. */
export function ListDemo() {
  const [leads, setLeads] = createSignal(LEADS);
  const options = Object.entries(STATUSES).map(([value, { label }]) => ({ value, label }));
  const state = createListState({
    id: "gallery", defaultSort: "-activity_at",
    filters: [{ id: "status", label: "Status", options: () => options }, { id: "interest", label: "Project", kind: "text" }, { id: "created", label: "Created", kind: "dates" }],
    views: [{ id: "all", label: "All leads", params: {}, count: leads().length }, { id: "open", label: "My open", params: { status: "new,contacted" }, count: 86 }, { id: "hot", label: "Hot first", params: { sort: "-score" } }],
  });
  const rows = createMemo(() => {
    const { key, descending } = state.sort();
    const wanted = state.values("status");
    return leads()
      .filter((lead) => (!wanted.length || wanted.includes(lead.status)) && lead.interest.toLowerCase().includes(state.text("interest").toLowerCase()))
      .toSorted((a, b) => (a[key as keyof DemoLead]! > b[key as keyof DemoLead]! ? 1 : -1) * (descending ? -1 : 1));
  });
  const save = async (lead: DemoLead, text: string) => {
    const budget_minor = parseMoney(text, lead.currency);
    if (budget_minor === undefined) throw new Error("not money");
    setLeads((all) => all.map((other) => (other.id === lead.id ? { ...lead, budget_minor } : other)));
  };
  const columns: Column<DemoLead>[] = [
    { id: "name", header: "Name", width: 172, sort: "name", required: true, cell: (lead) => <Name primary>{lead.name}</Name> },
    { id: "phone", header: "Phone", width: 142, cell: (lead) => <Phone number={lead.phone} /> },
    { id: "status", header: "Status", width: 124, sort: "status", cell: (lead) => <Status lead={lead} /> },
    { id: "score", header: "Score", width: 84, numeric: true, sort: "score", cell: (lead) => <Score value={lead.score} /> },
    { id: "interest", header: "Interest", width: 160, cell: (lead) => lead.interest },
    { id: "budget", header: "Budget", width: 130, numeric: true, sort: "budget_minor", cell: (lead) => <Money amount={lead.budget_minor} currency={lead.currency} />, edit: { value: (lead) => minorToDecimal(lead.budget_minor, lead.currency), save, numeric: true } },
    { id: "owner", header: "Owner", width: 160, cell: (lead) => <Person name={lead.owner} fallback="Assign" /> },
    { id: "activity", header: "Activity", width: 110, sort: "activity_at", cell: (lead) => <RelativeTime at={lead.activity_at} class="faint" /> },
    { id: "id", header: "Code", width: 110, hidden: true, cell: (lead) => <span class="code">{lead.id}</span> },
  ];
  return (
    <ListPage
      title="Leads" crumbs={[{ label: "Sales" }]} state={state} columns={columns} rowId={(lead) => lead.id} rowLabel={(lead) => lead.name} rowHref={() => "/gallery?show=record"}
      list={{ rows, loading: () => false, error: () => undefined, retry: () => {}, total: () => rows().length, pager: { from: () => 1, to: () => rows().length, total: () => rows().length, updatedAt: () => Date.now(), hasPrevious: () => false, hasNext: () => true, previous: () => {}, next: () => {} } }}
      phoneRow={(lead) => ({ title: <Name>{lead.name}</Name>, end: <Status lead={lead} />, text: <>{lead.interest} · <Money amount={lead.budget_minor} currency={lead.currency} /></>, textEnd: <RelativeTime at={lead.activity_at} /> })}
      actions={<><Button variant="ghost" icon={Upload}>Import</Button><Button variant="ghost" icon={Download}>Export</Button></>}
      primary={<span class="desk-only"><Button variant="primary" icon={Plus}>New lead</Button></span>}
      fab={<Fab label="New lead" onClick={() => toast.info("New lead")} />}
      bulk={(ids, clear) => (
        <>
          <Button variant="ghost" icon={UserPlus} onClick={() => { clear(); toast.success(`${ids.length} leads assigned`, { action: { label: "Undo", run: () => {} } }); }}>Assign</Button>
          <Button variant="ghost" icon={Trash} onClick={() => void confirm({ title: `Delete ${ids.length} leads?`, text: "They go to the bin for 30 days.", confirmLabel: "Delete", danger: true })}>Delete</Button>
        </>
      )}
      empty={<EmptyState icon={Target} title="No leads yet" actions={<Button variant="primary" icon={Plus}>New lead</Button>}>Bring a spreadsheet, or connect the form on your site.</EmptyState>}
    />
  );
}
