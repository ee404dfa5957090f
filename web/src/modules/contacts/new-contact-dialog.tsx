import { useNavigate } from "@solidjs/router";
import { createEffect, createSignal, For, onCleanup, Show, Suspense } from "solid-js";
import { ApiError, call } from "#web/src/kernel/api.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { invalidate, useCall } from "#web/src/kernel/query.ts";
import { session } from "#web/src/kernel/session.ts";
import { usePeople } from "#web/src/modules/users/people.ts";
import { useCompanySearch } from "#web/src/modules/contacts/record-search.ts";
import { settled } from "#web/src/kernel/settled.ts";
import { Combobox } from "#web/src/ui/combobox.tsx";
import { Dialog } from "#web/src/ui/dialog.tsx";
import { Banner, Gate } from "#web/src/ui/feedback.tsx";
import { createForm, FormView } from "#web/src/ui/form.tsx";
import { Link } from "#web/src/ui/link.tsx";
import { PhoneField } from "#web/src/ui/phone-field.tsx";
import { Select } from "#web/src/ui/select.tsx";
import { SkeletonLines } from "#web/src/ui/skeleton.tsx";
import { TextField } from "#web/src/ui/text-field.tsx";
import { toast } from "#web/src/ui/toast.tsx";
import { checkDuplicates, createContact, getCompany } from "#worker/modules/contacts/contract.ts";
import { contactErrorText, isEmail, STAGES, type ContactRow } from "./contact-data.ts";
import { contactWords } from "./text/index.ts";

interface NewContactProps {
  open: boolean;
  /** The company the person belongs to, when it is known already. */
  company_id?: string | undefined;
  onClose: () => void;
}
interface Twin { id: string; label: string; reason: string }

const REST_MS = 500;

/** The form for a new contact; whom it repeats is said while it is filled in. */
export function NewContactDialog(props: NewContactProps) {
  const w = useWords(contactWords);
  return (
    <Dialog open={props.open} onClose={props.onClose} title={w("newContact")}>
      <Suspense fallback={<SkeletonLines />}>
        <Gate permission="contact.create" title={w("newContact")}><Show when={props.open}><NewContactForm {...props} /></Show></Gate>
      </Suspense>
    </Dialog>
  );
}

function NewContactForm(props: NewContactProps) {
  const w = useWords(contactWords);
  const navigate = useNavigate();
  const people = usePeople();
  const company = useCall(getCompany, () => (props.company_id ? { params: { company_id: props.company_id } } : undefined));
  const companies = useCompanySearch(() => { const known = settled(company); return known ? [{ value: known.id, label: known.name }] : []; });
  const text = (value: string) => value.trim() || null;
  let phoneValid = true;
  const form = createForm({
    values: { first_name: "", last_name: "", phone_e164: "", email: "", company_id: props.company_id, job_title: "", lifecycle_stage: "prospect" as ContactRow["lifecycle_stage"], owner_user_id: session()?.user.id as string | undefined },
    check: (values) => ({
      first_name: values.first_name.trim() ? undefined : w("form.firstMissing"), phone_e164: phoneValid ? undefined : w("form.phoneWrong"), email: !values.email.trim() || isEmail(values.email) ? undefined : w("form.emailWrong"),
    }),
    submit: async (values) => {
      const contact = await call(createContact, {
        body: {
          first_name: values.first_name.trim(), last_name: text(values.last_name), phone_e164: text(values.phone_e164), email: text(values.email), job_title: text(values.job_title),
          company_id: values.company_id ?? null, lifecycle_stage: values.lifecycle_stage, owner_user_id: values.owner_user_id ?? null,
        },
      });
      await invalidate("/v1/contacts", "/v1/companies");
      toast.success(w("form.created", { name: contact.full_name }), { action: { label: w("open"), run: () => navigate(`/contacts/${contact.id}`) } });
      props.onClose();
    },
    explain: (error) => (error instanceof ApiError && error.code === "LIMIT_REACHED" ? w("form.limit") : contactErrorText(error)),
  });
  const twins = useTwins(() => ({ first_name: form.values().first_name.trim(), last_name: text(form.values().last_name), email: isEmail(form.values().email) ? form.values().email.trim() : null, phone_e164: phoneValid ? text(form.values().phone_e164) : null, company_id: form.values().company_id ?? null }));
  return (
    <FormView form={form} submitLabel={w("form.create")} onCancel={props.onClose}>
      <TextField label={w("firstName")} autofocus autocomplete="off" maxLength={100} {...form.field("first_name")} />
      <TextField label={w("lastName")} optional autocomplete="off" maxLength={100} {...form.field("last_name")} />
      <PhoneField label={w("phone")} optional {...form.field("phone_e164")} onValid={(valid) => (phoneValid = valid)} />
      <TextField label={w("email")} type="email" optional autocomplete="off" {...form.field("email")} />
      <Combobox label={w("company")} optional placeholder={w("form.companySearch")} options={companies.options()} onSearch={companies.onSearch} loading={companies.loading()} {...form.field("company_id")} />
      <TextField label={w("jobTitle")} optional maxLength={100} {...form.field("job_title")} />
      <Select label={w("stage")} options={STAGES.map((stage) => ({ value: stage, label: w(`stages.${stage}`) }))} {...form.field("lifecycle_stage")} />
      <Combobox label={w("owner")} optional options={people.options()} {...form.field("owner_user_id")} />
      <Show when={twins().blocking.length}><Twins tone="warning" title={w("form.duplicate")} twins={twins().blocking} /></Show>
      <Show when={!twins().blocking.length && twins().similar.length}><Twins tone="info" title={w("form.similar")} help={w("form.similarHelp")} twins={twins().similar} /></Show>
    </FormView>
  );
}

function Twins(props: { tone: "warning" | "info"; title: string; help?: string; twins: readonly Twin[] }) {
  const w = useWords(contactWords);
  return (
    <Banner tone={props.tone} title={props.title} live>
      <For each={props.twins}>{(twin) => <div>{w("form.duplicateHelp", { name: twin.label, reason: w.maybe(`reasons.${twin.reason}`) ?? "" })} <Link href={`/contacts/${twin.id}`}>{w("form.openExisting", { name: twin.label })}</Link></div>}</For>
      <Show when={props.help}><div>{props.help}</div></Show>
    </Banner>
  );
}

/** Asks, once typing rests, which contacts would refuse this one and which it may repeat. */
function useTwins(person: () => { first_name: string; last_name: string | null; email: string | null; phone_e164: string | null; company_id: string | null }) {
  const [found, setFound] = createSignal<{ blocking: readonly Twin[]; similar: readonly Twin[] }>({ blocking: [], similar: [] });
  createEffect(() => {
    const asked = person();
    if (!asked.first_name || (!asked.email && !asked.phone_e164 && !asked.company_id)) return void setFound({ blocking: [], similar: [] });
    const stop = new AbortController();
    const timer = setTimeout(async () => {
      const answer = await call(checkDuplicates, { body: asked, signal: stop.signal }).catch(() => undefined);
      if (answer && !stop.signal.aborted) setFound(answer);
    }, REST_MS);
    onCleanup(() => (clearTimeout(timer), stop.abort()));
  });
  return found;
}
