import { useWords } from "#web/src/kernel/i18n.ts";
import { useCall } from "#web/src/kernel/query.ts";
import { can } from "#web/src/kernel/session.ts";
import { settled } from "#web/src/kernel/settled.ts";
import { familyName } from "#web/src/modules/templates/template-data.ts";
import { templateWords } from "#web/src/modules/templates/text/index.ts";
import type { Option } from "#web/src/ui/select.tsx";
import { listTemplateFamilies } from "#worker/modules/notify/templates/templates-contract.ts";

/** What a message is called in the reader's language; its code where nobody gave it a name. */
export function useFamilyName() {
  const w = useWords(templateWords);
  return (family: string, name = family) => familyName(w, { family, name });
}

/** Who may list them chooses from them; others write a code. */
export const canListFamilies = () => can("notify.templates.manage");

/** The messages of the product and of the workspace, by name. */
export function useFamilies() {
  const nameOf = useFamilyName();
  const query = useCall(listTemplateFamilies, () => (canListFamilies() ? { query: { limit: 200 } } : undefined));
  const options = (): readonly Option[] => (settled(query)?.items ?? []).map(({ id, name }) => ({ value: id, label: nameOf(id, name), hint: `\u2066${id}\u2069` }));
  return { nameOf, options, loading: () => query.isPending };
}
