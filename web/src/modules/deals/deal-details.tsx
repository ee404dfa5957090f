import { Show } from "solid-js";
import { call } from "#web/src/kernel/api.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { invalidate } from "#web/src/kernel/query.ts";
import { can } from "#web/src/kernel/session.ts";
import { Person } from "#web/src/ui/avatar.tsx";
import { Combobox } from "#web/src/ui/combobox.tsx";
import { DateField } from "#web/src/ui/date-field.tsx";
import { MoneyField } from "#web/src/ui/money-field.tsx";
import { DateTime, Money, Name, Nothing } from "#web/src/ui/text.tsx";
import { TextField } from "#web/src/ui/text-field.tsx";
import { formatPercent } from "#web/src/kernel/format.ts";
import { getDeal, patchDeal } from "#worker/modules/deals/contract.ts";
import type { DealView } from "./deal-page.tsx";
import { EditableDetails, type DetailField } from "#web/src/ui/editable-details.tsx";
import { useSentForApproval } from "#web/src/modules/approvals/sent.ts";
import { usePeople } from "#web/src/modules/users/people.ts";
import { reasonName, useLostReasons } from "./pipelines.ts";
import { dealWords } from "./text/index.ts";
import { dealErrorText } from "./words.ts";

interface Values {
  name: string;
  amount_minor: number | undefined;
  currency: string;
  owner_user_id: string | undefined;
  close_date: string | undefined;
}
const valuesOf = (deal: DealView): Values => ({ name: deal.name, amount_minor: deal.amount_minor, currency: deal.currency, owner_user_id: deal.owner_user_id ?? undefined, close_date: deal.close_date ?? undefined });

/** The facts of a deal, edited in place while it is open. */
export function DealDetails(props: { deal: DealView }) {
  const w = useWords(dealWords);
  const people = usePeople();
  const reasons = useLostReasons();
  const sent = useSentForApproval();
  const fields = (): readonly DetailField<Values>[] => [
    { key: "name", label: w("name"), show: (values) => <Name>{values.name}</Name>, input: (form) => <TextField label={w("name")} maxLength={200} {...form.field("name")} /> },
    {
      key: "amount_minor", label: w("amount"), show: (values) => <Money amount={values.amount_minor} currency={values.currency} decimals="all" />,
      input: (form) => <MoneyField label={w("amount")} currency={form.values().currency} onCurrency={(currency) => form.set({ currency })} {...form.field("amount_minor")} />,
    },
    { key: "close_date", label: w("closeDate"), show: (values) => <DateTime at={values.close_date} />, input: (form) => <DateField label={w("closeDate")} optional {...form.field("close_date")} /> },
    {
      key: "owner_user_id", label: w("owner"), show: (values) => <Person name={people.name(values.owner_user_id)} fallback={w("noOwner")} />,
      input: (form) => <Combobox label={w("owner")} optional options={people.options()} {...form.field("owner_user_id")} />,
    },
  ];
  const save = async (change: Partial<Values>, version: number) => {
    const nulled = Object.fromEntries(Object.entries(change).map(([key, value]) => [key, value ?? null]));
    const waits = sent(await call(patchDeal, { params: { deal_id: props.deal.id }, body: nulled as never, version }));
    await invalidate("/v1/deals", "/v1/timeline");
    return !waits;
  };
  const reason = () => reasons.find(props.deal.lost_reason_code);
  return (
    <EditableDetails<DealView, Values>
      record={props.deal} values={valuesOf} fields={fields()} save={save} reload={() => call(getDeal, { params: { deal_id: props.deal.id } })} explain={dealErrorText}
      canEdit={props.deal.status === "open" && can("deal.update")} editLabel={w("details.edit")} savedText={w("details.saved")}
      check={(values) => ({ name: values.name.trim() ? undefined : w("form.nameMissing") })}
      facts={[
        { label: w("details.pipeline"), value: <Name>{props.deal.pipeline.name}</Name> },
        { label: w("details.probability"), value: formatPercent(props.deal.stage.probability_pct / 100, 0) },
        ...(props.deal.status === "lost" ? [
          { label: w("details.lostReason"), value: <Show when={reason()} fallback={<span>{props.deal.lost_reason_code}</span>}>{(found) => reasonName(found())}</Show> },
          { label: w("details.lostNote"), value: <Show when={props.deal.lost_note} fallback={<Nothing />}>{(note) => <span dir="auto">{note()}</span>}</Show> },
        ] : []),
        { label: w("details.createdAt"), value: <DateTime at={props.deal.created_at} as="datetime" /> },
        { label: w("details.updatedAt"), value: <DateTime at={props.deal.updated_at} as="datetime" /> },
      ]}
    />
  );
}
