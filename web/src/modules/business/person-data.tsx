import Download from "lucide-solid/icons/download";
import { createSignal, Show } from "solid-js";
import { ApiError, call } from "#web/src/kernel/api.ts";
import { errorText } from "#web/src/kernel/errors.ts";
import { formatPhone } from "#web/src/kernel/format.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { invalidate, useCall } from "#web/src/kernel/query.ts";
import { saveFile } from "#web/src/kernel/save-file.ts";
import { settled } from "#web/src/kernel/settled.ts";
import { useContactSearch } from "#web/src/modules/contacts/record-search.ts";
import { Button } from "#web/src/ui/button.tsx";
import { RadioGroup } from "#web/src/ui/choice.tsx";
import { Combobox } from "#web/src/ui/combobox.tsx";
import { Dialog } from "#web/src/ui/dialog.tsx";
import { Banner } from "#web/src/ui/feedback.tsx";
import { createForm, FormView } from "#web/src/ui/form.tsx";
import { Panel } from "#web/src/ui/record-parts.tsx";
import { TextField } from "#web/src/ui/text-field.tsx";
import { toast } from "#web/src/ui/toast.tsx";
import { listLeads } from "#worker/modules/leads/contract.ts";
import { erasePerson, exportPerson } from "#worker/modules/privacy/contract.ts";
import { businessWords } from "./text/index.ts";

type Kind = "contact" | "lead";

/** Leads for a Combobox, as useContactSearch. */
function useLeadSearch() {
  const [text, setText] = createSignal("");
  const query = useCall(listLeads, () => ({ query: { limit: 20, ...(text() ? { q: text() } : {}) } }));
  const options = () => (settled(query)?.items ?? []).map((lead) => ({ value: lead.id, label: [lead.first_name, lead.last_name].filter(Boolean).join(" "), hint: lead.phone_e164 ? `\u2066${formatPhone(lead.phone_e164)}\u2069` : undefined }));
  return { options, onSearch: setText, loading: () => query.isFetching };
}

/** What is known about one person: handed over to them, or erased for good after their name is typed. */
export function PersonData() {
  const w = useWords(businessWords);
  const contacts = useContactSearch();
  const leads = useLeadSearch();
  const [kind, setKind] = createSignal<Kind>("contact");
  const [id, setId] = createSignal<string>();
  const [missing, setMissing] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [erasing, setErasing] = createSignal<{ id: string; name: string; kind: Kind }>();
  const found = () => (kind() === "contact" ? contacts : leads);
  const chosen = () => { const option = found().options().find(({ value }) => value === id()); return option && { id: option.value, name: option.label, kind: kind() }; };
  const withPerson = (then: (person: { id: string; name: string; kind: Kind }) => void) => { const person = chosen(); setMissing(!person); if (person) then(person); };
  const copy = async (person: { id: string; name: string }) => {
    setBusy(true);
    try {
      const data = await call(exportPerson, { params: { person_id: person.id } });
      saveFile(`person-${person.id}.json`, JSON.stringify(data, null, 2), "application/json");
      toast.success(w("data.copied", { name: person.name }));
    } catch (error) {
      toast.error(errorText(error));
    }
    setBusy(false);
  };
  return (
    <>
      <Panel title={w("data.personTitle")}>
        <div class="stack" data-gap="lg">
          <p class="muted">{w("data.personHelp")}</p>
          <RadioGroup label={w("data.kind")} row value={kind()} onChange={(next) => { setKind(next); setId(undefined); }} options={(["contact", "lead"] as const).map((value) => ({ value, label: w(`data.${value}`) }))} />
          <Combobox label={w("data.person")} placeholder={w("data.search")} options={found().options()} onSearch={found().onSearch} loading={found().loading()} value={id()} onChange={(next) => { setId(next); setMissing(false); }} error={missing() ? w("data.personMissing") : undefined} />
          <div><Button icon={Download} busy={busy()} onClick={() => withPerson((person) => void copy(person))}>{w("data.copy")}</Button></div>
          <Banner tone="danger" title={w("data.eraseTitle")}>{w("data.eraseHelp")}</Banner>
          <div><Button variant="danger" onClick={() => withPerson(setErasing)}>{w("data.erase")}</Button></div>
        </div>
      </Panel>
      <Dialog open={Boolean(erasing())} onClose={() => setErasing(undefined)} title={w("data.confirmTitle", { name: erasing()?.name ?? "" })} help={w("data.eraseHelp")}>
        <Show when={erasing()}>{(person) => <EraseForm person={person()} onClose={() => setErasing(undefined)} onErased={() => { setErasing(undefined); setId(undefined); }} />}</Show>
      </Dialog>
    </>
  );
}

function EraseForm(props: { person: { id: string; name: string; kind: Kind }; onClose: () => void; onErased: () => void }) {
  const w = useWords(businessWords);
  const form = createForm({
    values: { name: "" },
    check: ({ name }) => ({ name: name.trim() === props.person.name ? undefined : w("data.typeWrong") }),
    submit: async () => {
      await call(erasePerson, { body: { subject: { type: props.person.kind, id: props.person.id } } });
      toast.success(w("data.erased", { name: props.person.name }));
      props.onErased();
      await invalidate("/v1/contacts", "/v1/leads", "/v1/deals");
    },
    explain: (error) => (error instanceof ApiError && error.code === "CONFLICT" ? w("data.conflict") : undefined),
  });
  return <FormView form={form} danger submitLabel={w("data.erase")} onCancel={props.onClose} guard={false}><TextField label={w("data.typeName", { name: props.person.name })} autofocus {...form.field("name")} /></FormView>;
}
