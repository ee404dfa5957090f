import { Show } from "solid-js";
import { useWords } from "#web/src/kernel/i18n.ts";
import { ButtonLink } from "#web/src/ui/button.tsx";
import { Banner } from "#web/src/ui/feedback.tsx";
import { BecameLinks } from "../became-links.tsx";
import type { LeadView } from "../lead-data.ts";
import { leadWords } from "../text/index.ts";
import type { Converted } from "./conversion.ts";

/** The end of a conversion: what the lead became, and what to open next. */
export function ConvertDone(props: { lead: LeadView; result: Converted }) {
  const w = useWords(leadWords);
  const unit = () => props.result.unit;
  const code = () => `\u2066${unit()?.code ?? ""}\u2069`;
  const about = () => {
    if (!unit()) return undefined;
    return unit()!.place ? w("convert.waitlisted", { unit: code(), place: unit()!.place! }) : w("convert.reserved", { unit: code() });
  };
  return (
    <div class="stack" data-gap="lg">
      <Banner tone={props.result.earlier ? "info" : "success"} title={props.result.earlier ? w("convert.already") : w("convert.done", { name: props.lead.full_name })} live>{props.result.earlier ? w("convert.alreadyHelp") : w("convert.doneHelp")}</Banner>
      <Show when={about()}>{(text) => <Banner tone={unit()?.place ? "warning" : "info"}>{text()}</Banner>}</Show>
      <div class="convert__became"><BecameLinks became={props.result.became} /></div>
      <div class="row">
        <Show when={props.result.became.deal_id} fallback={<ButtonLink variant="primary" href={`/contacts/${props.result.became.contact_id}`}>{w("convert.openContact")}</ButtonLink>}>
          {(id) => <ButtonLink variant="primary" href={`/deals/${id()}`}>{w("convert.openDeal")}</ButtonLink>}
        </Show>
        <ButtonLink variant="ghost" href="/leads">{w("convert.backToLeads")}</ButtonLink>
      </div>
    </div>
  );
}
