import Mail from "lucide-solid/icons/mail";
import MessageCircle from "lucide-solid/icons/message-circle";
import Phone from "lucide-solid/icons/phone";
import { For, Show } from "solid-js";
import { useWords } from "#web/src/kernel/i18n.ts";
import { useCall } from "#web/src/kernel/query.ts";
import { can, has } from "#web/src/kernel/session.ts";
import { usePeople } from "#web/src/modules/users/people.ts";
import { settled } from "#web/src/kernel/settled.ts";
import { Avatar, Person } from "#web/src/ui/avatar.tsx";
import { Score } from "#web/src/ui/badge.tsx";
import { Button } from "#web/src/ui/button.tsx";
import { Icon } from "#web/src/ui/icon.tsx";
import { Link } from "#web/src/ui/link.tsx";
import { Facts, Section } from "#web/src/ui/record-parts.tsx";
import { Code, DateTime, Name, Nothing, Phone as Number, RelativeTime } from "#web/src/ui/text.tsx";
import { getImport } from "#worker/modules/leads/import-contract.ts";
import { sourceName, type LeadView } from "./lead-data.ts";
import { leadWords } from "./text/index.ts";

/** Beside the lead: how to reach the person, whom it repeats, what it is worth, and where it came from. */
export function LeadSide(props: { lead: LeadView; onScore: (() => void) | undefined }) {
  const w = useWords(leadWords);
  const people = usePeople();
  const origin = useCall(getImport, () => (props.lead.import_id && can("lead.import") && has("leads.import") ? { params: { import_id: props.lead.import_id }, query: { issues_limit: 1 } } : undefined));
  // An import without sources names its file as the detail, which stands below anyway.
  const detail = () => (props.lead.source_detail === settled(origin)?.file_name ? null : props.lead.source_detail);
  const matches = () => [...new Map(props.lead.matches.map((match) => [match.contact_id, match])).values()];
  return (
    <>
      <Section title={w("side.contact")}>
        <Facts facts={[
          { label: w("phone"), value: <Number number={props.lead.phone_e164} dial /> },
          { label: w("email"), value: <Show when={props.lead.email} fallback={<Nothing />}>{(email) => <a class="link" href={`mailto:${email()}`}><Code>{email()}</Code></a>}</Show> },
          { label: w("company"), value: <Name>{props.lead.company_name}</Name> },
        ]} />
        <Show when={props.lead.phone_e164}>
          {(phone) => (
            <div class="row">
              <a class="button" data-variant="secondary" data-size="sm" href={`tel:${phone()}`}><Icon of={Phone} /><span>{w("side.call")}</span></a>
              <a class="button" data-variant="secondary" data-size="sm" href={`https://wa.me/${phone().slice(1)}`} target="_blank" rel="noreferrer"><Icon of={MessageCircle} /><span>{w("side.whatsapp")}</span></a>
            </div>
          )}
        </Show>
      </Section>
      <Show when={!props.lead.conversion && matches().length}>
        <Section title={w("side.matches")}>
          <ul class="stack">
            <For each={matches()}>
              {(match) => <li class="row"><Avatar name={match.full_name} /><Link href={`/contacts/${match.contact_id}`}><Name>{match.full_name}</Name></Link><span class="faint small">{w("side.match", { reason: w(`reasons.${match.reason}`) })}</span></li>}
            </For>
          </ul>
          <p class="muted small">{w("side.matchesHelp")}</p>
        </Section>
      </Show>
      <Section title={w("side.score")} actions={<Show when={props.onScore && props.lead.status !== "converted"}><Button variant="ghost" size="sm" onClick={() => props.onScore!()}>{w("side.adjust")}</Button></Show>}>
        <div class="row"><Score value={props.lead.score} /><span class="muted small" dir="auto">{props.lead.score_reason ?? w("side.scoreRules")}</span></div>
      </Section>
      <Section title={w("side.about")}>
        <Facts facts={[
          { label: w("owner"), value: <Person name={people.name(props.lead.owner_user_id)} fallback={w("noOwner")} /> },
          { label: w("source"), value: <span dir="auto">{[sourceName(w, props.lead.source), detail()].filter(Boolean).join(" · ")}</span> },
          ...(settled(origin) ? [{ label: w("details.importedFrom"), value: <Link href={`/leads/import/${props.lead.import_id}`}><span dir="auto">{settled(origin)!.file_name}</span></Link> }] : []),
          { label: w("created"), value: <DateTime at={props.lead.created_at} /> },
          { label: w("updated"), value: <RelativeTime at={props.lead.updated_at} /> },
        ]} />
      </Section>
    </>
  );
}

/** On a phone, before the tabs: call, message or write. */
export function PhoneLead(props: { lead: LeadView }) {
  const w = useWords(leadWords);
  return (
    <nav class="action-bar" aria-label={w("side.contact")}>
      <Show when={props.lead.phone_e164}>
        {(phone) => (
          <>
            <a href={`tel:${phone()}`}><Icon of={Phone} />{w("side.call")}</a>
            <a href={`https://wa.me/${phone().slice(1)}`} target="_blank" rel="noreferrer"><Icon of={MessageCircle} />{w("side.whatsapp")}</a>
          </>
        )}
      </Show>
      <Show when={props.lead.email}>{(email) => <a href={`mailto:${email()}`}><Icon of={Mail} />{w("side.write")}</a>}</Show>
    </nav>
  );
}
