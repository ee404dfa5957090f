import Building2 from "lucide-solid/icons/building-complex";
import Contact from "lucide-solid/icons/contact";
import Handshake from "lucide-solid/icons/handshake";
import { Show } from "solid-js";
import { useWords } from "#web/src/kernel/i18n.ts";
import { useCall } from "#web/src/kernel/query.ts";
import { can } from "#web/src/kernel/session.ts";
import { settled } from "#web/src/kernel/settled.ts";
import { Icon, type IconType } from "#web/src/ui/icon.tsx";
import { Link } from "#web/src/ui/link.tsx";
import { Name } from "#web/src/ui/text.tsx";
import { getCompany, getContact } from "#worker/modules/contacts/contract.ts";
import { getDeal } from "#worker/modules/deals/contract.ts";
import type { LeadView } from "./lead-data.ts";
import { leadWords } from "./text/index.ts";

/** What a lead became, by name: contact, company and deal, each a link. */
export function BecameLinks(props: { became: Pick<NonNullable<LeadView["conversion"]>, "contact_id" | "company_id" | "deal_id"> }) {
  const w = useWords(leadWords);
  const contact = useCall(getContact, () => (can("contact.read") ? { params: { contact_id: props.became.contact_id } } : undefined));
  const company = useCall(getCompany, () => (props.became.company_id && can("company.read") ? { params: { company_id: props.became.company_id } } : undefined));
  const deal = useCall(getDeal, () => (props.became.deal_id && can("deal.read") ? { params: { deal_id: props.became.deal_id } } : undefined));
  return (
    <ul class="became">
      <Entry icon={Contact} kind={w("converted.contact")} href={`/contacts/${props.became.contact_id}`} name={settled(contact)?.full_name} />
      <Show when={props.became.company_id}>{(id) => <Entry icon={Building2} kind={w("converted.company")} href={`/companies/${id()}`} name={settled(company)?.name} />}</Show>
      <Show when={props.became.deal_id}>{(id) => <Entry icon={Handshake} kind={w("converted.deal")} href={`/deals/${id()}`} name={settled(deal)?.name} />}</Show>
    </ul>
  );
}

function Entry(props: { icon: IconType; kind: string; href: string; name: string | undefined }) {
  return <li class="row" data-gap="sm"><Icon of={props.icon} size="sm" /><span class="muted">{props.kind}</span><Link href={props.href}><Show when={props.name} fallback={props.kind}>{(name) => <Name>{name()}</Name>}</Show></Link></li>;
}
