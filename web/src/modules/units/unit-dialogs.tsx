import { createMemo, Show, Suspense } from "solid-js";
import { call } from "#web/src/kernel/api.ts";
import { formatDate, formatMoney, formatPercent } from "#web/src/kernel/format.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { invalidate } from "#web/src/kernel/query.ts";
import { useSentForApproval } from "#web/src/modules/approvals/sent.ts";
import { RadioGroup } from "#web/src/ui/choice.tsx";
import { DateField } from "#web/src/ui/date-field.tsx";
import { Dialog } from "#web/src/ui/dialog.tsx";
import { createForm, FormView } from "#web/src/ui/form.tsx";
import { MoneyField } from "#web/src/ui/money-field.tsx";
import { Select } from "#web/src/ui/select.tsx";
import { SkeletonLines } from "#web/src/ui/skeleton.tsx";
import { TextField } from "#web/src/ui/text-field.tsx";
import { toast } from "#web/src/ui/toast.tsx";
import { setUnitPrice, setUnitStatus } from "#worker/modules/inventory/contract.ts";
import { unitWords } from "./text/index.ts";
import { unitErrorText, type UnitView } from "./unit-data.ts";
import { UNIT_ICONS } from "./unit-status.tsx";

interface DialogProps {
  unit: UnitView;
  open: boolean;
  onClose: () => void;
}
const MANUAL = ["available", "hold", "unavailable"] as const;
type Manual = (typeof MANUAL)[number];
const refresh = () => invalidate("/v1/units", "/v1/buildings", "/v1/projects", "/v1/timeline");

/** Changes the status among those that people set; reservations and sales set the others. */
export function StatusDialog(props: DialogProps) {
  const w = useWords(unitWords);
  return (
    <Dialog open={props.open} onClose={props.onClose} title={w("setStatus.title", { unit: props.unit.code })}>
      <Suspense fallback={<SkeletonLines lines={2} />}><Show when={props.open}><StatusForm {...props} /></Show></Suspense>
    </Dialog>
  );
}

function StatusForm(props: DialogProps) {
  const w = useWords(unitWords);
  const sent = useSentForApproval();
  const others = MANUAL.filter((status) => status !== props.unit.status);
  const form = createForm({
    values: { status: others[0] as Manual, reason: "" },
    submit: async ({ status, reason }) => {
      const answer = await call(setUnitStatus, { params: { unit_id: props.unit.id }, body: { status, ...(reason.trim() ? { reason: reason.trim() } : {}) }, version: props.unit.version });
      await refresh();
      if (!sent(answer)) toast.success(w("setStatus.done", { unit: props.unit.code, status: w(`status.${status}`) }));
      props.onClose();
    },
    explain: (error) => unitErrorText(error, { CONFLICT: w("setStatus.conflict") }),
  });
  return (
    <FormView form={form} submitLabel={w("setStatus.save")} onCancel={props.onClose} guard={false}>
      <Select label={w("setStatus.to")} options={others.map((status) => ({ value: status as Manual, label: w(`status.${status}`), icon: UNIT_ICONS[status] }))} {...form.field("status")} />
      <TextField label={w("setStatus.reason")} optional maxLength={500} {...form.field("reason")} />
    </FormView>
  );
}

/** Changes the price now, or plans it for a day. */
export function PriceDialog(props: DialogProps) {
  const w = useWords(unitWords);
  return (
    <Dialog open={props.open} onClose={props.onClose} title={w("setPrice.title", { unit: props.unit.code })} help={<bdi>{w("setPrice.now_price", { price: formatMoney(props.unit.price_minor, props.unit.currency) })}</bdi>}>
      <Suspense fallback={<SkeletonLines lines={3} />}><Show when={props.open}><PriceForm {...props} /></Show></Suspense>
    </Dialog>
  );
}

function PriceForm(props: DialogProps) {
  const w = useWords(unitWords);
  const sent = useSentForApproval();
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
  const form = createForm({
    values: { price: props.unit.price_minor as number | undefined, when: "now" as "now" | "later", day: undefined as string | undefined, note: "" },
    check: (values) => ({ price: values.price === undefined ? w("setPrice.missing") : undefined, day: values.when === "later" && !values.day ? w("setPrice.dayMissing") : undefined }),
    submit: async ({ price, when, day, note }) => {
      const later = when === "later" && day;
      const answer = await call(setUnitPrice, { params: { unit_id: props.unit.id }, body: { price_minor: price!, ...(later ? { effective_at: new Date(`${day}T00:00:00`).toISOString() } : {}), ...(note.trim() ? { note: note.trim() } : {}) }, version: props.unit.version });
      await refresh();
      const said = { unit: props.unit.code, price: `\u2066${formatMoney(price!, props.unit.currency)}\u2069` };
      if (!sent(answer)) toast.success(later ? w("setPrice.planned", { ...said, date: formatDate(day) }) : w("setPrice.done", said));
      props.onClose();
    },
    explain: (error) => unitErrorText(error, { CONFLICT: w("setPrice.conflict") }),
  });
  const help = createMemo(() => {
    const price = form.values().price;
    if (price === undefined || !props.unit.price_minor) return undefined;
    const change = price / props.unit.price_minor - 1;
    const percent = `\u2066${formatPercent(Math.abs(change))}\u2069`;
    return change === 0 ? w("setPrice.same") : change > 0 ? w("setPrice.up", { percent }) : w("setPrice.down", { percent });
  });
  return (
    <FormView form={form} submitLabel={w(form.values().when === "later" ? "setPrice.plan" : "setPrice.save")} onCancel={props.onClose} guard={false}>
      <MoneyField label={w("setPrice.price")} currency={props.unit.currency} help={help()} {...form.field("price")} />
      <RadioGroup label={w("setPrice.when")} row value={form.values().when} onChange={(when) => form.set({ when })} options={[{ value: "now", label: w("setPrice.now") }, { value: "later", label: w("setPrice.later") }]} />
      <Show when={form.values().when === "later"}><DateField label={w("setPrice.day")} min={tomorrow} {...form.field("day")} /></Show>
      <TextField label={w("setPrice.note")} optional help={w("setPrice.noteHelp")} maxLength={500} {...form.field("note")} />
    </FormView>
  );
}
