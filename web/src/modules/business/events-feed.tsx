import History from "lucide-solid/icons/clock";
import { createSignal, Show } from "solid-js";
import type * as z from "zod";
import { formatList } from "#web/src/kernel/format.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { useLive } from "#web/src/kernel/live.ts";
import { usePages } from "#web/src/kernel/query.ts";
import { useRefresh } from "#web/src/kernel/refresh.ts";
import { EVENT_LOOKS, eventSentence, type EventNames } from "#web/src/modules/activities/event-words.ts";
import { activityWords } from "#web/src/modules/activities/text/index.ts";
import { reasonName, stageName, useLostReasons, usePipelines } from "#web/src/modules/deals/pipelines.ts";
import { unitWords } from "#web/src/modules/units/text/index.ts";
import { usePeople } from "#web/src/modules/users/people.ts";
import { EmptyState, ErrorState } from "#web/src/ui/feedback.tsx";
import { Link } from "#web/src/ui/link.tsx";
import { Pager } from "#web/src/ui/list-parts.tsx";
import { Timeline, type TimelineItem } from "#web/src/ui/record-parts.tsx";
import { Select } from "#web/src/ui/select.tsx";
import { SkeletonLines } from "#web/src/ui/skeleton.tsx";
import { listEvents, type LoggedEvent } from "#worker/modules/business/contract.ts";
import { businessWords } from "./text/index.ts";

type Logged = z.output<typeof LoggedEvent>;

const SUBJECTS = ["lead", "contact", "company", "deal", "unit", "project", "building", "user"] as const;
const PAGES = { lead: "leads", contact: "contacts", company: "companies", deal: "deals", unit: "units", project: "projects" } as const;
/** Steps that the product takes by itself between two things that people do. */
const TECHNICAL = [
  "auth.refresh_rotated", "auth.challenged", "auth.challenge_code_sent", "message.queued", "message.sent", "message.delivered", "notification.created", "notification.read",
  "lead.import.progressed", "phone.verify.sent", "user.preferences_changed",
].join(",");

/** What happened in the whole company, in words, with the way to what it was about. */
export function EventsFeed() {
  const w = useWords(businessWords);
  const aw = useWords(activityWords);
  const uw = useWords(unitWords);
  const people = usePeople();
  const pipelines = usePipelines();
  const reasons = useLostReasons();
  const [person, setPerson] = createSignal("all");
  const [subject, setSubject] = createSignal<(typeof SUBJECTS)[number] | "all">("all");
  const [depth, setDepth] = createSignal<"people" | "all">("people");
  const list = usePages(listEvents, () => ({ total: undefined, ...(depth() === "all" ? {} : { except: TECHNICAL }), ...(person() === "all" ? {} : { user_id: person() }), ...(subject() === "all" ? {} : { subject_type: subject() }) }));
  useLive("*", useRefresh("/v1/business/events"));
  const names: EventNames = {
    stage: (id) => { const stage = pipelines.stage(id); return stage && stageName(stage); },
    unit: () => undefined, deal: () => undefined, person: people.name,
    reason: (code) => { const reason = reasons.find(code); return reason && reasonName(reason); },
    field: (name) => aw.maybe(`fields.${name}`) ?? uw.maybe(`fields.${name}`),
    unitStatus: (status) => uw.maybe(`status.${status}`),
    channel: (type) => aw.maybe(`channels.${type}`),
  };
  const sentence = ({ name, payload }: Logged) => w.maybe(`events.names.${name.replaceAll(".", "_")}`) ?? eventSentence(aw, name, payload, "", names, formatList);
  const who = (actor: string) => people.name(actor.startsWith("user:") ? actor.slice(5) : undefined) ?? w("events.system");
  const path = ({ name, payload }: Logged) => {
    const family = name.slice(0, name.indexOf(".")) as keyof typeof PAGES;
    const kind = payload[`${family}_id`] ? family : (Object.keys(PAGES) as (keyof typeof PAGES)[]).find((one) => payload[`${one}_id`]);
    return kind && PAGES[kind] && payload[`${kind}_id`] && !name.endsWith(".deleted") ? `/${PAGES[kind]}/${String(payload[`${kind}_id`])}` : undefined;
  };
  const item = (event: Logged): TimelineItem => ({
    id: event.id, at: event.created_at, ...(EVENT_LOOKS[event.name] ?? { icon: History }), who: who(event.actor_id),
    what: <>{sentence(event)} <Show when={path(event)}>{(href) => <Link class="small" href={href()}>{w("events.open")}</Link>}</Show></>,
  });
  const told = () => list.rows().filter((event) => sentence(event) !== "").map(item);
  return (
    <div class="stack" data-gap="lg">
      <p class="muted">{w("events.help")}</p>
      <div class="events-filters">
        <Select label={w("events.subject")} value={subject()} onChange={setSubject} options={[{ value: "all", label: w("events.anything") }, ...SUBJECTS.map((value) => ({ value, label: w(`events.subjects.${value}`) }))]} />
        <Select label={w("events.person")} value={person()} onChange={setPerson} options={[{ value: "all", label: w("events.everyone") }, ...people.options()]} />
        <Select label={w("events.depth")} value={depth()} onChange={setDepth} options={(["people", "all"] as const).map((value) => ({ value, label: w(`events.depths.${value}`) }))} />
      </div>
      <Show when={!list.error()} fallback={<ErrorState error={list.error()} retry={list.retry} />}>
        <Show when={!list.loading()} fallback={<SkeletonLines lines={6} />}>
          <Timeline items={told()} empty={<EmptyState icon={History} title={w("events.none")}>{w("events.noneHelp")}</EmptyState>} foot={<Pager pager={list.pager} />} />
        </Show>
      </Show>
    </div>
  );
}
