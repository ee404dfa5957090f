import { useSearchParams } from "@solidjs/router";
import Plus from "lucide-solid/icons/plus";
import Target from "lucide-solid/icons/target";
import Upload from "lucide-solid/icons/upload";
import { createSignal, Show } from "solid-js";
import { call } from "#web/src/kernel/api.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { useLive } from "#web/src/kernel/live.ts";
import { invalidate, usePages } from "#web/src/kernel/query.ts";
import { useRefresh } from "#web/src/kernel/refresh.ts";
import { can, has } from "#web/src/kernel/session.ts";
import { useShortcut } from "#web/src/kernel/shortcuts.ts";
import { usePeople } from "#web/src/modules/users/people.ts";
import { Button, ButtonLink } from "#web/src/ui/button.tsx";
import { Fab } from "#web/src/ui/fab.tsx";
import { EmptyState } from "#web/src/ui/feedback.tsx";
import { ListPage } from "#web/src/ui/list-page.tsx";
import { Money, Name, RelativeTime } from "#web/src/ui/text.tsx";
import { listLeads, patchLead } from "#worker/modules/leads/contract.ts";
import { BulkActions } from "./bulk/bulk-actions.tsx";
import { DisqualifyDialog } from "./disqualify-dialog.tsx";
import { ExportButton } from "./export-button.tsx";
import { leadColumns } from "./lead-columns.tsx";
import { inWords, LEAD_PATHS, type LeadRow } from "./lead-data.ts";
import { useLeadFilters } from "./lead-filters.ts";
import { NewLeadDialog } from "./new-lead-dialog.tsx";
import { LeadStatus } from "./status.tsx";
import { leadWords } from "./text/index.ts";
import "./leads.css";


/** Everybody who asked and is not a customer yet. */
export default function LeadsPage() {
  const w = useWords(leadWords);
  const people = usePeople();
  const [params, setParams] = useSearchParams<{ new?: string }>();
  const creating = (open: boolean) => setParams({ new: open ? "1" : undefined }, { replace: !open, scroll: false });
  const [disqualifying, setDisqualifying] = createSignal<LeadRow>();
  const { state, query } = useLeadFilters(people);
  const list = usePages(listLeads, query);
  const mayImport = () => can("lead.import") && has("leads.import");
  useShortcut("n", () => can("lead.create") && creating(true));

  // Many leads may change at once, as during an import: one reading for all of them.
  useLive("lead.*", useRefresh("/v1/leads"));

  const save = async (lead: LeadRow, body: Parameters<typeof call<typeof patchLead>>[1]["body"]) => {
    try {
      await call(patchLead, { params: { lead_id: lead.id }, body, version: lead.version });
    } catch (error) {
      throw inWords(error);
    } finally {
      await invalidate(...LEAD_PATHS);
    }
  };
  const columns = () => leadColumns({ w, people, save, disqualify: setDisqualifying });
  const firstSteps = () => (
    <>
      <Show when={mayImport()}><ButtonLink variant="primary" icon={Upload} href="/leads/import">{w("import")}</ButtonLink></Show>
      <Show when={can("lead.create")}><Button variant={mayImport() ? "secondary" : "primary"} icon={Plus} onClick={() => creating(true)}>{w("newLead")}</Button></Show>
    </>
  );
  return (
    <>
      <ListPage<LeadRow>
        title={w("title")} search={w("search")} crumbs={[{ label: w("sales") }]} state={state} list={list} columns={columns()} rowId={(lead) => lead.id} rowLabel={(lead) => lead.full_name} rowHref={(lead) => `/leads/${lead.id}`}
        phoneRow={(lead) => ({
          title: <Name>{lead.full_name}</Name>, end: <LeadStatus status={lead.status} />,
          text: <Show when={lead.interest} fallback={people.name(lead.owner_user_id) ?? w("noOwner")}>{(interest) => <span dir="auto">{interest()}</span>}</Show>,
          textEnd: <Show when={lead.budget_minor !== null} fallback={<RelativeTime at={lead.created_at} />}><Money amount={lead.budget_minor} currency={lead.currency ?? ""} /></Show>,
        })}
        actions={<><Show when={mayImport()}><ButtonLink variant="ghost" icon={Upload} href="/leads/import">{w("import")}</ButtonLink></Show><ExportButton query={query} people={people} /></>}
        primary={<Show when={can("lead.create")}><span class="desk-only"><Button variant="primary" icon={Plus} onClick={() => creating(true)}>{w("newLead")}</Button></span></Show>}
        fab={<Show when={can("lead.create")}><Fab label={w("newLead")} onClick={() => creating(true)} /></Show>}
        bulk={can("lead.update") || can("lead.delete") ? (ids, clear) => <BulkActions leads={list.rows().filter(({ id }) => ids.includes(id))} people={people} onDone={clear} /> : undefined}
        empty={<EmptyState icon={Target} title={w("none")} actions={firstSteps()}>{w("noneHelp")}</EmptyState>}
      />
      <NewLeadDialog open={params.new !== undefined} onClose={() => creating(false)} />
      <DisqualifyDialog lead={disqualifying()} onClose={() => setDisqualifying(undefined)} />
    </>
  );
}
