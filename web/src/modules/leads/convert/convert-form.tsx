import { Show } from "solid-js";
import { useWords } from "#web/src/kernel/i18n.ts";
import { stageName } from "#web/src/modules/deals/pipelines.ts";
import { Checkbox, RadioGroup, Switch } from "#web/src/ui/choice.tsx";
import { Combobox } from "#web/src/ui/combobox.tsx";
import { Banner, Gate } from "#web/src/ui/feedback.tsx";
import { MoneyField } from "#web/src/ui/money-field.tsx";
import { Select } from "#web/src/ui/select.tsx";
import { Name } from "#web/src/ui/text.tsx";
import { TextField } from "#web/src/ui/text-field.tsx";
import { leadWords } from "../text/index.ts";
import type { Conversion } from "./conversion.ts";

/** What is decided: whose the lead is, which company, and whether a deal begins. */
export function ConvertForm(props: { conversion: Conversion }) {
  return (
    <form class="convert" noValidate onSubmit={(event) => { event.preventDefault(); void props.conversion.submit(); }}>
      <ContactPart {...props.conversion} />
      <CompanyPart {...props.conversion} />
      <DealPart {...props.conversion} />
      <Show when={props.conversion.problems().whole}>{(text) => <Banner tone="danger" live>{text()}</Banner>}</Show>
      <button type="submit" hidden />
    </form>
  );
}

function ContactPart(props: Conversion) {
  const w = useWords(leadWords);
  const options = () => [
    ...props.matches.map((match) => ({ value: match.contact_id, label: <Name>{match.full_name}</Name>, help: w("convert.contactMatchHelp", { reason: w(`reasons.${match.reason}`) }) })),
    ...(props.matches.length ? [] : [{ value: "new", label: w("convert.contactNew"), help: w("convert.contactNewHelp") }]),
    { value: "other", label: w("convert.contactOther") },
  ];
  return (
    <section class="convert__part">
      <RadioGroup label={w("convert.contact")} value={props.values.contact} onChange={(contact) => props.set({ contact })} options={options()} error={props.values.contact === "other" ? undefined : props.problems().contact} />
      <Show when={props.matches.length}><p class="muted small">{w("convert.contactOnly")}</p></Show>
      <Show when={props.values.contact === "other"}>
        <Combobox
          label={w("convert.contactPick")} placeholder={w("convert.contactSearch")} options={props.contacts.options()} onSearch={props.contacts.onSearch} loading={props.contacts.loading()}
          value={props.values.otherContact} onChange={(otherContact) => props.set({ otherContact })} error={props.problems().contact}
        />
      </Show>
    </section>
  );
}

function CompanyPart(props: Conversion) {
  const w = useWords(leadWords);
  return (
    <section class="convert__part">
      <RadioGroup
        label={w("convert.company")} value={props.values.company} onChange={(company) => props.set({ company })} row
        options={[{ value: "none", label: w("convert.companyNone") }, { value: "existing", label: w("convert.companyExisting") }, { value: "new", label: w("convert.companyNew") }]}
      />
      <Show when={props.values.company === "existing"}>
        <Combobox
          label={w("convert.companyPick")} placeholder={w("convert.companySearch")} options={props.companies.options()} onSearch={props.companies.onSearch} loading={props.companies.loading()}
          value={props.values.companyId} onChange={(companyId) => props.set({ companyId })} error={props.problems().company}
        />
      </Show>
      <Show when={props.values.company === "new"}>
        <TextField label={w("convert.companyName")} value={props.values.companyName} onChange={(companyName) => props.set({ companyName })} maxLength={200} error={props.problems().company} />
      </Show>
    </section>
  );
}

function DealPart(props: Conversion) {
  const w = useWords(leadWords);
  return (
    <section class="convert__part">
      <Gate permission="deal.create" title={w("convert.noDeals")}>
        <Switch label={w("convert.dealToggle")} help={w("convert.dealHelp")} checked={props.values.deal} onChange={(deal) => props.set({ deal })} />
        <Show when={props.values.deal}>
          <Gate permission="unit.reserve" title={w("convert.noReserve")}><UnitField {...props} /></Gate>
          <TextField label={w("convert.dealName")} value={props.values.dealName} onChange={(dealName) => props.set({ dealName })} maxLength={200} />
          <MoneyField
            label={w("convert.amount")} optional help={w("convert.amountHelp")} value={props.values.amount} onChange={(amount) => props.set({ amount })}
            currency={props.values.currency} onCurrency={(currency) => props.set({ currency })}
          />
          <Show when={props.pipelines.active().length > 1}>
            <Select label={w("convert.pipeline")} options={props.pipelines.active().map(({ id, name }) => ({ value: id, label: name }))} value={props.pipeline()?.id} onChange={(pipeline) => props.set({ pipeline, stage: undefined })} />
          </Show>
          <Select label={w("convert.stage")} options={props.stages().map((stage) => ({ value: stage.id, label: stageName(stage) }))} value={props.stage()?.id} onChange={(stage) => props.set({ stage })} />
        </Show>
      </Gate>
    </section>
  );
}

function UnitField(props: Conversion) {
  const w = useWords(leadWords);
  return (
    <>
      <Combobox
        label={w("convert.unit")} optional placeholder={w("convert.unitSearch")} options={props.units.options()} onSearch={props.units.onSearch} loading={props.units.loading()}
        value={props.values.unit} onChange={props.chooseUnit} error={props.problems().unit}
      />
      <Checkbox label={w("convert.onlyAvailable")} checked={props.values.onlyAvailable} onChange={(onlyAvailable) => props.set({ onlyAvailable })} />
      <Show when={props.unit()}>
        {(unit) => (
          <>
            <Show when={props.waits()}><Banner tone="warning" title={w("convert.unitTaken", { unit: unit().code })} live>{w("convert.unitTakenHelp")}</Banner></Show>
            <Show when={props.blocked()}><Banner tone="danger" title={w("convert.unitNo", { unit: unit().code })} live>{w("convert.unitNoHelp")}</Banner></Show>
          </>
        )}
      </Show>
    </>
  );
}
