import ChevronRight from "lucide-solid/icons/chevron-right";
import Mail from "lucide-solid/icons/mail";
import MessageCircle from "lucide-solid/icons/message-circle";
import Phone from "lucide-solid/icons/phone";
import { Show } from "solid-js";
import { useWords } from "#web/src/kernel/i18n.ts";
import { useCall } from "#web/src/kernel/query.ts";
import { can } from "#web/src/kernel/session.ts";
import { Person } from "#web/src/ui/avatar.tsx";
import { ButtonLink } from "#web/src/ui/button.tsx";
import { Icon } from "#web/src/ui/icon.tsx";
import { Facts, Section } from "#web/src/ui/record-parts.tsx";
import { Skeleton } from "#web/src/ui/skeleton.tsx";
import { Code, DateTime, Name, Nothing, Phone as Number, RelativeTime } from "#web/src/ui/text.tsx";
import { getContact } from "#worker/modules/contacts/contract.ts";
import { daysSince } from "./deal-card.tsx";
import type { DealView } from "./deal-page.tsx";
import { usePeople } from "#web/src/modules/users/people.ts";
import { settled } from "#web/src/kernel/settled.ts";
import { dealWords } from "./text/index.ts";

const useMainContact = (deal: () => DealView) => useCall(getContact, () => {
  const id = deal().contacts[0]?.contact_id;
  return id && can("contact.read") ? { params: { contact_id: id } } : undefined;
});

/** Beside the deal: whom to reach and how, and how long it has been where it is. */
export function DealSide(props: { deal: DealView }) {
  const w = useWords(dealWords);
  const people = usePeople();
  const query = useMainContact(() => props.deal);
  const contact = () => settled(query);
  const main = () => props.deal.contacts[0];
  return (
    <>
      <Section title={w("side.contact")} actions={<Show when={main()}>{(one) => <ButtonLink variant="ghost" size="sm" trailing={ChevronRight} pointing href={`/contacts/${one().contact_id}`}>{w("open")}</ButtonLink>}</Show>}>
        <Show when={main()} fallback={<p class="muted small">{w("side.noContact")}</p>}>
          {(one) => (
            <>
              <Person name={one().full_name} size="md" />
              <Show when={contact()} fallback={<Show when={can("contact.read")}><Skeleton width="80%" /></Show>}>
                {(found) => (
                  <>
                    <Facts facts={[
                      { label: w("side.phone"), value: <Number number={found().phone_e164} dial /> },
                      { label: w("side.email"), value: <Show when={found().email} fallback={<Nothing />}>{(email) => <a class="link" href={`mailto:${email()}`}><Code>{email()}</Code></a>}</Show> },
                      { label: w("company"), value: <Name>{found().company?.name}</Name> },
                    ]} />
                  </>
                )}
              </Show>
            </>
          )}
        </Show>
      </Section>
      <Section title={w("side.about")}>
        <Facts facts={[
          { label: w("inStage"), value: w("days", { count: daysSince(props.deal.stage_entered_at) }) },
          { label: w("owner"), value: <Person name={people.name(props.deal.owner_user_id)} fallback={w("noOwner")} /> },
          { label: w("created"), value: <DateTime at={props.deal.created_at} /> },
          { label: w("updated"), value: <RelativeTime at={props.deal.updated_at} /> },
        ]} />
      </Section>
    </>
  );
}

/** On a phone, before the tabs: call, message or write to the main contact. */
export function PhoneLead(props: { deal: DealView }) {
  const w = useWords(dealWords);
  const query = useMainContact(() => props.deal);
  const contact = () => settled(query);
  const whatsapp = () => contact()?.whatsapp_e164 ?? contact()?.phone_e164;
  return (
    <Show when={contact()?.phone_e164 || contact()?.email}>
      <nav class="action-bar" aria-label={w("side.contact")}>
        <Show when={contact()?.phone_e164}>{(phone) => <a href={`tel:${phone()}`}><Icon of={Phone} />{w("side.call")}</a>}</Show>
        <Show when={whatsapp()}>{(phone) => <a href={`https://wa.me/${phone().slice(1)}`} target="_blank" rel="noreferrer"><Icon of={MessageCircle} />{w("side.whatsapp")}</a>}</Show>
        <Show when={contact()?.email}>{(email) => <a href={`mailto:${email()}`}><Icon of={Mail} />{w("side.write")}</a>}</Show>
      </nav>
    </Show>
  );
}
