import CircleCheck from "lucide-solid/icons/circle-check";
import Minus from "lucide-solid/icons/minus";
import RotateCcw from "lucide-solid/icons/rotate-ccw";
import { For, Show } from "solid-js";
import { useWords } from "#web/src/kernel/i18n.ts";
import { Button } from "#web/src/ui/button.tsx";
import { Icon } from "#web/src/ui/icon.tsx";
import { Select } from "#web/src/ui/select.tsx";
import { leadWords } from "../text/index.ts";
import { FIELDS, type Mapping, type Preview } from "./import-data.ts";

interface MappingProps {
  columns: Preview["columns"];
  mapping: Mapping;
  onChange: (mapping: Mapping) => void;
  onReset: () => void;
}

/** The columns of the file, an example of each, and the field it fills. */
export function MappingTable(props: MappingProps) {
  const w = useWords(leadWords);
  const matched = () => props.columns.filter(({ name }) => props.mapping[name]).length;
  const options = () => [{ value: "skip", label: w("importing.skip") }, ...FIELDS.map((field) => ({ value: field as string, label: w(`importing.fields.${field}`) }))];
  const set = (column: string, field: string) => props.onChange({ ...props.mapping, [column]: field === "skip" ? null : (field as (typeof FIELDS)[number]) });
  return (
    <section aria-labelledby="import-columns">
      <div class="pane-head">
        <h2 class="heading" id="import-columns">{w("importing.columns")}</h2>
        <span class="faint small">{w("importing.matched", { matched: matched(), total: props.columns.length })}</span>
        <span class="push"><Button variant="ghost" size="sm" icon={RotateCcw} onClick={() => props.onReset()}>{w("importing.reset")}</Button></span>
      </div>
      <table class="table mapping">
        <thead><tr><th scope="col">{w("importing.inFile")}</th><th scope="col" class="mapping__sample">{w("importing.example")}</th><th scope="col">{w("importing.field")}</th><th scope="col"><span class="visually-hidden">{w("importing.isMatched")}</span></th></tr></thead>
        <tbody>
          <For each={props.columns}>
            {(column) => (
              <tr>
                <th scope="row" class="mapping__name"><span class="truncate" dir="auto" title={column.name}>{column.name}</span><Show when={column.samples[0]}>{(sample) => <span class="mapping__under faint small truncate" dir="auto">{sample()}</span>}</Show></th>
                <td class="mapping__sample"><span class="truncate muted" dir="auto" data-tooltip={column.samples.length > 1 ? column.samples.join(" · ") : undefined}>{column.samples[0] ?? "—"}</span></td>
                <td><Select label={w("importing.mapOf", { column: column.name })} hideLabel size="sm" value={props.mapping[column.name] ?? "skip"} onChange={(field) => set(column.name, field)} options={options()} /></td>
                <td>
                  <Show when={props.mapping[column.name]} fallback={<span class="faint" role="img" aria-label={w("importing.isSkipped")}><Icon of={Minus} /></span>}>
                    <span class="mapping__ok" data-tone="success" role="img" aria-label={w("importing.isMatched")}><Icon of={CircleCheck} /></span>
                  </Show>
                </td>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </section>
  );
}
