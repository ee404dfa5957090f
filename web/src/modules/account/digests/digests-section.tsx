import Building from "lucide-solid/icons/building";
import ChartColumn from "lucide-solid/icons/chart-column";
import Clock from "lucide-solid/icons/clock";
import Eye from "lucide-solid/icons/eye";
import Handshake from "lucide-solid/icons/handshake";
import ListChecks from "lucide-solid/icons/list-checks";
import Megaphone from "lucide-solid/icons/megaphone";
import Activity from "lucide-solid/icons/activity";
import TriangleAlert from "lucide-solid/icons/triangle-alert";
import { createMemo, createSignal, For, Show } from "solid-js";
import { call } from "#web/src/kernel/api.ts";
import { errorText } from "#web/src/kernel/errors.ts";
import { formatDate } from "#web/src/kernel/format.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { useLive } from "#web/src/kernel/live.ts";
import { invalidate, useCall } from "#web/src/kernel/query.ts";
import { settled } from "#web/src/kernel/settled.ts";
import { IconButton } from "#web/src/ui/button.tsx";
import { Switch } from "#web/src/ui/choice.tsx";
import { ErrorState } from "#web/src/ui/feedback.tsx";
import type { IconType } from "#web/src/ui/icon.tsx";
import { Panel } from "#web/src/ui/record-parts.tsx";
import { SkeletonLines } from "#web/src/ui/skeleton.tsx";
import { toast } from "#web/src/ui/toast.tsx";
import { listDigests, subscribeDigest } from "#worker/modules/notify/digests/digests-contract.ts";
import { Line } from "../line.tsx";
import { accountWords } from "../text/index.ts";
import { type Digest, wordsFor } from "./digest-data.ts";
import { DigestPreview } from "./digest-preview.tsx";
import { ScheduleDialog } from "./schedule-dialog.tsx";

const ICONS: Record<Digest["kind"], IconType> = {
  "daily.activity": Activity, "daily.tasks": ListChecks, "daily.deals": Handshake, "daily.overdue": TriangleAlert, "weekly.pipeline": ChartColumn, "inventory.changes": Building, "marketing.summary": Megaphone,
};

/** Every summary there is: on or off, when the next one comes, and what it would say now. */
export default function DigestsSection() {
  const w = useWords(accountWords), digests = useCall(listDigests);
  const [changing, setChanging] = createSignal<Digest>(), [previewing, setPreviewing] = createSignal<Digest>();
  useLive("digest.changed", () => void invalidate(listDigests.path));
  const turn = async (digest: Digest, enabled: boolean) => {
    try {
      await call(subscribeDigest, { body: { kind: digest.kind, enabled } });
    } catch (error) {
      toast.error(errorText(error));
    } finally {
      await invalidate(listDigests.path);
    }
  };
  // Lines belong to kinds, so that a switch keeps its focus when its answer comes.
  const kinds = createMemo(() => settled(digests)?.items.map(({ kind }) => kind) ?? [], [], { equals: (a, b) => a.join() === b.join() });
  const of = (kind: Digest["kind"]) => settled(digests)?.items.find((digest) => digest.kind === kind);
  const name = (digest: Digest) => w(`digest.kinds.${wordsFor(digest.kind)}.title`);
  return (
    <Panel title={w("digest.panel")}>
      <p class="muted">{w("digest.help")}</p>
      <Show when={!digests.isLoadingError} fallback={<ErrorState error={digests.error} retry={() => void digests.refetch()} />}>
        <Show when={!digests.isPending} fallback={<SkeletonLines lines={8} />}>
          <ul class="lines digests">
            <For each={kinds()}>
              {(kind) => {
                const digest = createMemo((was: Digest) => of(kind) ?? was, of(kind)!);
                return <DigestLine digest={digest()} name={name(digest())} onTurn={(on) => void turn(digest(), on)} onChange={() => setChanging(digest())} onPreview={() => setPreviewing(digest())} />;
              }}
            </For>
          </ul>
        </Show>
      </Show>
      <Show when={changing()}>{(digest) => <ScheduleDialog digest={digest()} name={name(digest())} onClose={() => setChanging(undefined)} />}</Show>
      <Show when={previewing()}>{(digest) => <DigestPreview kind={digest().kind} name={name(digest())} onClose={() => setPreviewing(undefined)} />}</Show>
    </Panel>
  );
}

function DigestLine(props: { digest: Digest; name: string; onTurn: (on: boolean) => void; onChange: () => void; onPreview: () => void }) {
  const w = useWords(accountWords);
  const last = ({ last_status, last_at }: Digest) => (last_status === "skipped" ? w("digest.lastSkipped") : last_status === "failed" ? w("digest.lastFailed") : last_status === "sent" && last_at ? w("digest.last", { time: formatDate(last_at, "datetime") }) : "");
  return (
    <Line
      icon={ICONS[props.digest.kind]} label={props.name} title={props.name} text={props.digest.permitted ? w(`digest.kinds.${wordsFor(props.digest.kind)}.text`) : w("digest.notPermitted")}
      meta={<>
        <Show when={props.digest.next_at}>{(at) => <span>{w("digest.next", { time: formatDate(at(), "datetime") })}</span>}</Show>
        <Show when={last(props.digest)}>{(text) => <span>{text()}</span>}</Show>
      </>}
      actions={<Show when={props.digest.permitted || props.digest.enabled}>
        <Show when={props.digest.permitted}><IconButton icon={Eye} size="sm" label={w("digest.previewOf", { name: props.name })} onClick={() => props.onPreview()} /></Show>
        <Show when={props.digest.enabled}><IconButton icon={Clock} size="sm" label={w("digest.changeOf", { name: props.name })} onClick={() => props.onChange()} /></Show>
        <Switch label={props.name} hideLabel checked={props.digest.enabled} onChange={props.onTurn} />
      </Show>}
    />
  );
}
