import { createEffect, createSignal, Match, Switch } from "solid-js";
import { toLatinDigits } from "#web/src/kernel/format.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { MultiCombobox } from "#web/src/ui/combobox.tsx";
import { CURRENCIES, MoneyField } from "#web/src/ui/money-field.tsx";
import { Select } from "#web/src/ui/select.tsx";
import { TextField } from "#web/src/ui/text-field.tsx";
import type { FieldView, Line } from "./condition.ts";
import { approvalWords } from "./text/index.ts";

interface ValueProps {
  field: FieldView | undefined;
  line: Line;
  currency: string;
  error: string | undefined;
  onValue: (value: Line["value"]) => void;
}

/** What a line compares with, in the way of its field: an amount, a number, a percentage, or one or some of a list. */
export function ConditionValueField(props: ValueProps) {
  const w = useWords(approvalWords);
  const values = () => props.field?.values ?? (props.field?.name.endsWith("currency") ? CURRENCIES : undefined);
  const options = () => (values() ?? []).map((value) => ({ value, label: w.maybe(`condition.statuses.${value}`) ?? value }));
  const text = () => (props.line.value === undefined ? "" : String(props.line.value));
  const shared = { get label() { return w("condition.value"); }, hideLabel: true, get error() { return props.error; } };
  return (
    <Switch fallback={<TextField {...shared} value={text()} maxLength={200} onChange={(value) => props.onValue(value.trim() ? value : undefined)} />}>
      <Match when={props.field?.type === "money"}><MoneyField {...shared} currency={props.currency} value={props.line.value as number | undefined} onChange={props.onValue} /></Match>
      <Match when={props.field?.type === "percent" || props.field?.type === "integer"}><NumberField {...shared} percent={props.field?.type === "percent"} value={props.line.value as number | undefined} onValue={props.onValue} /></Match>
      <Match when={values() && props.line.op === "in"}><MultiCombobox {...shared} options={options()} value={(props.line.value as string[] | undefined) ?? []} onChange={(chosen) => props.onValue(chosen.length ? [...chosen] : undefined)} /></Match>
      <Match when={values()}><Select {...shared} options={options()} value={props.line.value as string | undefined} onChange={props.onValue} /></Match>
      <Match when={props.line.op === "in"}><TextField {...shared} help={w("condition.listHelp")} value={Array.isArray(props.line.value) ? props.line.value.join(", ") : ""} onChange={(value) => props.onValue(value.split(/[,،]/).map((one) => one.trim()).filter(Boolean))} /></Match>
    </Switch>
  );
}

const parse = (text: string) => {
  const plain = toLatinDigits(text).replace("٫", ".").replace("٪", "").replace("%", "").trim();
  return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : undefined;
};

/** A number as it is typed; undefined while it is none. */
function NumberField(props: { label: string; hideLabel: boolean; error: string | undefined; percent: boolean; value: number | undefined; onValue: (value: number | undefined) => void }) {
  const [text, setText] = createSignal(props.value === undefined ? "" : String(props.value));
  createEffect(() => {
    if (props.value !== undefined && props.value !== parse(text())) setText(String(props.value));
  });
  const type = (next: string) => {
    setText(next);
    props.onValue(parse(next));
  };
  return <TextField type="number" label={props.label} hideLabel={props.hideLabel} error={props.error} value={text()} onChange={type} hint={props.percent ? "%" : undefined} />;
}
