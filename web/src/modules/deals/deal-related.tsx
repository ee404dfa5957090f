import Building2 from "lucide-solid/icons/building-complex";
import Contact from "lucide-solid/icons/contact";
import Ellipsis from "lucide-solid/icons/ellipsis";
import Plus from "lucide-solid/icons/plus";
import { createSignal, For, Show, Suspense, type JSX } from "solid-js";
import { ApiError, call } from "#web/src/kernel/api.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { invalidate } from "#web/src/kernel/query.ts";
import { can } from "#web/src/kernel/session.ts";
import { Avatar } from "#web/src/ui/avatar.tsx";
import { Button } from "#web/src/ui/button.tsx";
import { Combobox } from "#web/src/ui/combobox.tsx";
import { Dialog } from "#web/src/ui/dialog.tsx";
import { createForm, FormView } from "#web/src/ui/form.tsx";
import { Icon } from "#web/src/ui/icon.tsx";
import { Link } from "#web/src/ui/link.tsx";
import { Menu, type MenuEntry } from "#web/src/ui/menu.tsx";
import { Select } from "#web/src/ui/select.tsx";
import { SkeletonLines } from "#web/src/ui/skeleton.tsx";
import { Name } from "#web/src/ui/text.tsx";
import { toast } from "#web/src/ui/toast.tsx";
import { patchDeal } from "#worker/modules/deals/contract.ts";
import type { DealView } from "./deal-page.tsx";
import { useCompanySearch, useContactSearch } from "#web/src/modules/contacts/record-search.ts";
import { dealWords } from "./text/index.ts";
import { dealErrorText } from "./words.ts";

const CONTACT_ROLES = ["decision_maker", "influencer", "other"] as const;
const COMPANY_ROLES = ["primary", "secondary"] as const;
type ContactRole = (typeof CONTACT_ROLES)[number];
type CompanyRole = (typeof COMPANY_ROLES)[number];

/** The people and companies of a deal; the first of each is its main one. */
export function DealRelated(props: { deal: DealView }) {
  const w = useWords(dealWords);
  const [adding, setAdding] = createSignal<"contact" | "company">();
  const editable = () => props.deal.status === "open" && can("deal.update");
  const contacts = () => props.deal.contacts.map(({ contact_id, role }) => ({ contact_id, role: role as ContactRole }));
  const companies = () => props.deal.companies.map(({ company_id, role }) => ({ company_id, role: role as CompanyRole }));
  const save = async (body: { contacts: ReturnType<typeof contacts> } | { companies: ReturnType<typeof companies> }) => {
    await call(patchDeal, { params: { deal_id: props.deal.id }, body, version: props.deal.version });
    await invalidate("/v1/deals", "/v1/timeline");
    toast.success(w("related.saved"));
  };
  const attempt = (body: Parameters<typeof save>[0]) => void save(body).catch((error: unknown) => {
    toast.error(dealErrorText(error));
    if (error instanceof ApiError && error.status === 412) void invalidate("/v1/deals");
  });
  const contactMenu = (id: string, name: string, at: number): MenuEntry[] => [
    ...(at > 0 ? [{ label: w("related.makePrimary"), onSelect: () => attempt({ contacts: [...contacts().filter((one) => one.contact_id === id), ...contacts().filter((one) => one.contact_id !== id)] }) }] : []),
    ...CONTACT_ROLES.map((role) => ({ label: w(`related.role_${role}`), checked: contacts()[at]?.role === role, onSelect: () => attempt({ contacts: contacts().map((one) => (one.contact_id === id ? { ...one, role } : one)) }) })),
    "line",
    { label: w("related.remove", { name }), danger: true, onSelect: () => attempt({ contacts: contacts().filter((one) => one.contact_id !== id) }) },
  ];
  return (
    <div class="stack" data-gap="lg">
      <People title={w("related.contacts")} icon={Contact} empty={w("related.noContacts")} add={editable() ? { label: w("related.addContact"), run: () => setAdding("contact") } : undefined}>
        <For each={props.deal.contacts}>
          {(contact, at) => <Row name={contact.full_name} href={`/contacts/${contact.contact_id}`} role={at() === 0 ? `${w("related.primary")} · ${roleOf(w, contact.role)}` : roleOf(w, contact.role)} menu={editable() ? contactMenu(contact.contact_id, contact.full_name, at()) : []} />}
        </For>
      </People>
      <People title={w("related.companies")} icon={Building2} empty={w("related.noCompanies")} add={editable() ? { label: w("related.addCompany"), run: () => setAdding("company") } : undefined}>
        <For each={props.deal.companies}>
          {(company) => <Row name={company.name} href={`/companies/${company.company_id}`} role={roleOf(w, company.role)} menu={editable() ? [{ label: w("related.remove", { name: company.name }), danger: true, onSelect: () => attempt({ companies: companies().filter((one) => one.company_id !== company.company_id) }) }] : []} />}
        </For>
      </People>
      <Dialog open={adding() === "contact"} onClose={() => setAdding(undefined)} title={w("related.addContact")}>
        <Suspense fallback={<SkeletonLines lines={3} />}>
          <Show when={adding() === "contact"}><AddForm kind="contact" taken={contacts().map((one) => one.contact_id)} onClose={() => setAdding(undefined)} onAdd={(id, role) => save({ contacts: [...contacts(), { contact_id: id, role: role as ContactRole }] })} /></Show>
        </Suspense>
      </Dialog>
      <Dialog open={adding() === "company"} onClose={() => setAdding(undefined)} title={w("related.addCompany")}>
        <Suspense fallback={<SkeletonLines lines={3} />}>
          <Show when={adding() === "company"}><AddForm kind="company" taken={companies().map((one) => one.company_id)} onClose={() => setAdding(undefined)} onAdd={(id, role) => save({ companies: [...companies(), { company_id: id, role: role as CompanyRole }] })} /></Show>
        </Suspense>
      </Dialog>
    </div>
  );
}

const roleOf = (w: { maybe: (key: string) => string | undefined }, role: string) => w.maybe(`related.role_${role}`) ?? role;

function People(props: { title: string; icon: Parameters<typeof Icon>[0]["of"]; empty: string; add: { label: string; run: () => void } | undefined; children: JSX.Element }) {
  return (
    <section class="stack">
      <div class="row">
        <h2 class="heading">{props.title}</h2>
        <Show when={props.add}>{(add) => <span class="push"><Button size="sm" icon={Plus} onClick={add().run}>{add().label}</Button></span>}</Show>
      </div>
      <ul class="related" data-empty={props.empty}>{props.children}</ul>
    </section>
  );
}

function Row(props: { name: string; href: string; role: string; menu: readonly MenuEntry[] }) {
  const w = useWords(dealWords);
  return (
    <li class="related__row">
      <Avatar name={props.name} size="md" />
      <span class="stack" data-gap="none"><Link href={props.href}><Name>{props.name}</Name></Link><span class="small muted">{props.role}</span></span>
      <Show when={props.menu.length}><span class="push"><Menu label={w("unitsTab.actions", { unit: props.name })} icon={Ellipsis} iconOnly size="sm" placement="bottom-end" entries={props.menu} /></span></Show>
    </li>
  );
}

function AddForm(props: { kind: "contact" | "company"; taken: readonly string[]; onClose: () => void; onAdd: (id: string, role: string) => Promise<unknown> }) {
  const w = useWords(dealWords);
  const search = props.kind === "contact" ? useContactSearch() : useCompanySearch();
  const roles = props.kind === "contact" ? CONTACT_ROLES : COMPANY_ROLES;
  const form = createForm({
    values: { id: undefined as string | undefined, role: roles[0] as string },
    check: (values) => ({ id: values.id ? undefined : w("related.missing") }),
    submit: async ({ id, role }) => {
      await props.onAdd(id!, role);
      props.onClose();
    },
    explain: dealErrorText,
  });
  const options = () => search.options().filter(({ value }) => !props.taken.includes(value));
  return (
    <FormView form={form} submitLabel={w(props.kind === "contact" ? "related.addContact" : "related.addCompany")} onCancel={props.onClose} guard={false}>
      <Combobox label={w(props.kind)} placeholder={w("form.contactHelp")} options={options()} onSearch={search.onSearch} loading={search.loading()} {...form.field("id")} />
      <Select label={w("related.role")} options={roles.map((role) => ({ value: role as string, label: roleOf(w, role) }))} {...form.field("role")} />
    </FormView>
  );
}
