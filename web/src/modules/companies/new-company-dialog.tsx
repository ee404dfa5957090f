import { useNavigate } from "@solidjs/router";
import { Show, Suspense } from "solid-js";
import { ApiError, call } from "#web/src/kernel/api.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { invalidate } from "#web/src/kernel/query.ts";
import { session } from "#web/src/kernel/session.ts";
import { usePeople } from "#web/src/modules/users/people.ts";
import { Combobox } from "#web/src/ui/combobox.tsx";
import { Dialog } from "#web/src/ui/dialog.tsx";
import { Gate } from "#web/src/ui/feedback.tsx";
import { createForm, FormView } from "#web/src/ui/form.tsx";
import { COUNTRIES, countryName, PhoneField } from "#web/src/ui/phone-field.tsx";
import { SkeletonLines } from "#web/src/ui/skeleton.tsx";
import { TextField } from "#web/src/ui/text-field.tsx";
import { toast } from "#web/src/ui/toast.tsx";
import { createCompany } from "#worker/modules/contacts/contract.ts";
import { companyErrorText, isDomain } from "./company-data.ts";
import { companyWords } from "./text/index.ts";

/** The form for a new company; only the name is needed. */
export function NewCompanyDialog(props: { open: boolean; onClose: () => void }) {
  const w = useWords(companyWords);
  return (
    <Dialog open={props.open} onClose={props.onClose} title={w("newCompany")}>
      <Suspense fallback={<SkeletonLines />}>
        <Gate permission="company.create" title={w("newCompany")}><Show when={props.open}><NewCompanyForm onClose={props.onClose} /></Show></Gate>
      </Suspense>
    </Dialog>
  );
}

function NewCompanyForm(props: { onClose: () => void }) {
  const w = useWords(companyWords);
  const navigate = useNavigate();
  const people = usePeople();
  const text = (value: string) => value.trim() || null;
  let phoneValid = true;
  const form = createForm({
    values: { name: "", domain: "", phone: "", city: "", country: (session()?.tenant.country ?? undefined) as string | undefined, owner_user_id: session()?.user.id as string | undefined },
    check: (values) => ({ name: values.name.trim() ? undefined : w("form.nameMissing"), domain: !values.domain.trim() || isDomain(values.domain) ? undefined : w("form.domainWrong"), phone: phoneValid ? undefined : w("form.phoneWrong") }),
    submit: async (values) => {
      const company = await call(createCompany, { body: { name: values.name.trim(), domain: text(values.domain), phone: text(values.phone), city: text(values.city), country: values.country ?? null, owner_user_id: values.owner_user_id ?? null } });
      await invalidate("/v1/companies");
      toast.success(w("form.created", { name: company.name }), { action: { label: w("open"), run: () => navigate(`/companies/${company.id}`) } });
      props.onClose();
    },
    explain: (error) => (error instanceof ApiError && error.code === "LIMIT_REACHED" ? w("form.limit") : companyErrorText(error)),
  });
  return (
    <FormView form={form} submitLabel={w("form.create")} onCancel={props.onClose}>
      <TextField label={w("name")} autofocus maxLength={200} {...form.field("name")} />
      <TextField label={w("domain")} optional type="url" help={w("form.domainHelp")} maxLength={253} {...form.field("domain")} />
      <PhoneField label={w("phone")} optional {...form.field("phone")} onValid={(valid) => (phoneValid = valid)} />
      <TextField label={w("city")} optional maxLength={100} {...form.field("city")} />
      <Combobox label={w("country")} optional options={COUNTRIES.map(([iso]) => ({ value: iso as string, label: countryName(iso) }))} {...form.field("country")} />
      <Combobox label={w("owner")} optional options={people.options()} {...form.field("owner_user_id")} />
    </FormView>
  );
}
