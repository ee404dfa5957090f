import { Show } from "solid-js";
import { formatMoney, formatNumber, formatPercent } from "#web/src/kernel/format.ts";
import { locale, useWords, type Translate } from "#web/src/kernel/i18n.ts";
import { session } from "#web/src/kernel/session.ts";
import { Code } from "#web/src/ui/text.tsx";
import { currencyIn, draftOf, isGroup, type ConditionValue, type Line, type Lines } from "./condition.ts";
import type en from "./text/en.ts";
import { approvalWords } from "./text/index.ts";

type Say = Translate<typeof en>;

const MONEY = /_minor$/, PERCENT = /_percent$/;
function valueText(w: Say, { field, value }: Line, currency: string): string {
  const one = (item: unknown) => {
    if (typeof item !== "number") return w.maybe(`condition.statuses.${String(item)}`) ?? String(item);
    const text = MONEY.test(field) ? formatMoney(item, currency) : PERCENT.test(field) ? formatPercent(item / 100, 2) : formatNumber(item);
    return `\u2066${text}\u2069`;
  };
  return Array.isArray(value) ? value.map(one).join(locale() === "ar" ? "، " : ", ") : one(value);
}
const lineText = (w: Say, line: Line, currency: string) => `${w.maybe(`condition.fields.${line.field}`) ?? line.field} ${w(`condition.${line.op}`)} ${valueText(w, line, currency)}`;
const linesText = (w: Say, lines: Lines, currency: string): string =>
  lines.parts.map((part) => (isGroup(part) ? `(${linesText(w, part, currency)})` : lineText(w, part, currency))).join(` ${w(lines.joint === "all" ? "condition.allShort" : "condition.anyShort")} `);

/** A condition as a sentence ("Discount in percent is more than 10%"); one written as an expression stays as it is. */
export function ConditionWords(props: { of: ConditionValue }) {
  const w = useWords(approvalWords);
  const lines = () => draftOf(props.of, undefined).lines;
  return (
    <Show when={typeof props.of !== "string"} fallback={<span class="condition-text"><Code>{props.of as string}</Code></span>}>
      <span class="muted">{linesText(w, lines(), currencyIn(lines(), session()?.tenant.currency ?? "EGP"))}</span>
    </Show>
  );
}
