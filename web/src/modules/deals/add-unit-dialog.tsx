import { createSignal, Match, Show, Suspense, Switch } from "solid-js";
import { ApiError, call } from "#web/src/kernel/api.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { invalidate } from "#web/src/kernel/query.ts";
import { unitWords } from "#web/src/modules/units/text/index.ts";
import { Checkbox, Switch as Toggle } from "#web/src/ui/choice.tsx";
import { Combobox } from "#web/src/ui/combobox.tsx";
import { DateField } from "#web/src/ui/date-field.tsx";
import { Dialog } from "#web/src/ui/dialog.tsx";
import { Banner } from "#web/src/ui/feedback.tsx";
import { createForm, FormView } from "#web/src/ui/form.tsx";
import { MoneyField } from "#web/src/ui/money-field.tsx";
import { SkeletonLines } from "#web/src/ui/skeleton.tsx";
import { toast } from "#web/src/ui/toast.tsx";
import { addDealUnit } from "#worker/modules/deals/contract.ts";
import { dealWords } from "./text/index.ts";
import { useUnitSearch } from "./unit-search.ts";
import { dealErrorText } from "./words.ts";

interface AddUnitProps {
  open: boolean;
  deal_id: string;
  onClose: () => void;
}

/** Links a unit to a deal and reserves it, or joins its waitlist when another deal holds it. */
export function AddUnitDialog(props: AddUnitProps) {
  const w = useWords(dealWords);
  useWords(unitWords);
  return (
    <Dialog open={props.open} onClose={props.onClose} title={w("addUnit.title")}>
      <Suspense fallback={<SkeletonLines lines={4} />}><Show when={props.open}><AddUnitForm {...props} /></Show></Suspense>
    </Dialog>
  );
}

const endOfDay = (day: string) => new Date(`${day}T23:59:59`).toISOString();

function AddUnitForm(props: AddUnitProps) {
  const w = useWords(dealWords);
  const [onlyAvailable, setOnlyAvailable] = createSignal(false);
  const units = useUnitSearch(onlyAvailable);
  const form = createForm({
    values: { unit_id: undefined as string | undefined, price: undefined as number | undefined, reserve: true, until: undefined as string | undefined },
    check: (values) => ({ unit_id: values.unit_id ? undefined : w("addUnit.missing") }),
    submit: async (values) => {
      const unit = units.find(values.unit_id)!;
      const reserve = values.reserve && reservable();
      const { reservation } = await call(addDealUnit, {
        params: { deal_id: props.deal_id },
        body: { unit_id: unit.id, reserve, ...(values.price === undefined || values.price === unit.price_minor ? {} : { price_minor: values.price }), ...(reserve && values.until ? { expires_at: endOfDay(values.until) } : {}) },
      });
      await invalidate("/v1/deals", "/v1/units", "/v1/timeline");
      if (!reservation) toast.success(w("unitsTab.linkedDone", { unit: unit.code }));
      else if (reservation.status === "waitlisted") toast.info(w("unitsTab.waitlisted", { unit: unit.code, place: reservation.position ?? 1 }));
      else toast.success(w("unitsTab.reserved", { unit: unit.code }));
      props.onClose();
    },
    explain: (error) => (error instanceof ApiError && error.code === "DUPLICATE" ? w("errors.unitDuplicate") : dealErrorText(error)),
  });
  const unit = () => units.find(form.values().unit_id);
  const reservable = () => unit() === undefined || unit()!.status === "available" || unit()!.status === "reserved";
  const taken = () => unit()?.status === "reserved";
  const choose = (unit_id: string | undefined) => form.set({ unit_id, price: units.find(unit_id)?.price_minor });
  const label = () => (!form.values().reserve || !reservable() ? w("addUnit.link") : taken() ? w("addUnit.waitAction") : w("addUnit.reserveAction"));
  return (
    <FormView form={form} submitLabel={label()} onCancel={props.onClose} guard={false}>
      <Combobox label={w("addUnit.unit")} placeholder={w("addUnit.search")} options={units.options()} onSearch={units.onSearch} loading={units.loading()} {...form.field("unit_id")} onChange={choose} />
      <Toggle label={w("addUnit.onlyAvailable")} checked={onlyAvailable()} onChange={setOnlyAvailable} />
      <Show when={unit()}>
        {(found) => (
          <>
            <MoneyField label={w("addUnit.price")} help={w("addUnit.priceHelp")} currency={found().currency} {...form.field("price")} />
            <Switch fallback={
              <>
                <Checkbox label={w("addUnit.reserve")} checked={form.values().reserve} onChange={(reserve) => form.set({ reserve })} />
                <Show when={form.values().reserve}><DateField label={w("addUnit.until")} help={w("addUnit.untilHelp")} optional min={new Date().toISOString().slice(0, 10)} {...form.field("until")} /></Show>
              </>
            }>
              <Match when={taken()}>
                <Banner tone="warning" title={w("addUnit.taken", { unit: found().code })} live>{w("addUnit.takenHelp")}</Banner>
                <Checkbox label={w("addUnit.waitAction")} checked={form.values().reserve} onChange={(reserve) => form.set({ reserve })} />
              </Match>
              <Match when={!reservable()}><Banner tone="info" live>{w("addUnit.soldHelp")}</Banner></Match>
            </Switch>
          </>
        )}
      </Show>
    </FormView>
  );
}
