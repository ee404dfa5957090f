import Bookmark from "lucide-solid/icons/bookmark";
import Check from "lucide-solid/icons/check";
import Ellipsis from "lucide-solid/icons/ellipsis";
import ArrowRight from "lucide-solid/icons/arrow-right";
import MessageCircle from "lucide-solid/icons/message-circle";
import PhoneIcon from "lucide-solid/icons/phone";
import PhoneCall from "lucide-solid/icons/phone-call";
import ShieldCheck from "lucide-solid/icons/shield-check";
import { Person } from "#web/src/ui/avatar.tsx";
import { PriorityMark, StatusBadge } from "#web/src/ui/badge.tsx";
import { Button, IconButton } from "#web/src/ui/button.tsx";
import { Checkbox } from "#web/src/ui/choice.tsx";
import { RecordPage } from "#web/src/ui/record-page.tsx";
import { Facts, Panel, Section, StagePath, Timeline, type TimelineItem } from "#web/src/ui/record-parts.tsx";
import { Code, DateTime, Money, Phone } from "#web/src/ui/text.tsx";

const at = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
const items = (): readonly TimelineItem[] => [
  { id: "1", at: at(0.3), icon: ShieldCheck, tone: "warning", who: "Karim Adel", what: "asked for approval: discount 4%", body: <Money amount={845_000_000} currency="EGP" /> },
  { id: "2", at: at(0.8), icon: MessageCircle, tone: "success", who: "منى السيد عبد الرحمن", what: "on WhatsApp", body: "السلام عليكم أستاذ كريم، راجعت خطة السداد مع زوجي وموافقين على مقدم 10٪ والباقي على 7 سنوات.", userText: true },
  { id: "3", at: at(3), icon: PhoneCall, tone: "info", who: "Karim Adel", what: "called, 6 min 12 s", body: "Wants the lake side, floor 10 or above.", userText: true },
  { id: "4", at: at(26), icon: Bookmark, who: "Karim Adel", what: <>reserved unit <Code>A-1204</Code></> },
  { id: "5", at: at(27), icon: ArrowRight, pointing: true, who: "Karim Adel", what: "moved the deal from Offer to Reservation" },
];

/** The record pattern. */
export function RecordDemo() {
  const next = (
    <Panel>
      <div class="stack">
        <div class="strong">Call about the payment plan</div>
        <div class="small muted">Today 16:30</div>
        <div class="row"><Button size="sm" variant="primary" icon={PhoneIcon}>Call</Button><Button size="sm" icon={Check}>Done</Button></div>
      </div>
    </Panel>
  );
  return (
    <RecordPage
      title="منى السيد عبد الرحمن" crumbs={[{ label: "Deals", href: "/gallery?show=board" }]} crumbTitle="D-2291"
      subtitle={<><span>Unit</span><Code>A-1204</Code><span class="faint">·</span><span>Lake Residence</span></>}
      actions={<><Button variant="ghost">Lost</Button><Button icon={Check}>Mark as won</Button><Button variant="primary">Move to Contract</Button><IconButton icon={Ellipsis} label="More" /></>}
      path={<StagePath label="Stages" current="reservation" onMove={() => {}} stages={[{ id: "inquiry", label: "Inquiry" }, { id: "viewing", label: "Viewing" }, { id: "offer", label: "Offer" }, { id: "reservation", label: "Reservation", detail: "75%" }, { id: "contract", label: "Contract" }]} />}
      facts={[
        { label: "Amount", value: <Money amount={845_000_000} currency="EGP" /> }, { label: "Close date", value: <DateTime at="2026-11-30" /> },
        { label: "Unit", value: <><Code>A-1204</Code><StatusBadge unit="reserved" icon={Bookmark}>Reserved</StatusBadge></> },
        { label: "Owner", value: <Person name="Karim Adel" /> }, { label: "Phone", value: <Phone number="+201004827715" dial /> }, { label: "Source", value: "Referral" },
      ]}
      phoneLead={next}
      tabs={[
        { id: "timeline", label: "Timeline", content: () => <Timeline items={items()} /> },
        { id: "details", label: "Details", content: () => <Facts facts={[{ label: "Language", value: "Arabic" }, { label: "Consent", value: "WhatsApp, email" }]} /> },
        { id: "files", label: "Files", count: 4, content: () => <p class="muted">Files</p> },
      ]}
      sideLabel="Next step, tasks, contact"
      side={
        <>
          <Section title="Next step" deskOnly>{next}</Section>
          <Section title="Tasks" count={2}>
            <div class="task"><Checkbox hideLabel label="Done: send the plan" checked={false} onChange={() => {}} /><div><div>Send the 7-year plan as PDF</div><div class="small tone-text" data-tone="danger">Overdue 1 d</div></div><PriorityMark priority="high" label="High" compact /></div>
            <div class="task"><Checkbox hideLabel label="Done: collect ID" checked={false} onChange={() => {}} /><div><div>Collect national ID copy</div><div class="small faint">Thu 12:00</div></div><PriorityMark priority="medium" label="Medium" compact /></div>
          </Section>
          <Section title="Contact"><Facts facts={[{ label: "Phone", value: <Phone number="+201004827715" /> }, { label: "Email", value: <Code>mona.elsayed@mail.eg</Code> }, { label: "Language", value: "Arabic" }]} /></Section>
        </>
      }
    />
  );
}
