import { useNavigate, useParams } from "@solidjs/router";
import Ellipsis from "lucide-solid/icons/ellipsis";
import Plus from "lucide-solid/icons/plus";
import Trash from "lucide-solid/icons/trash";
import { Show } from "solid-js";
import { ApiError, call } from "#web/src/kernel/api.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { useLive } from "#web/src/kernel/live.ts";
import { invalidate, useCall } from "#web/src/kernel/query.ts";
import { can } from "#web/src/kernel/session.ts";
import { t } from "#web/src/kernel/text/index.ts";
import { RecordTimeline } from "#web/src/modules/activities/record-timeline.tsx";
import { WatchToggle } from "#web/src/modules/activities/watch-toggle.tsx";
import { RelatedDeals, useDealCount } from "#web/src/modules/contacts/related-deals.tsx";
import { useTasksTab } from "#web/src/modules/tasks/record-tasks.tsx";
import { usePeople } from "#web/src/modules/users/people.ts";
import { settled } from "#web/src/kernel/settled.ts";
import { Person } from "#web/src/ui/avatar.tsx";
import { ButtonLink } from "#web/src/ui/button.tsx";
import { confirm } from "#web/src/ui/dialog.tsx";
import { Menu } from "#web/src/ui/menu.tsx";
import { RecordPage } from "#web/src/ui/record-page.tsx";
import { Facts, Section, type Fact } from "#web/src/ui/record-parts.tsx";
import { Code, DateTime, Name, Nothing, Phone, RelativeTime } from "#web/src/ui/text.tsx";
import { toast } from "#web/src/ui/toast.tsx";
import { deleteCompany, getCompany } from "#worker/modules/contacts/contract.ts";
import { CompanyContacts } from "./company-contacts.tsx";
import { companyErrorText, type CompanyRow } from "./company-data.ts";
import { CompanyDetails } from "./company-details.tsx";
import { CompanyStatus } from "./company-status.tsx";
import { companyWords } from "./text/index.ts";

const website = (domain: string) => <a class="link" href={`https://${domain}`} target="_blank" rel="noreferrer"><Code>{domain}</Code></a>;

/** One company: its people, its deals, and what was said. */
export default function CompanyPage() {
  const w = useWords(companyWords);
  const params = useParams<{ id: string }>();
  const navigate = useNavigate();
  const people = usePeople();
  const query = useCall(getCompany, () => ({ params: { company_id: params.id } }));
  const company = () => { const found = settled(query); return found?.id === params.id ? found : undefined; };
  const tasks = useTasksTab(() => ({ type: "company", id: params.id, name: company()?.name ?? "" }));
  const deals = useDealCount(() => ({ company: params.id }));
  useLive<{ company_id?: string | null }>("*", (payload) => payload?.company_id === params.id && void invalidate("/v1/companies/:company_id"));
  const remove = async () => {
    const found = company();
    if (!found || !(await confirm({ title: w("remove.title", { name: found.name }), text: w("remove.text"), confirmLabel: t("action.delete"), danger: true }))) return;
    try {
      await call(deleteCompany, { params: { company_id: found.id } });
      navigate("/companies");
      toast.success(w("remove.done", { name: found.name }));
      await invalidate("/v1/companies");
    } catch (error) {
      toast.error(error instanceof ApiError && error.code === "CONFLICT" ? w("remove.refused") : companyErrorText(error));
    }
  };
  const facts = (found: CompanyRow): readonly Fact[] => [
    { label: w("phone"), value: <Phone number={found.phone} dial /> },
    { label: w("domain"), value: <Show when={found.domain} fallback={<Nothing />}>{(domain) => website(domain())}</Show> },
    { label: w("status"), value: <CompanyStatus status={found.status} /> },
    { label: w("owner"), value: <Person name={people.name(found.owner_user_id)} fallback={w("noOwner")} /> },
    { label: w("created"), value: <DateTime at={found.created_at} /> },
  ];
  return (
    <RecordPage
      title={company()?.name ?? ""} crumbs={[{ label: w("title"), href: "/companies" }]} loading={!company()} error={query.isLoadingError ? query.error : undefined} retry={() => void query.refetch()}
      subtitle={company() && <Show when={company()!.city} fallback={<span>{w("people", { count: company()!.contacts_count })}</span>}><Name>{company()!.city}</Name><span aria-hidden="true">·</span><span>{w("people", { count: company()!.contacts_count })}</span></Show>}
      actions={company() && (
        <>
          <WatchToggle subject_type="company" subject_id={params.id} />
          <Show when={can("contact.create")}><ButtonLink variant="primary" icon={Plus} href={`/contacts?new=1&company=${params.id}`}>{w("contactsTab.add")}</ButtonLink></Show>
          <Show when={can("company.delete")}><Menu label={t("action.more")} icon={Ellipsis} iconOnly placement="bottom-end" entries={[{ label: w("remove.action"), icon: Trash, danger: true, onSelect: () => void remove() }]} /></Show>
        </>
      )}
      facts={company() ? facts(company()!) : []}
      side={company() && (
        <Section title={w("side.about")}>
          <Facts facts={[
            { label: w("industry"), value: <Name>{company()!.industry_code}</Name> }, { label: w("address"), value: <Show when={company()!.address} fallback={<Nothing />}>{(address) => <span dir="auto">{address()}</span>}</Show> },
            { label: w("updated"), value: <RelativeTime at={company()!.updated_at} /> },
          ]} />
        </Section>
      )}
      sideLabel={w("side.about")}
      tabs={company() ? [
        { id: "timeline", label: w("tabs.timeline"), content: () => <RecordTimeline subject_type="company" subject_id={params.id} canWrite /> },
        ...tasks(),
        { id: "details", label: w("tabs.details"), content: () => <Show when={company()}>{(found) => <CompanyDetails company={found()} />}</Show> },
        { id: "contacts", label: w("tabs.contacts"), count: company()!.contacts_count, content: () => <CompanyContacts company_id={params.id} /> },
        { id: "deals", label: w("tabs.deals"), count: deals(), content: () => <RelatedDeals filter={{ company: params.id }} title={w("deals.none")} help={w("deals.noneHelp")} /> },
      ] : []}
    />
  );
}
