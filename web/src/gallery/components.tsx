import Bookmark from "lucide-solid/icons/bookmark";
import Ban from "lucide-solid/icons/ban";
import Circle from "lucide-solid/icons/circle";
import CircleCheck from "lucide-solid/icons/circle-check";
import CirclePause from "lucide-solid/icons/circle-pause";
import Copy from "lucide-solid/icons/copy";
import Ellipsis from "lucide-solid/icons/ellipsis";
import Pencil from "lucide-solid/icons/pencil";
import Target from "lucide-solid/icons/target";
import Trash from "lucide-solid/icons/trash";
import UserPlus from "lucide-solid/icons/user-plus";
import ArrowRight from "lucide-solid/icons/arrow-right";
import { createSignal, type JSX } from "solid-js";
import { ApiError } from "#web/src/kernel/api.ts";
import { usePage } from "#web/src/kernel/page.ts";
import { Avatar, AvatarStack, Person } from "#web/src/ui/avatar.tsx";
import { Badge, PriorityMark, Score, StatusBadge } from "#web/src/ui/badge.tsx";
import { Button, ButtonGroup, IconButton } from "#web/src/ui/button.tsx";
import { ConflictDialog } from "#web/src/ui/conflict-dialog.tsx";
import { confirm, Dialog, Drawer } from "#web/src/ui/dialog.tsx";
import { Banner, EmptyState, ErrorState, Gate, Progress } from "#web/src/ui/feedback.tsx";
import { Menu } from "#web/src/ui/menu.tsx";
import { Stat } from "#web/src/ui/record-parts.tsx";
import { SkeletonLines } from "#web/src/ui/skeleton.tsx";
import { Stepper } from "#web/src/ui/stepper.tsx";
import { Tabs } from "#web/src/ui/tabs.tsx";
import { DateTime, Money, Phone, RelativeTime } from "#web/src/ui/text.tsx";
import { toast } from "#web/src/ui/toast.tsx";
import { STATUSES } from "./data.ts";
import { Choices, Fields, Pickers } from "./fields-demo.tsx";

const Part = (props: { title: string; span?: number; children: JSX.Element }) => (
  <section style={{ "--span": props.span ?? 6 }}><h2>{props.title}</h2>{props.children}</section>
);

/** Every component in its states. */
export function Components() {
  usePage(() => ({ title: "Components" }));
  const [tab, setTab] = createSignal("timeline");
  const [view, setView] = createSignal<"board" | "list">("board");
  return (
    <div class="gallery">
      <h1 class="visually-hidden">Components</h1>
      <Part title="Button">
        <div class="filters">
          <Button variant="primary">Save</Button><Button variant="primary" busy>Saving…</Button><Button icon={UserPlus}>Assign</Button><Button variant="ghost">Cancel</Button>
          <Button variant="danger" icon={Trash}>Delete lead</Button><Button disabledReason="Choose a unit first">Not yet</Button><IconButton icon={Ellipsis} label="More" />
        </div>
        <div class="filters">
          <Button size="sm">Small</Button><ButtonGroup label="View" value={view()} onChange={setView} options={[{ value: "board", label: "Board" }, { value: "list", label: "List" }]} />
          <Button size="sm" variant="ghost" trailing={ArrowRight} pointing>Next</Button>
        </div>
      </Part>
      <Part title="Status, priority, people">
        <div class="filters">{Object.values(STATUSES).map((look) => <StatusBadge tone={look.tone} icon={look.icon} pointing={look.pointing}>{look.label}</StatusBadge>)}</div>
        <div class="filters">
          <StatusBadge unit="available" icon={Circle}>Available</StatusBadge><StatusBadge unit="reserved" icon={Bookmark}>Reserved</StatusBadge><StatusBadge unit="sold" icon={CircleCheck}>Sold</StatusBadge>
          <StatusBadge unit="hold" icon={CirclePause}>On hold</StatusBadge><StatusBadge unit="unavailable" icon={Ban}>Unavailable</StatusBadge>
        </div>
        <div class="filters">
          <PriorityMark priority="high" label="High" /><PriorityMark priority="medium" label="Medium" /><PriorityMark priority="low" label="Low" /><Person name="Karim Adel" /><Person name="سارة المرزوقي" />
          <Avatar name="Omar Hany" size="lg" /><AvatarStack names={["Karim Adel", "سارة", "Omar Hany", "Dina", "Ali", "Mona"]} /><Badge count={86} /><Badge count={12} live /><Score value={72} />
        </div>
        <div class="filters"><Money amount={845000000} currency="EGP" /><Money amount={248500125} currency="KWD" decimals="all" /><Money amount={124500000000} currency="AED" compact /><Phone number="+201004827715" /><DateTime at="2026-11-30" /><DateTime at="2026-11-30" as="hijri" /><RelativeTime at={new Date(Date.now() - 7.2e6)} /></div>
      </Part>
      <Part title="Fields" span={4}><Fields /></Part>
      <Part title="Select, combobox, date" span={4}><Pickers /></Part>
      <Part title="Choice" span={4}><Choices /></Part>
      <Part title="Floating layers" span={4}><Layers /></Part>
      <Part title="Banner, progress, gate" span={8}>
        <Banner tone="warning" title="38 leads are already there" action={<Button size="sm">Review</Button>}>They will be merged. You can undo a merge for 30 days.</Banner>
        <Banner tone="info">Held by quiet hours, goes out at 08:00.</Banner>
        <Progress label="Importing" value={65} detail="812 of 1,250" />
        <Gate permission="unit.price.update" title="You may not change prices here">{null}</Gate>
        <Gate feature="units.bulkEdit" title="Bulk price change is part of Pro">{null}</Gate>
      </Part>
      <Part title="Tabs, steps, numbers" span={4}>
        <Tabs label="Record" value={tab()} onChange={setTab} tabs={[{ id: "timeline", label: "Timeline", content: () => <p class="muted">What happened</p> }, { id: "files", label: "Files", count: 4, content: () => <p class="muted">Four files</p> }]} />
        <Stepper current="map" steps={[{ id: "upload", label: "Upload" }, { id: "map", label: "Map" }, { id: "report", label: "Report" }]} />
        <Stat label="Pipeline value" value={<Money amount={4120000000} currency="AED" compact />} delta="8.2% on last quarter" tone="success" />
      </Part>
      <Part title="Empty" span={4}><div class="panel"><EmptyState icon={Target} title="No leads yet" actions={<Button variant="primary">New lead</Button>}>Bring a spreadsheet, or connect the form on your site.</EmptyState></div></Part>
      <Part title="Error, loading" span={4}><div class="panel"><ErrorState error={new ApiError(500, "INTERNAL", "", null, "01K9-7Q2M")} retry={() => {}} /></div><SkeletonLines /></Part>
    </div>
  );
}

interface Sample {
  budget: string;
  status: string;
}

function Layers() {
  const [dialog, setDialog] = createSignal(false);
  const [drawer, setDrawer] = createSignal(false);
  const [conflict, setConflict] = createSignal(false);
  return (
    <div class="filters">
      <Menu label="Actions" variant="secondary" entries={[{ label: "Edit", icon: Pencil, shortcut: "E" }, { label: "Copy link", icon: Copy }, "line", { heading: "Danger" }, { label: "Delete", icon: Trash, danger: true }]} />
      <Button onClick={() => setDialog(true)}>Dialog</Button>
      <Button onClick={() => setDrawer(true)}>Drawer</Button>
      <Button onClick={() => void confirm({ title: "Delete this lead?", text: "It goes to the bin for 30 days.", confirmLabel: "Delete", danger: true })}>Confirm</Button>
      <Button onClick={() => setConflict(true)}>Conflict</Button>
      <Button onClick={() => toast.success("3 leads assigned", { action: { label: "Undo", run: () => {} } })}>Toast</Button>
      <Dialog open={dialog()} onClose={() => setDialog(false)} title="Convert lead" help="Makes a contact and a deal." foot={<><Button variant="ghost" onClick={() => setDialog(false)}>Cancel</Button><Button variant="primary">Convert</Button></>}>
        <p>The lead stays linked to both.</p>
      </Dialog>
      <Drawer open={drawer()} onClose={() => setDrawer(false)} title="New lead" foot={<Button variant="primary">Save</Button>}><div class="section"><Fields /></div></Drawer>
      <ConflictDialog<Sample>
        open={conflict()} onCancel={() => setConflict(false)} onSave={() => setConflict(false)} who="نورهان فتحي"
        original={{ budget: "8,450,000", status: "Contacted" }} theirs={{ budget: "8,600,000", status: "Qualified" }} yours={{ budget: "8,900,000", status: "Contacted" }}
        fields={[{ key: "budget", label: "Budget", show: (lead) => lead.budget }, { key: "status", label: "Status", show: (lead) => lead.status }]}
      />
    </div>
  );
}
