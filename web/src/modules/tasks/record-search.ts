import { createSignal } from "solid-js";
import { useWords } from "#web/src/kernel/i18n.ts";
import { useCall } from "#web/src/kernel/query.ts";
import { settled } from "#web/src/kernel/settled.ts";
import { searchWords } from "#web/src/modules/search/text/index.ts";
import type { Option } from "#web/src/ui/select.tsx";
import { search } from "#worker/modules/search/contract.ts";
import type { RecordRef } from "./task-data.ts";

/** Records of every type for a Combobox: asks the server as the person types, and keeps the one that is chosen. */
export function useRecordSearch(known: () => Option<RecordRef> | undefined) {
  const w = useWords(searchWords);
  const [text, setText] = createSignal("");
  const query = useCall(search, () => (text().trim() ? { query: { q: text().trim() } } : undefined));
  const found = (): readonly Option<RecordRef>[] => (text().trim() ? (settled(query)?.items ?? []) : []).map(({ type, id, title }) => ({ value: `${type}:${id}`, label: title, hint: w(`groups.${type}`) }));
  const options = () => { const kept = known(); return kept && !found().some(({ value }) => value === kept.value) ? [...found(), kept] : found(); };
  return { options, onSearch: setText, loading: () => query.isFetching };
}
