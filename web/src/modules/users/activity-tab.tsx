import ScrollText from "lucide-solid/icons/scroll-text";
import { createSignal, Show } from "solid-js";
import type * as z from "zod";
import { formatList } from "#web/src/kernel/format.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { usePages } from "#web/src/kernel/query.ts";
import { ButtonGroup } from "#web/src/ui/button.tsx";
import { EmptyState, ErrorState, Gate } from "#web/src/ui/feedback.tsx";
import { Pager } from "#web/src/ui/list-parts.tsx";
import { Timeline, type TimelineItem } from "#web/src/ui/record-parts.tsx";
import { SkeletonLines } from "#web/src/ui/skeleton.tsx";
import { Code } from "#web/src/ui/text.tsx";
import { listAuditLogs, type AuditEntry } from "#worker/modules/audit/contract.ts";
import { userWords, type UserSay } from "./text/index.ts";
import type { UserRow } from "./user-data.ts";

type Entry = z.output<typeof AuditEntry>;

/** What this person did, or what was done to the account, as the audit log has it. */
export function ActivityTab(props: { user: UserRow }) {
  const w = useWords(userWords);
  return <Gate permission="audit.read" title={w("tabs.activity")}><Entries user={props.user} /></Gate>;
}

function Entries(props: { user: UserRow }) {
  const w = useWords(userWords);
  const [side, setSide] = createSignal<"by" | "to">("by");
  const list = usePages(listAuditLogs, () => (side() === "by" ? { user_id: props.user.id } : { entity_id: props.user.id }), 25);
  const name = () => props.user.full_name;
  return (
    <div class="stack">
      <div><ButtonGroup label={w("activity.which")} value={side()} onChange={setSide} options={(["by", "to"] as const).map((value) => ({ value, label: w(`activity.${value}`, { name: name() }) }))} /></div>
      <Show when={!list.error()} fallback={<ErrorState error={list.error()} retry={list.retry} />}>
        <Show when={!list.loading()} fallback={<SkeletonLines lines={6} />}>
          <Timeline items={list.rows().map((entry) => itemOf(w, entry))} empty={<EmptyState icon={ScrollText} title={w("activity.none")}>{w("activity.noneHelp", { name: name() })}</EmptyState>} foot={<Pager pager={list.pager} />} />
        </Show>
      </Show>
    </div>
  );
}

const SILENT = new Set(["version", "updated_at", "created_at", "id", "tenant_id"]);

function itemOf(w: UserSay, entry: Entry): TimelineItem {
  const fields = changedFields(entry);
  const who = entry.impersonator?.full_name ? w("activity.as", { impersonator: entry.impersonator.full_name, name: entry.user?.full_name ?? "" }) : (entry.user?.full_name ?? undefined);
  return {
    id: entry.id, at: entry.created_at, icon: ScrollText, who,
    what: <>{w.maybe(`activity.actions.${entry.action}`) ?? entry.action} · {w.maybe(`activity.entities.${entry.entity_type}`) ?? <Code>{entry.entity_type}</Code>}</>,
    ...(fields.length ? { body: w("activity.changed", { fields: formatList(fields) }) } : {}),
  };
}

/** The names of what differs, for a row that was changed. */
function changedFields({ action, before_data, after_data }: Entry) {
  if (action !== "update" || !before_data || !after_data) return [];
  return Object.keys(after_data).filter((key) => !SILENT.has(key) && JSON.stringify(before_data[key]) !== JSON.stringify(after_data[key]));
}
