import Plus from "lucide-solid/icons/plus";
import Trash from "lucide-solid/icons/trash";
import { For, Index, Show } from "solid-js";
import { useWords } from "#web/src/kernel/i18n.ts";
import { Button, IconButton } from "#web/src/ui/button.tsx";
import { Checkbox } from "#web/src/ui/choice.tsx";
import { Select } from "#web/src/ui/select.tsx";
import { TextField } from "#web/src/ui/text-field.tsx";
import type { VariableMap } from "./template-data.ts";
import { templateWords } from "./text/index.ts";

type Kind = "string" | "number" | "boolean" | "url" | "date";
const KINDS: readonly Kind[] = ["string", "number", "boolean", "url", "date"];
export interface VariableLine { name: string; type: Kind; required: boolean; example: string; description: string }

/** Variables as lines of a form. */
export const linesOf = (variables: VariableMap): VariableLine[] =>
  Object.entries(variables).map(([name, { type, required, example, description }]) => ({ name, type: type as Kind, required, description, example: example === null || example === undefined ? "" : String(example as string) }));

/** Lines as the API takes them: examples in their own type. */
export const variablesOf = (lines: readonly VariableLine[]) =>
  Object.fromEntries(lines.filter(({ name }) => name.trim()).map(({ name, type, required, description, example }) =>
    [name.trim(), { type, required, description, example: type === "number" && example.trim() && !Number.isNaN(Number(example)) ? Number(example) : type === "boolean" ? example === "true" : example }]));

/** The names that words may use; one press writes one of them into the text. */
export function VariableNames(props: { names: readonly string[]; onInsert: (name: string) => void }) {
  const w = useWords(templateWords);
  return <div class="template-names"><For each={props.names}>{(name) => <button type="button" class="button" data-variant="secondary" data-size="sm" aria-label={w("insert", { name })} onClick={() => props.onInsert(name)}><span class="code">{name}</span></button>}</For></div>;
}

/** Variables of a message of the company: name, type, an example for previews, and whether they may be left out. */
export function VariablesEditor(props: { lines: readonly VariableLine[]; onChange: (lines: VariableLine[]) => void; problem: (path: string) => string | undefined }) {
  const w = useWords(templateWords);
  const change = (at: number, patch: Partial<VariableLine>) => props.onChange(props.lines.map((line, i) => (i === at ? { ...line, ...patch } : line)));
  return (
    <div class="template-variables">
      <Index each={props.lines}>
        {(line, at) => (
          <div class="template-variable" role="group" aria-label={line().name || w("variables")}>
            <TextField label={w("variable.name")} ltr maxLength={40} value={line().name} onChange={(name) => change(at, { name })} error={props.problem(`variables.${line().name}`)} />
            <Select label={w("variable.type")} options={KINDS.map((value) => ({ value, label: w(`variableTypes.${value}`) }))} value={line().type} onChange={(type) => change(at, { type, example: type === "boolean" ? "true" : line().example })} />
            <Show
              when={line().type === "boolean"}
              fallback={<TextField label={w("variable.example")} maxLength={500} ltr={line().type !== "string"} value={line().example} onChange={(example) => change(at, { example })} error={props.problem(`variables.${line().name}.example`)} />}
            >
              <Select label={w("variable.example")} options={[{ value: "true", label: w("variable.yes") }, { value: "false", label: w("variable.no") }]} value={line().example} onChange={(example) => change(at, { example })} />
            </Show>
            <div class="template-variable__end">
              <Checkbox label={w("variable.required")} checked={line().required} onChange={(required) => change(at, { required })} />
              <IconButton icon={Trash} size="sm" label={w("variable.remove", { name: line().name })} onClick={() => props.onChange(props.lines.filter((_, i) => i !== at))} />
            </div>
          </div>
        )}
      </Index>
      <span><Button size="sm" icon={Plus} onClick={() => props.onChange([...props.lines, { name: "", type: "string", required: true, example: "", description: "" }])}>{w("variable.add")}</Button></span>
    </div>
  );
}
