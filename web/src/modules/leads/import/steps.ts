import { useWords } from "#web/src/kernel/i18n.ts";
import { leadWords } from "../text/index.ts";

/** The steps of an import, for the head of each of its pages. */
export function useImportSteps() {
  const w = useWords(leadWords);
  return () => (["upload", "map", "run", "report"] as const).map((id) => ({ id, label: w(`importing.steps.${id}`) }));
}
