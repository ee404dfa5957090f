import History from "lucide-solid/icons/clock";
import ListChecks from "lucide-solid/icons/list-checks";
import Mail from "lucide-solid/icons/mail";
import Phone from "lucide-solid/icons/phone";
import StickyNote from "lucide-solid/icons/sticky-note";
import Users from "lucide-solid/icons/users";
import { createMemo, createSignal, Show } from "solid-js";
import { useInfiniteQuery } from "@tanstack/solid-query";
import type * as z from "zod";
import { call } from "#web/src/kernel/api.ts";
import { formatDate, formatList } from "#web/src/kernel/format.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { useLive } from "#web/src/kernel/live.ts";
import { useRefresh } from "#web/src/kernel/refresh.ts";
import { usePeople } from "#web/src/modules/users/people.ts";
import { reasonName, stageName, useLostReasons, usePipelines } from "#web/src/modules/deals/pipelines.ts";
import { unitWords } from "#web/src/modules/units/text/index.ts";
import { Button, ButtonGroup } from "#web/src/ui/button.tsx";
import { EmptyState, ErrorState, Gate } from "#web/src/ui/feedback.tsx";
import { Link } from "#web/src/ui/link.tsx";
import { Timeline, type TimelineItem as Shown } from "#web/src/ui/record-parts.tsx";
import { SkeletonLines } from "#web/src/ui/skeleton.tsx";
import { getTimeline, type SubjectType, type TimelineItem } from "#worker/modules/activities/contract.ts";
import { Composer } from "./composer.tsx";
import { EVENT_LOOKS, eventSentence, type EventNames } from "./event-words.ts";
import { activityWords } from "./text/index.ts";
import "./activities.css";

type Item = z.output<typeof TimelineItem>;
const ACTIVITY_ICONS = { call: Phone, email: Mail, meeting: Users, note: StickyNote } as const;

interface RecordTimelineProps {
  subject_type: z.output<typeof SubjectType>;
  subject_id: string;
  /** Names of the units or deals that are on this page anyway. */
  unit?: (id: string) => string | undefined;
  deal?: (id: string) => string | undefined;
  canWrite: boolean;
}

/** Everything that happened to a record, in words, with a place to write down what happens next. */
export function RecordTimeline(props: RecordTimelineProps) {
  return <Gate permission="activity.read"><Loaded {...props} /></Gate>;
}

function Loaded(props: RecordTimelineProps) {
  const w = useWords(activityWords);
  const uw = useWords(unitWords);
  const people = usePeople();
  const pipelines = usePipelines();
  const reasons = useLostReasons();
  const [kind, setKind] = createSignal<"all" | "notes" | "calls" | "changes">("all");
  const subject = () => ({ subject_type: props.subject_type, subject_id: props.subject_id });
  const query = useInfiniteQuery(() => ({
    queryKey: [getTimeline.path, subject()] as const,
    queryFn: ({ pageParam, signal }: { pageParam: string | undefined; signal: AbortSignal }) => call(getTimeline, { query: { ...subject(), limit: 50, ...(pageParam ? { cursor: pageParam } : {}) }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: { next_cursor: string | null }) => page.next_cursor ?? undefined,
  }));
  const refresh = useRefresh("/v1/timeline", 300);
  useLive<Record<string, unknown>>("*", (payload) => {
    if (payload?.[`${props.subject_type}_id`] !== props.subject_id && payload?.subject_id !== props.subject_id && !payload?.["task_id"]) return;
    refresh();
  });
  const names: EventNames = {
    stage: (id) => { const stage = pipelines.stage(id); return stage && stageName(stage); },
    unit: (id) => props.unit?.(id),
    deal: (id) => props.deal?.(id),
    person: people.name,
    reason: (code) => { const reason = reasons.find(code); return reason && reasonName(reason); },
    field: (name) => w.maybe(`fields.${name}`) ?? uw.maybe(`fields.${name}`),
    unitStatus: (status) => uw.maybe(`status.${status}`),
    channel: (type) => w.maybe(`channels.${type}`),
  };
  const items = createMemo(() => (query.isPending || query.isLoadingError ? [] : (query.data?.pages ?? []).flatMap((page) => page.items)));
  const wanted = () => items().filter((item) => kind() === "all" || (kind() === "changes" ? item.kind === "event" : item.type === (kind() === "notes" ? "note" : "call")));
  const shown = (item: Item): Shown => {
    if (item.kind === "event") {
      const look = EVENT_LOOKS[item.type] ?? { icon: History };
      return { id: item.id, at: item.occurred_at, ...look, who: item.actor?.full_name ?? w("system"), what: eventSentence(w, item.type, item.payload ?? {}, props.subject_type, names, formatList) };
    }
    if (item.kind === "task") {
      const due_at = item.payload?.["due_at"] as string | null;
      return {
        id: item.id, at: item.occurred_at, icon: ListChecks, tone: item.type === "done" ? "success" : "neutral", who: item.actor?.full_name ?? w("system"), what: w.maybe(`task_${item.type}`) ?? item.type, userText: true,
        body: <><Link href={`/tasks/${item.id}`}><span class="timeline__text">{item.title}</span></Link><Show when={due_at}>{(at) => <span class="muted small"> {w("taskDue", { date: formatDate(at(), "datetime") })}</span>}</Show></>,
      };
    }
    const plain = item.type === "note" || item.type === "call";
    return {
      id: item.id, at: item.occurred_at, icon: ACTIVITY_ICONS[item.type as keyof typeof ACTIVITY_ICONS] ?? StickyNote, tone: item.type === "call" ? "info" : "accent", who: item.actor?.full_name ?? w("system"),
      what: w.maybe(`did_${item.type}`) ?? item.type, userText: true, body: <span class="timeline__text">{plain ? (item.body ?? item.title) : [item.title, item.body].filter(Boolean).join("\n")}</span>,
    };
  };
  const filters = () => (
    <ButtonGroup label={w("filter")} value={kind()} onChange={setKind} options={(["all", "notes", "calls", "changes"] as const).map((value) => ({ value, label: w(`${value}`) }))} />
  );
  return (
    <Show when={!query.isLoadingError} fallback={<ErrorState error={query.error} retry={() => void query.refetch()} />}>
      <Show when={!query.isPending} fallback={<SkeletonLines lines={6} />}>
        <Timeline
          items={wanted().map(shown).filter(({ what }) => what !== "")} filters={filters()} composer={<Show when={props.canWrite}><Gate permission="activity.create" silent><Composer {...subject()} /></Gate></Show>}
          empty={<EmptyState icon={History} title={w(items().length ? "noneKind" : "none")}>{w("noneHelp")}</EmptyState>}
          foot={<Show when={query.hasNextPage}><Button variant="ghost" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{w("more")}</Button></Show>}
        />
      </Show>
    </Show>
  );
}
