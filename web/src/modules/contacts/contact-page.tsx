import { useNavigate, useParams } from "@solidjs/router";
import Ellipsis from "lucide-solid/icons/ellipsis";
import Mail from "lucide-solid/icons/mail";
import MessageCircle from "lucide-solid/icons/message-circle";
import PhoneIcon from "lucide-solid/icons/phone";
import Plus from "lucide-solid/icons/plus";
import Trash from "lucide-solid/icons/trash";
import { createSignal, Show } from "solid-js";
import { ApiError, call } from "#web/src/kernel/api.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { useLive } from "#web/src/kernel/live.ts";
import { invalidate, useCall } from "#web/src/kernel/query.ts";
import { can } from "#web/src/kernel/session.ts";
import { t } from "#web/src/kernel/text/index.ts";
import { RecordTimeline } from "#web/src/modules/activities/record-timeline.tsx";
import { WatchToggle } from "#web/src/modules/activities/watch-toggle.tsx";
import { NewDealDialog } from "#web/src/modules/deals/new-deal-dialog.tsx";
import { useTasksTab } from "#web/src/modules/tasks/record-tasks.tsx";
import { usePeople } from "#web/src/modules/users/people.ts";
import { settled } from "#web/src/kernel/settled.ts";
import { Person } from "#web/src/ui/avatar.tsx";
import { Button } from "#web/src/ui/button.tsx";
import { confirm } from "#web/src/ui/dialog.tsx";
import { Icon } from "#web/src/ui/icon.tsx";
import { Link } from "#web/src/ui/link.tsx";
import { Menu } from "#web/src/ui/menu.tsx";
import { RecordPage } from "#web/src/ui/record-page.tsx";
import { Facts, Section, type Fact } from "#web/src/ui/record-parts.tsx";
import { Code, DateTime, Name, Nothing, Phone, RelativeTime } from "#web/src/ui/text.tsx";
import { toast } from "#web/src/ui/toast.tsx";
import { deleteContact, getContact } from "#worker/modules/contacts/contract.ts";
import { ContactChannels } from "./contact-channels.tsx";
import { contactErrorText, type ContactRow } from "./contact-data.ts";
import { ContactDetails } from "./contact-details.tsx";
import { RelatedDeals, useDealCount } from "./related-deals.tsx";
import { ContactStage } from "./stage.tsx";
import { contactWords } from "./text/index.ts";

/** One person: how to reach them, what was said, and their deals. */
export default function ContactPage() {
  const w = useWords(contactWords);
  const params = useParams<{ id: string }>();
  const navigate = useNavigate();
  const people = usePeople();
  const query = useCall(getContact, () => ({ params: { contact_id: params.id } }));
  const contact = () => { const found = settled(query); return found?.id === params.id ? found : undefined; };
  const tasks = useTasksTab(() => ({ type: "contact", id: params.id, name: contact()?.full_name ?? "" }));
  const [dealing, setDealing] = createSignal(false);
  const deals = useDealCount(() => ({ contact: params.id }));
  useLive<{ contact_id?: string }>("contact.*", (payload) => payload?.contact_id === params.id && void invalidate("/v1/contacts/:contact_id"));
  const remove = async () => {
    const found = contact();
    if (!found || !(await confirm({ title: w("remove.title", { name: found.full_name }), text: w("remove.text"), confirmLabel: t("action.delete"), danger: true }))) return;
    try {
      await call(deleteContact, { params: { contact_id: found.id } });
      navigate("/contacts");
      toast.success(w("remove.done", { name: found.full_name }));
      await invalidate("/v1/contacts");
    } catch (error) {
      toast.error(error instanceof ApiError && error.code === "CONFLICT" ? w("remove.refused") : contactErrorText(error));
    }
  };
  const facts = (found: ContactRow): readonly Fact[] => [
    { label: w("phone"), value: <Phone number={found.phone_e164} dial /> },
    { label: w("email"), value: <Show when={found.email} fallback={<Nothing />}>{(email) => <a class="link" href={`mailto:${email()}`}><Code>{email()}</Code></a>}</Show> },
    { label: w("stage"), value: <ContactStage stage={found.lifecycle_stage} /> },
    { label: w("owner"), value: <Person name={people.name(found.owner_user_id)} fallback={w("noOwner")} /> },
    { label: w("created"), value: <DateTime at={found.created_at} /> },
  ];
  return (
    <>
      <RecordPage
        title={contact()?.full_name ?? ""} crumbs={[{ label: w("title"), href: "/contacts" }]} loading={!contact()} error={query.isLoadingError ? query.error : undefined} retry={() => void query.refetch()}
        subtitle={contact() && <><Show when={contact()!.job_title}>{(job) => <span dir="auto">{job()}</span>}</Show><Show when={contact()!.job_title && contact()!.company}><span aria-hidden="true">·</span></Show><Show when={contact()!.company}>{(company) => <Link href={`/companies/${company().id}`}><Name>{company().name}</Name></Link>}</Show></>}
        actions={contact() && (
          <>
            <WatchToggle subject_type="contact" subject_id={params.id} />
            <Show when={can("deal.create")}><Button variant="primary" icon={Plus} onClick={() => setDealing(true)}>{w("deals.newDeal")}</Button></Show>
            <Show when={can("contact.delete")}><Menu label={t("action.more")} icon={Ellipsis} iconOnly placement="bottom-end" entries={[{ label: w("remove.action"), icon: Trash, danger: true, onSelect: () => void remove() }]} /></Show>
          </>
        )}
        facts={contact() ? facts(contact()!) : []} side={contact() && <Side contact={contact()!} ownerName={people.name(contact()!.owner_user_id)} />} sideLabel={w("side.about")} phoneLead={contact() && <Reach contact={contact()!} />}
        tabs={contact() ? [
          { id: "timeline", label: w("tabs.timeline"), content: () => <RecordTimeline subject_type="contact" subject_id={params.id} canWrite /> },
          ...tasks(),
          { id: "details", label: w("tabs.details"), content: () => <Show when={contact()}>{(found) => <ContactDetails contact={found()} />}</Show> },
          { id: "channels", label: w("tabs.channels"), count: contact()!.channels.length, content: () => <Show when={contact()}>{(found) => <ContactChannels contact={found()} />}</Show> },
          { id: "deals", label: w("tabs.deals"), count: deals(), content: () => <RelatedDeals filter={{ contact: params.id }} title={w("deals.none")} help={w("deals.noneHelp")} /> },
        ] : []}
      />
      <NewDealDialog open={dealing()} contact={contact() ? { id: params.id, name: contact()!.full_name } : undefined} onClose={() => setDealing(false)} />
    </>
  );
}

function Side(props: { contact: ContactRow; ownerName: string | undefined }) {
  const w = useWords(contactWords);
  return (
    <>
      <Section title={w("side.reach")}>
        <Facts facts={[
          { label: w("phone"), value: <Phone number={props.contact.phone_e164} dial /> },
          { label: w("whatsapp"), value: <Phone number={props.contact.whatsapp_e164} /> },
          { label: w("email"), value: <Show when={props.contact.email} fallback={<Nothing />}>{(email) => <a class="link" href={`mailto:${email()}`}><Code>{email()}</Code></a>}</Show> },
        ]} />
      </Section>
      <Section title={w("side.about")}>
        <Facts facts={[
          { label: w("company"), value: <Show when={props.contact.company} fallback={<Nothing />}>{(company) => <Link href={`/companies/${company().id}`}><Name>{company().name}</Name></Link>}</Show> },
          { label: w("owner"), value: <Person name={props.ownerName} fallback={w("noOwner")} /> },
          { label: w("created"), value: <DateTime at={props.contact.created_at} /> },
          { label: w("updated"), value: <RelativeTime at={props.contact.updated_at} /> },
        ]} />
      </Section>
    </>
  );
}

/** On a phone, before the tabs: call, message or write. */
function Reach(props: { contact: ContactRow }) {
  const w = useWords(contactWords);
  const whatsapp = () => props.contact.whatsapp_e164 ?? props.contact.phone_e164;
  return (
    <Show when={props.contact.phone_e164 || props.contact.email}>
      <nav class="action-bar" aria-label={w("side.reach")}>
        <Show when={props.contact.phone_e164}>{(phone) => <a href={`tel:${phone()}`}><Icon of={PhoneIcon} />{w("side.call")}</a>}</Show>
        <Show when={whatsapp()}>{(phone) => <a href={`https://wa.me/${phone().slice(1)}`} target="_blank" rel="noreferrer"><Icon of={MessageCircle} />{w("side.whatsapp")}</a>}</Show>
        <Show when={props.contact.email}>{(email) => <a href={`mailto:${email()}`}><Icon of={Mail} />{w("side.write")}</a>}</Show>
      </nav>
    </Show>
  );
}
