import { formatNumber, formatPercent } from "#web/src/kernel/format.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { UNIT_STATUSES, UnitStatusBadge } from "#web/src/modules/units/unit-status.tsx";
import type { UnitStatus } from "#web/src/ui/badge.tsx";
import { Facts } from "#web/src/ui/record-parts.tsx";
import { Code, Ltr, Money } from "#web/src/ui/text.tsx";
import type { RequestView } from "./request-data.ts";
import { approvalWords } from "./text/index.ts";

const MONEY = /_minor$/, PERCENT = /_percent$/, STATUS = /status$/, CURRENCY = /currency$/;

/** Everything that the policies judged, by its name; currencies stand with their amounts. */
export function PayloadFacts(props: { request: RequestView }) {
  const w = useWords(approvalWords);
  const shown = (name: string, value: string | number) => {
    if (MONEY.test(name)) return <Money amount={value} currency={String((name.startsWith("old_") ? props.request.payload.old_currency : props.request.payload.currency) ?? "")} decimals="all" />;
    if (PERCENT.test(name)) return <Ltr>{formatPercent(Number(value) / 100, 2)}</Ltr>;
    if (STATUS.test(name) && UNIT_STATUSES.includes(value as UnitStatus)) return <UnitStatusBadge status={value as UnitStatus} />;
    return typeof value === "number" ? formatNumber(value) : <Code>{value}</Code>;
  };
  const facts = () => Object.entries(props.request.payload).filter(([name]) => !CURRENCY.test(name)).map(([name, value]) => ({ label: w.maybe(`condition.fields.${name}`) ?? name, value: shown(name, value) }));
  return <Facts facts={facts()} />;
}
