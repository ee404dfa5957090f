import { useWords } from "#web/src/kernel/i18n.ts";
import { familyName } from "#web/src/modules/templates/template-data.ts";
import { templateWords } from "#web/src/modules/templates/text/index.ts";

/** What a message is called in the reader's language; its code where nobody gave it a name. */
export function useFamilyName() {
  const w = useWords(templateWords);
  return (family: string, name = family) => familyName(w, { family, name });
}
