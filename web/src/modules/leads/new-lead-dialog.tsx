import { useNavigate } from "@solidjs/router";
import { createSignal, For, Show, Suspense } from "solid-js";
import { ApiError, call } from "#web/src/kernel/api.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { invalidate } from "#web/src/kernel/query.ts";
import { session } from "#web/src/kernel/session.ts";
import { usePeople } from "#web/src/modules/users/people.ts";
import { Combobox } from "#web/src/ui/combobox.tsx";
import { Dialog } from "#web/src/ui/dialog.tsx";
import { Banner, Gate } from "#web/src/ui/feedback.tsx";
import { createForm, FormView } from "#web/src/ui/form.tsx";
import { Link } from "#web/src/ui/link.tsx";
import { MoneyField } from "#web/src/ui/money-field.tsx";
import { PhoneField } from "#web/src/ui/phone-field.tsx";
import { Select } from "#web/src/ui/select.tsx";
import { SkeletonLines } from "#web/src/ui/skeleton.tsx";
import { TextArea, TextField } from "#web/src/ui/text-field.tsx";
import { toast } from "#web/src/ui/toast.tsx";
import { createLead } from "#worker/modules/leads/contract.ts";
import { leadErrorText, sourceName, SOURCES, twinsOf, type LeadRow, type Twin } from "./lead-data.ts";
import { leadWords } from "./text/index.ts";

interface NewLeadProps {
  open: boolean;
  onClose: () => void;
}

/** The form for a new lead: a name and one way to reach the person; the rest can wait. */
export function NewLeadDialog(props: NewLeadProps) {
  const w = useWords(leadWords);
  return (
    <Dialog open={props.open} onClose={props.onClose} title={w("newLead")}>
      <Suspense fallback={<SkeletonLines />}>
        <Gate permission="lead.create" title={w("newLead")}><Show when={props.open}><NewLeadForm {...props} /></Show></Gate>
      </Suspense>
    </Dialog>
  );
}

function NewLeadForm(props: NewLeadProps) {
  const w = useWords(leadWords);
  const navigate = useNavigate();
  const people = usePeople();
  const [twins, setTwins] = createSignal<readonly Twin[]>([]);
  let phoneValid = true;
  const text = (value: string) => value.trim() || null;
  const form = createForm({
    values: {
      first_name: "", last_name: "", phone_e164: "", email: "", interest: "", budget_minor: undefined as number | undefined, currency: session()?.tenant.currency ?? "EGP",
      source: "manual" as LeadRow["source"], owner_user_id: session()?.user.id as string | undefined, company_name: "", notes: "",
    },
    check: (values) => ({
      first_name: values.first_name.trim() ? undefined : w("form.firstMissing"),
      phone_e164: !values.phone_e164 && !values.email.trim() ? w("form.reach") : phoneValid ? undefined : w("form.phoneWrong"),
      email: !values.email.trim() || /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(values.email.trim()) ? undefined : w("form.emailWrong"),
    }),
    submit: async (values) => {
      setTwins([]);
      const lead = await call(createLead, {
        body: {
          first_name: values.first_name.trim(), last_name: text(values.last_name), phone_e164: text(values.phone_e164), email: text(values.email), interest: text(values.interest), company_name: text(values.company_name), notes: text(values.notes),
          source: values.source, owner_user_id: values.owner_user_id ?? null, budget_minor: values.budget_minor ?? null, currency: values.budget_minor === undefined ? null : values.currency,
        },
      });
      await invalidate("/v1/leads");
      toast.success(w("form.created", { name: lead.full_name }), { action: { label: w("open"), run: () => navigate(`/leads/${lead.id}`) } });
      props.onClose();
    },
    // Whom it repeats is said above, with the way there.
    explain: (error) => {
      setTwins(twinsOf(error));
      return twinsOf(error).length ? "" : error instanceof ApiError && error.code === "LIMIT_REACHED" ? w("form.limit") : leadErrorText(error);
    },
  });
  return (
    <FormView form={form} submitLabel={w("form.create")} onCancel={props.onClose}>
      <TextField label={w("firstName")} autofocus autocomplete="off" maxLength={100} {...form.field("first_name")} />
      <TextField label={w("lastName")} optional autocomplete="off" maxLength={100} {...form.field("last_name")} />
      <PhoneField label={w("phone")} {...form.field("phone_e164")} onValid={(valid) => (phoneValid = valid)} />
      <TextField label={w("email")} type="email" optional autocomplete="off" {...form.field("email")} />
      <TextField label={w("interest")} optional help={w("form.interestHelp")} maxLength={200} {...form.field("interest")} />
      <MoneyField label={w("budget")} optional currency={form.values().currency} onCurrency={(currency) => form.set({ currency })} {...form.field("budget_minor")} />
      <Select label={w("source")} options={SOURCES.map((source) => ({ value: source, label: sourceName(w, source) }))} {...form.field("source")} />
      <Combobox label={w("owner")} optional options={people.options()} {...form.field("owner_user_id")} />
      <TextField label={w("company")} optional maxLength={200} {...form.field("company_name")} />
      <TextArea label={w("notes")} optional maxLength={5000} {...form.field("notes")} />
      <Show when={twins().length}>
        <Banner tone="warning" title={w("form.duplicate")} live>
          <For each={twins()}>
            {(twin) => <div>{w("form.duplicateHelp", { name: twin.label ?? "", reason: w.maybe(`reasons.${twin.reason}`) ?? "" })} <Link href={`/${twin.type}s/${twin.id}`}>{w("form.openExisting", { name: twin.label ?? "" })}</Link></div>}
          </For>
        </Banner>
      </Show>
    </FormView>
  );
}
