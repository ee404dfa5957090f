import { createSignal } from "solid-js";
import { useCall } from "#web/src/kernel/query.ts";
import { formatPhone } from "#web/src/kernel/format.ts";
import type { Option } from "#web/src/ui/select.tsx";
import { listCompanies, listContacts } from "#worker/modules/contacts/contract.ts";
import { settled } from "#web/src/kernel/settled.ts";

/** Contacts for a Combobox: asks the server as the person types, and keeps those already on the record in the list. */
export function useContactSearch(known: () => readonly Option[] = () => []) {
  const [text, setText] = createSignal("");
  const query = useCall(listContacts, () => ({ query: { limit: 20, ...(text() ? { q: text() } : {}) } }));
  const options = () => merge(known(), (settled(query)?.items ?? []).map((contact) => ({ value: contact.id, label: contact.full_name, hint: contact.phone_e164 ? `\u2066${formatPhone(contact.phone_e164)}\u2069` : (contact.company?.name ?? undefined) })));
  return { options, onSearch: setText, loading: () => query.isFetching };
}

/** Companies for a Combobox, as useContactSearch. */
export function useCompanySearch(known: () => readonly Option[] = () => []) {
  const [text, setText] = createSignal("");
  const query = useCall(listCompanies, () => ({ query: { limit: 20, ...(text() ? { q: text() } : {}) } }));
  const options = () => merge(known(), (settled(query)?.items ?? []).map((company) => ({ value: company.id, label: company.name, hint: company.city ?? undefined })));
  return { options, onSearch: setText, loading: () => query.isFetching };
}

const merge = (known: readonly Option[], found: readonly Option[]) => [...found, ...known.filter(({ value }) => !found.some((option) => option.value === value))];
