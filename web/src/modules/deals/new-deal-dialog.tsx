import { useNavigate } from "@solidjs/router";
import { Show, Suspense } from "solid-js";
import { ApiError, call } from "#web/src/kernel/api.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { invalidate } from "#web/src/kernel/query.ts";
import { session } from "#web/src/kernel/session.ts";
import { Combobox } from "#web/src/ui/combobox.tsx";
import { DateField } from "#web/src/ui/date-field.tsx";
import { Dialog } from "#web/src/ui/dialog.tsx";
import { Gate } from "#web/src/ui/feedback.tsx";
import { createForm, FormView } from "#web/src/ui/form.tsx";
import { MoneyField } from "#web/src/ui/money-field.tsx";
import { Select } from "#web/src/ui/select.tsx";
import { SkeletonLines } from "#web/src/ui/skeleton.tsx";
import { TextField } from "#web/src/ui/text-field.tsx";
import { toast } from "#web/src/ui/toast.tsx";
import { createDeal } from "#worker/modules/deals/contract.ts";
import { usePeople } from "#web/src/modules/users/people.ts";
import { useSentForApproval } from "#web/src/modules/approvals/sent.ts";
import { stageName, usePipelines } from "./pipelines.ts";
import { useContactSearch } from "#web/src/modules/contacts/record-search.ts";
import { dealWords } from "./text/index.ts";
import { dealErrorText } from "./words.ts";

interface NewDealProps {
  open: boolean;
  pipeline?: string | undefined;
  contact?: { id: string; name: string } | undefined;
  onClose: () => void;
}

/** The form for a new deal; what can wait is optional. */
export function NewDealDialog(props: NewDealProps) {
  const w = useWords(dealWords);
  return (
    <Dialog open={props.open} onClose={props.onClose} title={w("newDeal")}>
      <Suspense fallback={<SkeletonLines />}>
        <Gate permission="deal.create" title={w("newDeal")}><Show when={props.open}><NewDealForm {...props} /></Show></Gate>
      </Suspense>
    </Dialog>
  );
}

function NewDealForm(props: NewDealProps) {
  const w = useWords(dealWords);
  const navigate = useNavigate();
  const pipelines = usePipelines();
  const people = usePeople();
  const sent = useSentForApproval();
  const contacts = useContactSearch(() => (props.contact ? [{ value: props.contact.id, label: props.contact.name }] : []));
  const form = createForm({
    values: {
      name: "", amount: undefined as number | undefined, currency: session()?.tenant.currency ?? "EGP", pipeline_id: props.pipeline, stage_id: undefined as string | undefined,
      contact_id: props.contact?.id, owner_user_id: session()?.user.id as string | undefined, close_date: undefined as string | undefined,
    },
    check: (values) => ({ name: values.name.trim() ? undefined : w("form.nameMissing") }),
    submit: async (values) => {
      const deal = await call(createDeal, {
        body: {
          name: values.name.trim(), currency: values.currency, ...(values.amount === undefined ? {} : { amount_minor: values.amount }), ...(pipeline() ? { pipeline_id: pipeline()!.id } : {}),
          ...(stage() ? { stage_id: stage()! } : {}), owner_user_id: values.owner_user_id ?? null, close_date: values.close_date ?? null,
          ...(values.contact_id ? { contacts: [{ contact_id: values.contact_id }] } : {}),
        },
      });
      if (sent(deal)) return props.onClose();
      await invalidate("/v1/deals");
      toast.success(w("form.created", { name: deal.name }), { action: { label: w("open"), run: () => navigate(`/deals/${deal.id}`) } });
      props.onClose();
    },
    explain: (error) => (error instanceof ApiError && error.code === "LIMIT_REACHED" ? w("form.limit") : dealErrorText(error)),
  });
  const pipeline = () => pipelines.find(form.values().pipeline_id);
  const openStages = () => pipelines.stages(pipeline()?.id).filter((one) => !one.is_win && !one.is_loss);
  const stage = () => openStages().find(({ id }) => id === form.values().stage_id)?.id ?? openStages()[0]?.id;
  return (
    <FormView form={form} submitLabel={w("form.create")} onCancel={props.onClose}>
      <TextField label={w("name")} autofocus maxLength={200} {...form.field("name")} />
      <Combobox label={w("contact")} optional placeholder={w("form.contactHelp")} options={contacts.options()} onSearch={contacts.onSearch} loading={contacts.loading()} {...form.field("contact_id")} />
      <MoneyField label={w("amount")} optional help={w("form.amountHelp")} currency={form.values().currency} onCurrency={(currency) => form.set({ currency })} {...form.field("amount")} />
      <Show when={pipelines.active().length > 1}>
        <Select label={w("pipeline")} options={pipelines.active().map(({ id, name }) => ({ value: id, label: name }))} {...form.field("pipeline_id")} value={pipeline()?.id} />
      </Show>
      <Select label={w("stage")} options={openStages().map((one) => ({ value: one.id, label: stageName(one) }))} {...form.field("stage_id")} value={stage()} />
      <Combobox label={w("owner")} optional options={people.options()} {...form.field("owner_user_id")} />
      <DateField label={w("closeDate")} optional {...form.field("close_date")} />
    </FormView>
  );
}
