import type * as z from "zod";
import { locale } from "#web/src/kernel/i18n.ts";
import { useCall } from "#web/src/kernel/query.ts";
import { settled } from "#web/src/kernel/settled.ts";
import type { Option } from "#web/src/ui/select.tsx";
import { departments, jobTitles, type DictionaryCode } from "#worker/modules/users/contract.ts";

export type DictionaryRow = z.output<typeof DictionaryCode>;
export type Dictionaries = ReturnType<typeof useDictionaries>;

/** A code in the reader's language. */
export const codeName = (row: Pick<DictionaryRow, "name_en" | "name_ar">) => (locale() === "ar" ? row.name_ar : row.name_en);

/** The job titles and departments of the workspace: names by code, and options of those in use. */
export function useDictionaries() {
  const titles = useCall(jobTitles.list), parts = useCall(departments.list);
  const find = (query: typeof titles, code: string | null | undefined) => {
    const row = settled(query)?.items.find((item) => item.code === code);
    return row ? codeName(row) : (code ?? undefined);
  };
  /** A retired code stays an option for who has it. */
  const options = (query: typeof titles, held: string | null | undefined): readonly Option[] => (settled(query)?.items ?? []).filter((row) => row.is_active || row.code === held).map((row) => ({ value: row.code, label: codeName(row) }));
  return {
    jobTitle: (code: string | null | undefined) => find(titles, code),
    department: (code: string | null | undefined) => find(parts, code),
    jobTitleOptions: (held?: string | null) => options(titles, held),
    departmentOptions: (held?: string | null) => options(parts, held),
  };
}
