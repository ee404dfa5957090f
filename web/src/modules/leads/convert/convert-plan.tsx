import Bookmark from "lucide-solid/icons/bookmark";
import Building2 from "lucide-solid/icons/building-complex";
import Contact from "lucide-solid/icons/contact";
import Handshake from "lucide-solid/icons/handshake";
import Hourglass from "lucide-solid/icons/hourglass";
import Target from "lucide-solid/icons/target";
import UserRound from "lucide-solid/icons/user-round";
import { For } from "solid-js";
import { formatMoney } from "#web/src/kernel/format.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { usePeople } from "#web/src/modules/users/people.ts";
import { stageName } from "#web/src/modules/deals/pipelines.ts";
import { Icon, type IconType } from "#web/src/ui/icon.tsx";
import { leadWords } from "../text/index.ts";
import type { Conversion } from "./conversion.ts";

interface Line {
  icon: IconType;
  text: string;
  /** Nothing happens here, or something is still to be chosen. */
  quiet?: boolean;
}
// Codes and amounts are read from left to right in any sentence.
const ltr = (text: string) => `\u2066${text}\u2069`;

/** What converting will do, in sentences that follow every choice. */
export function ConvertPlan(props: { conversion: Conversion }) {
  const w = useWords(leadWords);
  const people = usePeople();
  const given = () => props.conversion.values;
  const nameOf = (options: readonly { value: string; label: string }[], id: string | undefined) => options.find(({ value }) => value === id)?.label;

  const contact = (): Line => {
    const { matches, lead, contactId, contacts } = props.conversion;
    if (given().contact === "new") return { icon: Contact, text: w("convert.plan.contactNew", { name: lead.full_name }) };
    const name = matches.find((match) => match.contact_id === contactId())?.full_name ?? nameOf(contacts.options(), contactId());
    return name ? { icon: Contact, text: w("convert.plan.contactUse", { name: name }) } : { icon: Contact, text: w("convert.plan.contactOpen"), quiet: true };
  };
  const company = (): Line => {
    if (given().company === "none") return { icon: Building2, text: w("convert.plan.companyNone"), quiet: true };
    const name = given().company === "new" ? given().companyName.trim() : nameOf(props.conversion.companies.options(), given().companyId);
    if (!name) return { icon: Building2, text: w("convert.plan.companyOpen"), quiet: true };
    return { icon: Building2, text: w(given().company === "new" ? "convert.plan.companyNew" : "convert.plan.companyUse", { name: name }) };
  };
  const deal = (): readonly Line[] => {
    if (!given().deal) return [{ icon: Handshake, text: w("convert.plan.dealNone"), quiet: true }];
    const stage = props.conversion.stage(), unit = props.conversion.unit(), { amount, currency } = given();
    const opens = w("convert.plan.deal", { name: given().dealName.trim() || props.conversion.lead.full_name, stage: stage ? stageName(stage) : "…" });
    const worth = amount === undefined ? "" : w("convert.plan.dealAmount", { amount: ltr(formatMoney(amount, currency)) });
    const held: Line = !unit || props.conversion.blocked() ? { icon: Bookmark, text: w("convert.plan.unitNone"), quiet: true }
      : props.conversion.waits() ? { icon: Hourglass, text: w("convert.plan.unitWait", { unit: ltr(unit.code) }) }
      : { icon: Bookmark, text: w("convert.plan.unit", { unit: ltr(unit.code), price: ltr(formatMoney(unit.price_minor, unit.currency)) }) };
    return [{ icon: Handshake, text: [opens, worth].filter(Boolean).join(" ") }, held];
  };
  const owner = (): Line => {
    const name = people.name(props.conversion.lead.owner_user_id);
    return { icon: UserRound, text: name ? w("convert.plan.owner", { name: name }) : w("convert.plan.nobody"), quiet: !name };
  };
  const lines = () => [contact(), company(), ...deal(), owner(), { icon: Target, text: w("convert.plan.lead", { name: props.conversion.lead.full_name }) } as Line];
  return (
    <section class="convert-plan" aria-labelledby="convert-plan">
      <div class="pane-head"><h2 class="heading" id="convert-plan">{w("convert.what")}</h2></div>
      <ol class="convert-plan__lines" aria-live="polite">
        <For each={lines()}>{(line) => <li classList={{ faint: line.quiet }}><Icon of={line.icon} /><span>{line.text}</span></li>}</For>
      </ol>
    </section>
  );
}
