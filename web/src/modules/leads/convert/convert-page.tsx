import { useParams } from "@solidjs/router";
import { createSignal, Match, Show, Switch } from "solid-js";
import { useWords } from "#web/src/kernel/i18n.ts";
import { usePage } from "#web/src/kernel/page.ts";
import { invalidate, useCall } from "#web/src/kernel/query.ts";
import { settled } from "#web/src/kernel/settled.ts";
import { unitWords } from "#web/src/modules/units/text/index.ts";
import { ErrorState } from "#web/src/ui/feedback.tsx";
import { SkeletonLines } from "#web/src/ui/skeleton.tsx";
import { Wizard } from "#web/src/ui/stepper.tsx";
import { getLead } from "#worker/modules/leads/contract.ts";
import type { LeadView } from "../lead-data.ts";
import { leadWords } from "../text/index.ts";
import { createConversion, type Converted } from "./conversion.ts";
import { ConvertDone } from "./convert-done.tsx";
import { ConvertForm } from "./convert-form.tsx";
import { ConvertPlan } from "./convert-plan.tsx";
import "../leads.css";

/** From a lead to a customer: what is decided stands beside what will happen, and ends with where everything is. */
export default function ConvertPage() {
  const w = useWords(leadWords);
  useWords(unitWords)("title");
  const params = useParams<{ id: string }>();
  const query = useCall(getLead, () => ({ params: { lead_id: params.id } }));
  const lead = () => { const found = settled(query); return found?.id === params.id ? found : undefined; };
  const [done, setDone] = createSignal<Converted>();
  const name = () => lead()?.full_name ?? "";
  usePage(() => ({ title: w("converted.action"), crumbs: [{ label: w("title"), href: "/leads" }, ...(lead() ? [{ label: name(), href: `/leads/${params.id}` }] : [])] }));
  const steps = () => [{ id: "decide", label: w("convert.steps.decide") }, { id: "done", label: w("convert.steps.done") }];
  const result = (): Converted | undefined => done() ?? (lead()?.conversion ? { became: lead()!.conversion!, earlier: true } : undefined);
  const finish = (became: Converted) => {
    setDone(became);
    void invalidate("/v1/leads", "/v1/contacts", "/v1/companies", "/v1/deals", "/v1/units", "/v1/timeline");
  };
  return (
    <Switch>
      <Match when={query.isLoadingError}><div class="scroll"><ErrorState error={query.error} retry={() => void query.refetch()} /></div></Match>
      <Match when={lead() && result()}>
        <Wizard title={w("convert.title", { name: name() })} steps={steps()} current="done"><ConvertDone lead={lead()!} result={result()!} /></Wizard>
      </Match>
      <Match when={lead()?.id}><Deciding lead={lead()!} steps={steps()} onDone={finish} onGone={() => void invalidate("/v1/leads/:lead_id")} /></Match>
      <Match when={true}><div class="scroll"><div class="wizard-pane"><SkeletonLines lines={6} /></div></div></Match>
    </Switch>
  );
}

function Deciding(props: { lead: LeadView; steps: readonly { id: string; label: string }[]; onDone: (done: Converted) => void; onGone: () => void }) {
  const w = useWords(leadWords);
  const conversion = createConversion(props.lead, { done: props.onDone, gone: props.onGone });
  return (
    <Wizard
      title={w("convert.title", { name: props.lead.full_name })} steps={props.steps} current="decide" onBack={() => history.back()}
      onNext={() => void conversion.submit()} nextLabel={w(conversion.values.deal ? "convert.submitDeal" : "convert.submit")} busy={conversion.busy()}
      aside={<ConvertPlan conversion={conversion} />}
    >
      <Show when={props.lead.id}><ConvertForm conversion={conversion} /></Show>
    </Wizard>
  );
}
