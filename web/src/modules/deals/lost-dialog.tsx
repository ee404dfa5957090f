import { createEffect, Show, Suspense } from "solid-js";
import { call } from "#web/src/kernel/api.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { Dialog } from "#web/src/ui/dialog.tsx";
import { createForm, FormView } from "#web/src/ui/form.tsx";
import { SkeletonLines } from "#web/src/ui/skeleton.tsx";
import { Select } from "#web/src/ui/select.tsx";
import { TextArea } from "#web/src/ui/text-field.tsx";
import { markLost } from "#worker/modules/deals/contract.ts";
import { reasonName, useLostReasons } from "./pipelines.ts";
import { dealWords } from "./text/index.ts";
import { dealErrorText } from "./words.ts";

interface LostDialogProps {
  /** The deal to lose; undefined closes the dialog. */
  deal: { id: string; name: string } | undefined;
  onClose: () => void;
  onLost: (deal: { id: string; name: string }) => void;
}

/** Asks why a deal was lost, and loses it. */
export function LostDialog(props: LostDialogProps) {
  const w = useWords(dealWords);
  return (
    <Dialog open={Boolean(props.deal)} onClose={props.onClose} title={w("lose.title", { name: props.deal?.name ?? "" })} help={w("lose.text")}>
      <Suspense fallback={<SkeletonLines lines={3} />}>
        <Show when={props.deal}>{(deal) => <LostForm deal={deal()} onClose={props.onClose} onLost={props.onLost} />}</Show>
      </Suspense>
    </Dialog>
  );
}

function LostForm(props: { deal: { id: string; name: string }; onClose: () => void; onLost: LostDialogProps["onLost"] }) {
  const w = useWords(dealWords);
  const reasons = useLostReasons();
  const form = createForm({
    values: { lost_reason_code: "", note: "" },
    check: (values) => ({ lost_reason_code: values.lost_reason_code ? undefined : w("lose.reasonMissing") }),
    submit: async ({ lost_reason_code, note }) => {
      await call(markLost, { params: { deal_id: props.deal.id }, body: { lost_reason_code, note: note.trim() || null } });
      props.onLost(props.deal);
    },
    explain: dealErrorText,
  });
  const options = () => reasons.active().map((reason) => ({ value: reason.code, label: reasonName(reason) }));
  // One reason alone needs no choosing.
  createEffect(() => options().length === 1 && form.set({ lost_reason_code: options()[0]!.value }));
  return (
    <FormView form={form} submitLabel={w("lose.action")} onCancel={props.onClose} guard={false}>
      <Select label={w("lose.reason")} {...form.field("lost_reason_code")} options={options()} />
      <TextArea label={w("lose.note")} optional placeholder={w("lose.notePlaceholder")} maxLength={2000} {...form.field("note")} />
    </FormView>
  );
}
