import ListPlus from "lucide-solid/icons/list-plus";
import Plus from "lucide-solid/icons/plus";
import X from "lucide-solid/icons/x";
import { createMemo, Index, Show } from "solid-js";
import { locale, useWords } from "#web/src/kernel/i18n.ts";
import { session } from "#web/src/kernel/session.ts";
import { Button, IconButton } from "#web/src/ui/button.tsx";
import { RadioGroup } from "#web/src/ui/choice.tsx";
import { FieldFoot } from "#web/src/ui/field.tsx";
import { Select } from "#web/src/ui/select.tsx";
import { TextArea } from "#web/src/ui/text-field.tsx";
import { conditionOf, currencyIn, expressionOf, isGroup, newLine, opsOf, type ActionView, type Draft, type FieldView, type Line, type Lines } from "./condition.ts";
import { ConditionValueField } from "./condition-value.tsx";
import { approvalWords } from "./text/index.ts";
import "./policies.css";

const fieldLabel = (field: FieldView) => (locale() === "ar" ? field.label_ar : field.label);

interface BuilderProps {
  /** What it decides, in words. */
  label: string;
  action: ActionView | undefined;
  draft: Draft;
  onChange: (draft: Draft) => void;
  /** The name of the field in the API, which its problems stand under. */
  path: string;
  problem: (path: string) => string | undefined;
}

/** When something holds: always, a form of comparisons whose expression stands below, or an expression written by hand. */
export function ConditionBuilder(props: BuilderProps) {
  const w = useWords(approvalWords);
  const fields = () => (props.action?.fields ?? []).map(({ name }) => name).join(", ");
  const setMode = (mode: Draft["mode"]) => {
    // Whoever turns to the expression goes on from what the form says.
    const said = mode === "text" && !props.draft.text.trim() ? { text: expressionOf(conditionOf({ ...props.draft, mode: "form" })!) } : {};
    props.onChange({ ...props.draft, ...said, mode });
  };
  return (
    <div class="condition">
      <RadioGroup label={props.label} row value={props.draft.mode} onChange={setMode} options={(["always", "form", "text"] as const).map((value) => ({ value, label: w(`condition.mode_${value}`) }))} />
      <Show when={props.draft.mode === "form"}>
        <LinesEditor {...props} lines={props.draft.lines} onLines={(lines) => props.onChange({ ...props.draft, lines })} currency={currencyIn(props.draft.lines, session()?.tenant.currency ?? "EGP")} />
        <output class="condition__text" aria-label={w("condition.preview")}><span class="code">{expressionOf(conditionOf(props.draft)!)}</span></output>
        <FieldFoot id={props.path} error={props.problem(props.path)} />
      </Show>
      <Show when={props.draft.mode === "text"}>
        <div class="condition__hand"><TextArea label={w("condition.text")} help={w("condition.textHelp", { fields: fields() })} error={props.problem(props.path)} rows={2} maxLength={2000} value={props.draft.text} onChange={(text) => props.onChange({ ...props.draft, text })} /></div>
      </Show>
    </div>
  );
}

interface LinesProps extends Pick<BuilderProps, "action" | "path" | "problem"> {
  lines: Lines;
  onLines: (lines: Lines) => void;
  currency: string;
  /** A group inside a condition holds no further groups. */
  inner?: boolean;
  onRemove?: () => void;
}

function LinesEditor(props: LinesProps) {
  const w = useWords(approvalWords);
  const parts = () => props.lines.parts;
  const set = (next: readonly (Line | Lines)[]) => props.onLines({ ...props.lines, parts: next });
  const change = (at: number, part: Line | Lines) => set(parts().with(at, part));
  const remove = (at: number) => set(parts().toSpliced(at, 1));
  const path = (at: number) => `${props.path}.${props.lines.joint}.${at}`;
  return (
    <div class="condition__lines" data-inner={props.inner ? "" : undefined} role="group" aria-label={props.inner ? w("condition.group") : undefined}>
      <Show when={parts().length > 1 || props.inner}>
        <div class="row">
          <div class="condition__joint"><Select label={w("condition.joint")} hideLabel size="sm" value={props.lines.joint} onChange={(joint) => props.onLines({ ...props.lines, joint })} options={[{ value: "all", label: w("condition.all") }, { value: "any", label: w("condition.any") }]} /></div>
          <Show when={props.onRemove}>{(away) => <span class="push"><IconButton icon={X} size="sm" label={w("condition.removeGroup")} onClick={() => away()()} /></span>}</Show>
        </div>
      </Show>
      <Index each={parts()}>
        {(part, at) => (
          <Show
            when={!isGroup(part())}
            fallback={<LinesEditor {...props} inner path={path(at)} lines={part() as Lines} onLines={(lines) => change(at, lines)} onRemove={() => remove(at)} />}
          >
            <LineEditor action={props.action} line={part() as Line} currency={props.currency} problem={(name) => props.problem(`${path(at)}.${name}`)} onLine={(line) => change(at, line)} onRemove={parts().length > 1 ? () => remove(at) : undefined} />
          </Show>
        )}
      </Index>
      <div class="row">
        <Button size="sm" variant="ghost" icon={Plus} onClick={() => set([...parts(), newLine(props.action)])}>{w("condition.add")}</Button>
        <Show when={!props.inner}><Button size="sm" variant="ghost" icon={ListPlus} onClick={() => set([...parts(), { joint: props.lines.joint === "all" ? "any" : "all", parts: [newLine(props.action)] }])}>{w("condition.addGroup")}</Button></Show>
      </div>
    </div>
  );
}

function LineEditor(props: { action: ActionView | undefined; line: Line; currency: string; problem: (name: string) => string | undefined; onLine: (line: Line) => void; onRemove: (() => void) | undefined }) {
  const w = useWords(approvalWords);
  // By the field alone: a list of choices that is new with every letter typed would start over.
  const name = createMemo(() => props.line.field);
  const field = createMemo(() => props.action?.fields.find((one) => one.name === name()));
  const fields = createMemo(() => (props.action?.fields ?? []).map((one) => ({ value: one.name, label: fieldLabel(one) })));
  const ops = createMemo(() => opsOf(field()).map((op) => ({ value: op, label: w(`condition.${op}`) })));
  const setField = (name: string) => {
    const next = props.action?.fields.find((one) => one.name === name), ops = opsOf(next);
    props.onLine({ field: name, op: ops.includes(props.line.op) ? props.line.op : ops[0]!, value: undefined });
  };
  const setOp = (op: Line["op"]) => props.onLine({ ...props.line, op, value: (op === "in") === Array.isArray(props.line.value) ? props.line.value : undefined });
  return (
    <div class="condition__line">
      <Select label={w("condition.field")} hideLabel value={props.line.field} onChange={setField} error={props.problem("field")} options={fields()} />
      <Select label={w("condition.op")} hideLabel value={props.line.op} onChange={setOp} error={props.problem("op")} options={ops()} />
      <ConditionValueField field={field()} line={props.line} currency={props.currency} error={props.problem("value")} onValue={(value) => props.onLine({ ...props.line, value })} />
      <Show when={props.onRemove} fallback={<span />}>{(away) => <IconButton icon={X} label={w("condition.remove")} onClick={() => away()()} />}</Show>
    </div>
  );
}
