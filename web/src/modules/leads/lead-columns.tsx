import { Show } from "solid-js";
import { ApiError } from "#web/src/kernel/api.ts";
import { formatMinor, minorToDecimal, parseMoney } from "#web/src/kernel/format.ts";
import { can, session } from "#web/src/kernel/session.ts";
import { t } from "#web/src/kernel/text/index.ts";
import type { usePeople } from "#web/src/modules/users/people.ts";
import { Person } from "#web/src/ui/avatar.tsx";
import { Score } from "#web/src/ui/badge.tsx";
import type { Column } from "#web/src/ui/data-table.tsx";
import { Code, Money, Name, Nothing, Phone, RelativeTime } from "#web/src/ui/text.tsx";
import { SETTABLE, sourceName, type LeadRow, type Status } from "./lead-data.ts";
import { LeadStatus } from "./status.tsx";
import type { LeadSay } from "./text/index.ts";

interface Given {
  w: LeadSay;
  people: ReturnType<typeof usePeople>;
  save: (lead: LeadRow, body: { status?: Exclude<Status, "converted">; owner_user_id?: string | null; budget_minor?: number | null; currency?: string }) => Promise<void>;
  /** Asks why before the status changes. */
  disqualify: (lead: LeadRow) => void;
}

const editable = (lead: LeadRow) => lead.status !== "converted" && can("lead.update");
const currencyOf = (lead: LeadRow) => lead.currency ?? session()?.tenant.currency ?? "EGP";

/** The columns of the list of leads; status, budget and owner are edited in their cell. */
export function leadColumns({ w, people, save, disqualify }: Given): readonly Column<LeadRow>[] {
  const saveStatus = async (lead: LeadRow, status: string) => {
    if (status === "disqualified") return disqualify(lead);
    await save(lead, { status: status as Exclude<Status, "converted"> });
  };
  return [
    { id: "name", header: w("name"), width: 170, sort: "full_name", required: true, cell: (lead) => <Name primary>{lead.full_name}</Name> },
    { id: "phone", header: w("phone"), width: 145, cell: (lead) => <Phone number={lead.phone_e164} /> },
    {
      id: "status", header: w("status"), width: 125, cell: (lead) => <LeadStatus status={lead.status} />,
      edit: { allowed: editable, value: (lead) => lead.status, options: () => SETTABLE.map((status) => ({ value: status, label: w(`statuses.${status}`) })), save: saveStatus },
    },
    { id: "score", header: w("score"), width: 80, numeric: true, sort: "score", cell: (lead) => <Score value={lead.score} /> },
    { id: "source", header: w("source"), width: 108, cell: (lead) => <span class="truncate" data-tooltip={lead.source_detail ?? undefined}>{sourceName(w, lead.source)}</span> },
    { id: "interest", header: w("interest"), width: 140, cell: (lead) => <Show when={lead.interest} fallback={<Nothing />}>{(text) => <span class="truncate" dir="auto">{text()}</span>}</Show> },
    {
      id: "budget", header: w("budget"), width: 130, numeric: true, cell: (lead) => <Money amount={lead.budget_minor} currency={currencyOf(lead)} />,
      edit: { allowed: editable, numeric: true, value: (lead) => (lead.budget_minor === null ? "" : minorToDecimal(lead.budget_minor, currencyOf(lead))), save: (lead, text) => saveBudget(lead, text, save) },
    },
    {
      id: "owner", header: w("owner"), width: 140, cell: (lead) => <Person name={people.name(lead.owner_user_id)} fallback={w("noOwner")} />,
      edit: { allowed: editable, value: (lead) => lead.owner_user_id ?? "", options: () => [{ value: "", label: w("noOwner") }, ...people.options()], save: (lead, id) => save(lead, { owner_user_id: id || null }) },
    },
    { id: "created", header: w("created"), width: 118, sort: "created_at", cell: (lead) => <RelativeTime at={lead.created_at} /> },
    { id: "updated", header: w("updated"), width: 120, sort: "updated_at", hidden: true, cell: (lead) => <RelativeTime at={lead.updated_at} /> },
    { id: "email", header: w("email"), width: 200, hidden: true, cell: (lead) => <Show when={lead.email} fallback={<Nothing />}>{(email) => <span class="truncate"><Code>{email()}</Code></span>}</Show> },
    { id: "company", header: w("company"), width: 160, hidden: true, cell: (lead) => <Name>{lead.company_name}</Name> },
  ];
}

async function saveBudget(lead: LeadRow, text: string, save: Given["save"]) {
  const currency = currencyOf(lead);
  if (!text.trim()) return save(lead, { budget_minor: null });
  const budget_minor = parseMoney(text, currency);
  if (budget_minor === undefined || budget_minor < 0) throw new ApiError(422, "AMOUNT", t("field.moneyInvalid", { example: formatMinor(125_000_00, "EGP") }));
  await save(lead, { budget_minor, currency });
}
