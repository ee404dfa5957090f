import { useWords } from "#web/src/kernel/i18n.ts";
import { session } from "#web/src/kernel/session.ts";
import { usePeople } from "#web/src/modules/users/people.ts";
import { Combobox } from "#web/src/ui/combobox.tsx";
import { CURRENCIES } from "#web/src/ui/money-field.tsx";
import { COUNTRIES, countryName } from "#web/src/ui/phone-field.tsx";
import { Select } from "#web/src/ui/select.tsx";
import { sourceName, SOURCES, type LeadRow } from "../lead-data.ts";
import { leadWords } from "../text/index.ts";
import type { Defaults } from "./import-data.ts";

/** What rows get that do not say it themselves. */
export function ImportDefaultsForm(props: { value: Defaults; onChange: (value: Defaults) => void }) {
  const w = useWords(leadWords);
  const people = usePeople();
  const set = (change: Defaults) => props.onChange({ ...props.value, ...change });
  return (
    <section class="import__defaults" aria-labelledby="import-defaults">
      <h2 class="heading" id="import-defaults">{w("importing.defaults")}</h2>
      <Select label={w("importing.source")} value={props.value.source ?? "import"} onChange={(source) => set({ source })} options={SOURCES.map((source: LeadRow["source"]) => ({ value: source, label: sourceName(w, source) }))} />
      <Combobox label={w("importing.owner")} optional placeholder={w("noOwner")} options={people.options()} value={props.value.owner_user_id ?? undefined} onChange={(id) => set({ owner_user_id: id ?? null })} />
      <Combobox
        label={w("importing.country")} value={props.value.country ?? session()?.tenant.country ?? "EG"} onChange={(country) => country && set({ country })}
        options={COUNTRIES.map(([iso, code]) => ({ value: iso as string, label: countryName(iso), hint: `\u2066+${code}\u2069` }))}
      />
      <Select label={w("importing.currency")} value={props.value.currency ?? session()?.tenant.currency ?? "EGP"} onChange={(currency) => set({ currency })} options={CURRENCIES.map((code) => ({ value: code, label: code }))} />
    </section>
  );
}
