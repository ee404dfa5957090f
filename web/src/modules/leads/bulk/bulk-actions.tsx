import CircleDot from "lucide-solid/icons/circle-dot";
import Trash from "lucide-solid/icons/trash";
import UserPlus from "lucide-solid/icons/user-plus";
import { createSignal, Show } from "solid-js";
import { call } from "#web/src/kernel/api.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { can } from "#web/src/kernel/session.ts";
import { t } from "#web/src/kernel/text/index.ts";
import type { usePeople } from "#web/src/modules/users/people.ts";
import { Button } from "#web/src/ui/button.tsx";
import { Combobox } from "#web/src/ui/combobox.tsx";
import { confirm, Dialog } from "#web/src/ui/dialog.tsx";
import { createForm, FormView } from "#web/src/ui/form.tsx";
import { Menu } from "#web/src/ui/menu.tsx";
import { deleteLead, patchLead } from "#worker/modules/leads/contract.ts";
import { DisqualifyForm } from "../disqualify-dialog.tsx";
import { SETTABLE, type LeadRow } from "../lead-data.ts";
import { leadWords } from "../text/index.ts";
import { BulkReport } from "./bulk-report.tsx";

interface BulkProps {
  leads: readonly LeadRow[];
  people: ReturnType<typeof usePeople>;
  /** Everything went through: the selection has done its work. */
  onDone: () => void;
}
interface Job {
  title: string;
  leads: readonly LeadRow[];
  deleting?: boolean;
  act: (lead: LeadRow) => Promise<unknown>;
}

/** What can be done to the selected leads; each runs with progress and ends with a report by row. */
export function BulkActions(props: BulkProps) {
  const w = useWords(leadWords);
  const [asking, setAsking] = createSignal<"owner" | "reason">();
  const [job, setJob] = createSignal<Job>();
  const count = () => props.leads.length;
  const change = (title: string, body: Parameters<typeof call<typeof patchLead>>[1]["body"]) => {
    setAsking(undefined);
    setJob({ title, leads: props.leads, act: (lead) => call(patchLead, { params: { lead_id: lead.id }, body }) });
  };
  const remove = async () => {
    if (!(await confirm({ title: w("bulk.deleteTitle", { count: count() }), text: w("bulk.deleteText"), confirmLabel: w("bulk.deleteAction", { count: count() }), danger: true }))) return;
    setJob({ title: w("bulk.deleteAction", { count: count() }), leads: props.leads, deleting: true, act: (lead) => call(deleteLead, { params: { lead_id: lead.id } }) });
  };
  return (
    <>
      <Show when={can("lead.update")}>
        <Button variant="ghost" icon={UserPlus} onClick={() => setAsking("owner")}>{w("bulk.assign")}</Button>
        <Menu
          label={w("bulk.status")} icon={CircleDot}
          entries={SETTABLE.map((status) => ({ label: w(`statuses.${status}`), onSelect: () => (status === "disqualified" ? setAsking("reason") : change(w("bulk.statusTitle", { count: count() }), { status })) }))}
        />
      </Show>
      <Show when={can("lead.delete")}><Button variant="ghost" icon={Trash} onClick={() => void remove()}>{w("bulk.delete")}</Button></Show>
      <Dialog open={asking() === "owner"} onClose={() => setAsking(undefined)} title={w("bulk.assignTitle", { count: count() })}>
        <Show when={asking() === "owner"}><AssignForm {...props} onCancel={() => setAsking(undefined)} onAssign={(owner_user_id) => change(w("bulk.assignTitle", { count: count() }), { owner_user_id })} /></Show>
      </Dialog>
      <Dialog open={asking() === "reason"} onClose={() => setAsking(undefined)} title={w("bulk.disqualifyTitle", { count: count() })} help={w("disqualify.help")}>
        <Show when={asking() === "reason"}><DisqualifyForm onCancel={() => setAsking(undefined)} submit={async (disqualified_reason) => change(w("bulk.disqualifyTitle", { count: count() }), { status: "disqualified", disqualified_reason })} /></Show>
      </Dialog>
      <Show when={job()} keyed>
        {(running) => <BulkReport {...running} onClose={(clean) => { setJob(undefined); if (clean) props.onDone(); }} />}
      </Show>
    </>
  );
}

function AssignForm(props: BulkProps & { onAssign: (id: string | null) => void; onCancel: () => void }) {
  const w = useWords(leadWords);
  const form = createForm({ values: { owner: undefined as string | undefined }, check: ({ owner }) => ({ owner: owner ? undefined : t("field.required") }), submit: async ({ owner }) => props.onAssign(owner === "none" ? null : owner!) });
  return (
    <FormView form={form} submitLabel={w("bulk.assignAction", { count: props.leads.length })} onCancel={props.onCancel} guard={false}>
      <Combobox label={w("owner")} options={[...props.people.options(), { value: "none", label: w("noOwner") }]} {...form.field("owner")} />
    </FormView>
  );
}
