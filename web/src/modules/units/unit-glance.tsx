import { Show, type JSX } from "solid-js";
import { formatNumber } from "#web/src/kernel/format.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { useCall } from "#web/src/kernel/query.ts";
import { settled } from "#web/src/kernel/settled.ts";
import { ButtonLink } from "#web/src/ui/button.tsx";
import { ErrorState } from "#web/src/ui/feedback.tsx";
import { Facts, Section } from "#web/src/ui/record-parts.tsx";
import { SkeletonLines } from "#web/src/ui/skeleton.tsx";
import { Code, Money, Name } from "#web/src/ui/text.tsx";
import { getUnit } from "#worker/modules/inventory/contract.ts";
import { PriceHistory } from "./price-history.tsx";
import { ReserveButton } from "./reserve-dialog.tsx";
import { Reservation } from "./reservation.tsx";
import { unitWords } from "./text/index.ts";
import { useUnitTypes, type UnitView } from "./unit-data.ts";
import { UnitStatusBadge } from "./unit-status.tsx";
import { Area } from "./area.tsx";

/** A unit beside the floors: price, size, who holds it, and what can be done. */
export function UnitGlance(props: { id: string; close: JSX.Element }) {
  const w = useWords(unitWords);
  const types = useUnitTypes();
  const query = useCall(getUnit, () => ({ params: { unit_id: props.id } }));
  const unit = () => { const found = settled(query); return found?.id === props.id ? found : undefined; };
  return (
    <Show when={!query.isLoadingError} fallback={<ErrorState error={query.error} retry={() => void query.refetch()} />}>
      <Show when={unit()} fallback={<section class="section"><SkeletonLines lines={6} /></section>}>
        {(one) => (
          <>
            <section class="section">
              <div class="row"><h2 class="page-title"><Code>{one().code}</Code></h2><UnitStatusBadge status={one().status} /><span class="push">{props.close}</span></div>
              <Price unit={one()} />
              <Specs unit={one()} />
            </section>
            <Section title={w("reservation.title")}><Reservation unit={one()} /></Section>
            <Section title={w("projectsPage.details")}>
              <Facts facts={[{ label: w("type"), value: types.label(one().unit_type_code) }, { label: w("facing"), value: <Name>{one().view}</Name> }, { label: w("floor"), value: one().floor === null ? "—" : one().floor === 0 ? w("ground") : formatNumber(one().floor!) }, { label: w("project"), value: <Name>{one().project.name}</Name> }]} />
            </Section>
            <Section title={w("tabs.prices")}><PriceHistory unit_id={one().id} brief /></Section>
            <div class="split__foot"><ReserveButton unit={one()} variant="primary" /><ButtonLink href={`/units/${one().id}`}>{w("matrixView.open")}</ButtonLink></div>
          </>
        )}
      </Show>
    </Show>
  );
}

/** The price in large, and what a square metre of it costs. */
export function Price(props: { unit: UnitView }) {
  const w = useWords(unitWords);
  const perMetre = () => (props.unit.size_sqm ? Math.round(props.unit.price_minor / props.unit.size_sqm) : undefined);
  return (
    <div>
      <div class="stat__value"><Money amount={props.unit.price_minor} currency={props.unit.currency} /></div>
      <Show when={perMetre()}>{(amount) => <div class="small faint row" data-gap="sm"><Money amount={amount()} currency={props.unit.currency} /><span>{w("perSqm")}</span></div>}</Show>
    </div>
  );
}

export function Specs(props: { unit: UnitView }) {
  const w = useWords(unitWords);
  const count = (value: number | null) => (value === null ? "—" : formatNumber(value));
  return (
    <div class="specs">
      <div><span class="small faint">{w("size")}</span><span class="strong"><Area of={props.unit.size_sqm} /></span></div>
      <div><span class="small faint">{w("bedrooms")}</span><span class="strong">{count(props.unit.bedrooms)}</span></div>
      <div><span class="small faint">{w("bathrooms")}</span><span class="strong">{count(props.unit.bathrooms)}</span></div>
    </div>
  );
}
