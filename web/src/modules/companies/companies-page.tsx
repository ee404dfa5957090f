import { useSearchParams } from "@solidjs/router";
import Building2 from "lucide-solid/icons/building-complex";
import Plus from "lucide-solid/icons/plus";
import { Show } from "solid-js";
import { call } from "#web/src/kernel/api.ts";
import { formatNumber } from "#web/src/kernel/format.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { useLive } from "#web/src/kernel/live.ts";
import { invalidate, usePages } from "#web/src/kernel/query.ts";
import { can, session } from "#web/src/kernel/session.ts";
import { useShortcut } from "#web/src/kernel/shortcuts.ts";
import { usePeople } from "#web/src/modules/users/people.ts";
import { Person } from "#web/src/ui/avatar.tsx";
import { Button } from "#web/src/ui/button.tsx";
import type { Column } from "#web/src/ui/data-table.tsx";
import { Fab } from "#web/src/ui/fab.tsx";
import { EmptyState } from "#web/src/ui/feedback.tsx";
import { ListPage } from "#web/src/ui/list-page.tsx";
import { createListState } from "#web/src/ui/list-state.ts";
import { countryName } from "#web/src/ui/phone-field.tsx";
import { Code, Name, Nothing, Phone, RelativeTime } from "#web/src/ui/text.tsx";
import { listCompanies, patchCompany } from "#worker/modules/contacts/contract.ts";
import { COMPANY_PATHS, STATUSES, type CompanyRow } from "./company-data.ts";
import { CompanyStatus } from "./company-status.tsx";
import { NewCompanyDialog } from "./new-company-dialog.tsx";
import { companyWords } from "./text/index.ts";

/** The employers, brokers and investors that contacts belong to. */
export default function CompaniesPage() {
  const w = useWords(companyWords);
  const people = usePeople();
  const [params, setParams] = useSearchParams<{ new?: string }>();
  const creating = (open: boolean) => setParams({ new: open ? "1" : undefined }, { replace: !open, scroll: false });
  const state = createListState({
    id: "companies", defaultSort: "-created_at",
    filters: [
      { id: "status", get label() { return w("status"); }, kind: "one", options: () => STATUSES.map((status) => ({ value: status, label: w(`statuses.${status}`) })) },
      { id: "owner", get label() { return w("owner"); }, kind: "one", options: () => [...people.options(), { value: "none", label: w("noOwner") }] },
      { id: "city", get label() { return w("city"); }, kind: "text" },
    ],
    views: [
      { id: "all", get label() { return w("views.all"); }, params: {} },
      { id: "mine", get label() { return w("views.mine"); }, params: { owner: session()?.user.id ?? "" } },
      { id: "unassigned", get label() { return w("views.unassigned"); }, params: { owner: "none" } },
    ],
  });
  const list = usePages(listCompanies, () => state.query());
  useLive("company.*", () => void invalidate("/v1/companies"));
  useShortcut("n", () => can("company.create") && creating(true));
  const saveOwner = async (company: CompanyRow, id: string) => {
    await call(patchCompany, { params: { company_id: company.id }, body: { owner_user_id: id || null }, version: company.version }).finally(() => invalidate(...COMPANY_PATHS));
  };
  const columns = (): readonly Column<CompanyRow>[] => [
    { id: "name", header: w("name"), width: 220, sort: "name", required: true, cell: (company) => <Name primary>{company.name}</Name> },
    { id: "domain", header: w("domain"), width: 180, cell: (company) => <Show when={company.domain} fallback={<Nothing />}>{(domain) => <Code>{domain()}</Code>}</Show> },
    { id: "phone", header: w("phone"), width: 160, cell: (company) => <Phone number={company.phone} /> },
    { id: "city", header: w("city"), width: 130, cell: (company) => <Name>{company.city}</Name> },
    { id: "country", header: w("country"), width: 140, cell: (company) => <Show when={company.country} fallback={<Nothing />}>{(country) => <span>{countryName(country())}</span>}</Show> },
    { id: "contacts", header: w("contacts"), width: 110, numeric: true, cell: (company) => formatNumber(company.contacts_count) },
    { id: "status", header: w("status"), width: 120, cell: (company) => <CompanyStatus status={company.status} /> },
    {
      id: "owner", header: w("owner"), width: 170, cell: (company) => <Person name={people.name(company.owner_user_id)} fallback={w("noOwner")} />,
      edit: { allowed: () => can("company.update"), value: (company) => company.owner_user_id ?? "", options: () => [{ value: "", label: w("noOwner") }, ...people.options()], save: saveOwner },
    },
    { id: "created", header: w("created"), width: 110, sort: "created_at", cell: (company) => <RelativeTime at={company.created_at} /> },
    { id: "updated", header: w("updated"), width: 110, sort: "updated_at", hidden: true, cell: (company) => <RelativeTime at={company.updated_at} /> },
  ];
  const add = () => <Show when={can("company.create")}><Button variant="primary" icon={Plus} onClick={() => creating(true)}>{w("newCompany")}</Button></Show>;
  return (
    <>
      <ListPage<CompanyRow>
        title={w("title")} search={w("search")} crumbs={[{ label: w("sales") }]} state={state} list={list} columns={columns()} rowId={(company) => company.id} rowLabel={(company) => company.name} rowHref={(company) => `/companies/${company.id}`}
        phoneRow={(company) => ({ title: <Name>{company.name}</Name>, end: <CompanyStatus status={company.status} />, text: company.city ? <Name>{company.city}</Name> : w("people", { count: company.contacts_count }), textEnd: <Phone number={company.phone} /> })}
        primary={<span class="desk-only">{add()}</span>} fab={<Show when={can("company.create")}><Fab label={w("newCompany")} onClick={() => creating(true)} /></Show>}
        empty={<EmptyState icon={Building2} title={w("none")} actions={add()}>{w("noneHelp")}</EmptyState>}
      />
      <NewCompanyDialog open={params.new !== undefined} onClose={() => creating(false)} />
    </>
  );
}
