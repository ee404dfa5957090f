import Bookmark from "lucide-solid/icons/bookmark";
import { createSignal, Show, Suspense } from "solid-js";
import { call } from "#web/src/kernel/api.ts";
import { formatMoney } from "#web/src/kernel/format.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { invalidate, useCall } from "#web/src/kernel/query.ts";
import { can } from "#web/src/kernel/session.ts";
import { settled } from "#web/src/kernel/settled.ts";
import { dealWords } from "#web/src/modules/deals/text/index.ts";
import { Button } from "#web/src/ui/button.tsx";
import { Combobox } from "#web/src/ui/combobox.tsx";
import { DateField } from "#web/src/ui/date-field.tsx";
import { Dialog } from "#web/src/ui/dialog.tsx";
import { Banner } from "#web/src/ui/feedback.tsx";
import { createForm, FormView } from "#web/src/ui/form.tsx";
import { SkeletonLines } from "#web/src/ui/skeleton.tsx";
import { toast } from "#web/src/ui/toast.tsx";
import { listDeals } from "#worker/modules/deals/contract.ts";
import { reserveUnit } from "#worker/modules/inventory/contract.ts";
import { unitWords } from "./text/index.ts";
import { unitErrorText, type UnitView } from "./unit-data.ts";

/** Reserves a unit for a deal, or puts the deal on its waitlist; nothing where the unit's state allows neither. */
export function ReserveButton(props: { unit: UnitView; variant?: "primary" | "secondary" }) {
  const w = useWords(unitWords);
  const [open, setOpen] = createSignal(false);
  const taken = () => props.unit.status === "reserved";
  return (
    <Show when={can("unit.reserve") && (props.unit.status === "available" || taken())}>
      <Button variant={props.variant ?? "secondary"} icon={Bookmark} onClick={() => setOpen(true)}>{w(taken() ? "reserve.wait" : "reserve.action")}</Button>
      <Dialog open={open()} onClose={() => setOpen(false)} title={w(taken() ? "reserve.waitTitle" : "reserve.title", { unit: props.unit.code })}>
        <Suspense fallback={<SkeletonLines lines={3} />}><Show when={open()}><ReserveForm unit={props.unit} onClose={() => setOpen(false)} /></Show></Suspense>
      </Dialog>
    </Show>
  );
}

function ReserveForm(props: { unit: UnitView; onClose: () => void }) {
  const w = useWords(unitWords);
  const dw = useWords(dealWords);
  const [text, setText] = createSignal("");
  const query = useCall(listDeals, () => ({ query: { status: "open", sort: "-updated_at" as const, limit: 20, ...(text() ? { q: text() } : {}) } }));
  const options = () => (settled(query)?.items ?? []).map((deal) => ({ value: deal.id, label: deal.name, hint: `\u2066${formatMoney(deal.amount_minor, deal.currency)}\u2069` }));
  const taken = () => props.unit.status === "reserved";
  const form = createForm({
    values: { deal_id: undefined as string | undefined, until: undefined as string | undefined },
    check: (values) => ({ deal_id: values.deal_id ? undefined : w("reserve.missing") }),
    submit: async (values) => {
      const { reservation } = await call(reserveUnit, { params: { unit_id: props.unit.id }, body: { deal_id: values.deal_id!, ...(values.until && !taken() ? { expires_at: new Date(`${values.until}T23:59:59`).toISOString() } : {}) } });
      if (reservation.status === "waitlisted") toast.info(dw("unitsTab.waitlisted", { unit: props.unit.code, place: reservation.position ?? 1 }));
      else toast.success(dw("unitsTab.reserved", { unit: props.unit.code }));
      await invalidate("/v1/units", "/v1/deals", "/v1/buildings", "/v1/timeline");
      props.onClose();
    },
    explain: (error) => unitErrorText(error, { DUPLICATE: w("reserve.duplicate"), UNIT_UNAVAILABLE: dw("errors.UNIT_UNAVAILABLE"), DEAL_CLOSED: dw("errors.DEAL_CLOSED") }),
  });
  return (
    <FormView form={form} submitLabel={w(taken() ? "reserve.wait" : "reserve.action")} onCancel={props.onClose} guard={false}>
      <Show when={props.unit.reservation}>{(held) => <Banner tone="warning"><bdi>{w("reserve.held", { deal: held().deal_name })}</bdi></Banner>}</Show>
      <Combobox label={w("reserve.deal")} placeholder={w("reserve.search")} help={w("reserve.noDeals")} options={options()} onSearch={setText} loading={query.isFetching} {...form.field("deal_id")} />
      <Show when={!taken()}><DateField label={w("reserve.until")} help={w("reserve.untilHelp")} optional min={new Date().toISOString().slice(0, 10)} {...form.field("until")} /></Show>
    </FormView>
  );
}
