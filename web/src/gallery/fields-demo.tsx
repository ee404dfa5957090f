import { createSignal } from "solid-js";
import { Checkbox, RadioGroup, Switch } from "#web/src/ui/choice.tsx";
import { Combobox, MultiCombobox } from "#web/src/ui/combobox.tsx";
import { DateField } from "#web/src/ui/date-field.tsx";
import { MoneyField } from "#web/src/ui/money-field.tsx";
import { PhoneField } from "#web/src/ui/phone-field.tsx";
import { Select } from "#web/src/ui/select.tsx";
import { TextArea, TextField } from "#web/src/ui/text-field.tsx";

const PROJECTS = ["Lake Residence", "Lake Villas", "Lakeside Walk", "Marina Crest", "Palm Gate", "Salwa Heights"].map((label) => ({ value: label, label, hint: label.startsWith("Lake") ? "New Cairo" : "Dubai" }));
const OWNERS = ["Karim Adel", "نورهان فتحي", "سارة المرزوقي"].map((label) => ({ value: label, label }));

export function Fields() {
  const [name, setName] = createSignal("منى السيد عبد الرحمن");
  const [phone, setPhone] = createSignal("+201004827715");
  const [budget, setBudget] = createSignal<number | undefined>(248_500_000);
  const [currency, setCurrency] = createSignal("KWD");
  const [email, setEmail] = createSignal("mona@");
  return (
    <div class="form">
      <TextField label="Name" value={name()} onChange={setName} />
      <PhoneField label="Phone" value={phone()} onChange={setPhone} />
      <MoneyField label="Budget" value={budget()} onChange={setBudget} currency={currency()} onCurrency={setCurrency} />
      <TextField label="Email" type="email" value={email()} onChange={setEmail} error="Write the part after @, such as mail.eg" />
    </div>
  );
}

export function Pickers() {
  const [owner, setOwner] = createSignal<string | undefined>("Karim Adel");
  const [project, setProject] = createSignal<string | undefined>("Palm Gate");
  const [projects, setProjects] = createSignal<readonly string[]>(["Lake Residence"]);
  const [day, setDay] = createSignal<string | undefined>("2026-11-30");
  const [note, setNote] = createSignal("");
  return (
    <div class="form">
      <Select label="Owner" options={OWNERS} value={owner()} onChange={setOwner} />
      <Combobox label="Project" options={PROJECTS} value={project()} onChange={setProject} optional />
      <MultiCombobox label="Projects" options={PROJECTS} value={projects()} onChange={setProjects} />
      <DateField label="Close date" value={day()} onChange={setDay} optional />
      <TextArea label="Note" value={note()} onChange={setNote} placeholder="What should the next person know?" optional />
    </div>
  );
}

export function Choices() {
  const [on, setOn] = createSignal(true);
  const [who, setWho] = createSignal<"team" | "me">("team");
  return (
    <div class="form">
      <Checkbox label="Send by WhatsApp" checked={on()} onChange={setOn} />
      <Checkbox label="All projects" checked={false} mixed onChange={() => {}} />
      <Checkbox label="Send by SMS" checked={!on()} onChange={(value) => setOn(!value)} help="Costs one unit per message." />
      <RadioGroup label="Who sees it" value={who()} onChange={setWho} options={[{ value: "team", label: "Whole team" }, { value: "me", label: "Only me", help: "Admins can still read it." }]} />
      <Switch label="Quiet hours" checked={on()} onChange={setOn} help="Nothing goes out between 21:00 and 08:00." />
    </div>
  );
}
