import { useNavigate, useParams } from "@solidjs/router";
import { createSignal, Show } from "solid-js";
import { formatDate } from "#web/src/kernel/format.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { useLive } from "#web/src/kernel/live.ts";
import { invalidate, useCall } from "#web/src/kernel/query.ts";
import { can, has } from "#web/src/kernel/session.ts";
import { RecordTimeline } from "#web/src/modules/activities/record-timeline.tsx";
import { useTasksTab } from "#web/src/modules/tasks/record-tasks.tsx";
import { usePeople } from "#web/src/modules/users/people.ts";
import { settled } from "#web/src/kernel/settled.ts";
import { Person } from "#web/src/ui/avatar.tsx";
import { Score } from "#web/src/ui/badge.tsx";
import { Button } from "#web/src/ui/button.tsx";
import { Banner } from "#web/src/ui/feedback.tsx";
import { RecordPage } from "#web/src/ui/record-page.tsx";
import { StagePath, type Fact } from "#web/src/ui/record-parts.tsx";
import { DateTime, Money, Name, Nothing, Phone } from "#web/src/ui/text.tsx";
import { getLead } from "#worker/modules/leads/contract.ts";
import { BecameLinks } from "./became-links.tsx";
import { DisqualifyDialog } from "./disqualify-dialog.tsx";
import { createLeadActions, LeadActions } from "./lead-actions.tsx";
import { PATH, sourceName, type LeadView } from "./lead-data.ts";
import { LeadDetails } from "./lead-details.tsx";
import { LeadSide, PhoneLead } from "./lead-side.tsx";
import { ScoreDialog } from "./score-dialog.tsx";
import { LeadStatus } from "./status.tsx";
import { leadWords } from "./text/index.ts";
import "./leads.css";

/** One lead: who it is, where it stands, what was said, and the way to a customer. */
export default function LeadPage() {
  const w = useWords(leadWords);
  const params = useParams<{ id: string }>();
  const navigate = useNavigate();
  const people = usePeople();
  const query = useCall(getLead, () => ({ params: { lead_id: params.id } }));
  const lead = () => { const found = settled(query); return found?.id === params.id ? found : undefined; };
  const tasks = useTasksTab(() => ({ type: "lead", id: params.id, name: lead()?.full_name ?? "" }));
  const [scoring, setScoring] = createSignal(false);
  const actions = createLeadActions(lead, { deleted: () => navigate("/leads") });
  useLive<{ lead_id?: string }>("lead.*", (payload) => payload?.lead_id === params.id && void invalidate("/v1/leads/:lead_id"));
  return (
    <>
      <RecordPage
        title={lead()?.full_name ?? ""} crumbs={[{ label: w("title"), href: "/leads" }]} loading={!lead()} error={query.isLoadingError ? query.error : undefined} retry={() => void query.refetch()}
        subtitle={lead() && <Subtitle lead={lead()!} />} actions={lead() && <LeadActions lead={lead()!} actions={actions} />} banner={lead() && <Ended lead={lead()!} onReopen={actions.reopen} />}
        path={lead() && <LeadPath lead={lead()!} onMove={actions.moveTo} />} facts={lead() ? facts(lead()!) : []}
        side={lead() && <LeadSide lead={lead()!} onScore={can("lead.update") && has("leads.scoring") ? () => setScoring(true) : undefined} />} sideLabel={w("side.about")} phoneLead={lead() && <PhoneLead lead={lead()!} />}
        tabs={lead() ? [
          { id: "timeline", label: w("tabs.timeline"), content: () => <RecordTimeline subject_type="lead" subject_id={params.id} canWrite /> },
          ...tasks(),
          { id: "details", label: w("tabs.details"), content: () => <Show when={lead()}>{(found) => <LeadDetails lead={found()} />}</Show> },
        ] : []}
      />
      <DisqualifyDialog lead={actions.disqualifying() ? lead() : undefined} onClose={() => actions.setDisqualifying(false)} />
      <ScoreDialog lead={scoring() ? lead() : undefined} onClose={() => setScoring(false)} />
    </>
  );

  function facts(found: LeadView): readonly Fact[] {
    return [
      { label: w("phone"), value: <Phone number={found.phone_e164} dial /> },
      { label: w("budget"), value: <Money amount={found.budget_minor} currency={found.currency ?? ""} /> },
      { label: w("score"), value: <Score value={found.score} /> },
      { label: w("owner"), value: <Person name={people.name(found.owner_user_id)} fallback={w("noOwner")} /> },
      { label: w("source"), value: <span data-tooltip={found.source_detail ?? undefined}>{sourceName(w, found.source)}</span> },
      { label: w("created"), value: <DateTime at={found.created_at} /> },
    ];
  }
}

function Subtitle(props: { lead: LeadView }) {
  return (
    <Show when={props.lead.interest ?? props.lead.company_name} fallback={<Show when={props.lead.email} fallback={<Nothing />}>{(email) => <span class="code">{email()}</span>}</Show>}>
      <Show when={props.lead.interest}>{(interest) => <span dir="auto">{interest()}</span>}</Show>
      <Show when={props.lead.interest && props.lead.company_name}><span aria-hidden="true">·</span></Show>
      <Show when={props.lead.company_name}>{(name) => <Name>{name()}</Name>}</Show>
    </Show>
  );
}

function LeadPath(props: { lead: LeadView; onMove: (status: string) => void }) {
  const w = useWords(leadWords);
  const stages = () => PATH.map((id) => ({ id, label: w(`statuses.${id}`) }));
  return (
    <Show when={props.lead.status !== "disqualified"} fallback={<LeadStatus status="disqualified" />}>
      <StagePath label={w("path", { name: props.lead.full_name })} stages={stages()} current={props.lead.status} onMove={props.lead.status !== "converted" && can("lead.update") ? props.onMove : undefined} />
    </Show>
  );
}

/** What ended the lead: its conversion with what it became, or the reason it was let go. */
function Ended(props: { lead: LeadView; onReopen: () => void }) {
  const w = useWords(leadWords);
  return (
    <>
      <Show when={props.lead.conversion}>
        {(became) => <Banner tone="success" title={w("converted.title", { date: formatDate(became().converted_at) })}><BecameLinks became={became()} /></Banner>}
      </Show>
      <Show when={props.lead.status === "disqualified"}>
        <Banner tone="warning" title={<span dir="auto">{w("disqualify.banner", { reason: props.lead.disqualified_reason ?? "" })}</span>} action={<Show when={can("lead.update")}><Button size="sm" onClick={() => props.onReopen()}>{w("disqualify.reopen")}</Button></Show>} />
      </Show>
    </>
  );
}
