import { useParams } from "@solidjs/router";
import { createEffect, createSignal, Match, Switch } from "solid-js";
import { useWords } from "#web/src/kernel/i18n.ts";
import { useLive } from "#web/src/kernel/live.ts";
import { usePage } from "#web/src/kernel/page.ts";
import { invalidate, useCall } from "#web/src/kernel/query.ts";
import { settled } from "#web/src/kernel/settled.ts";
import { ErrorState, Progress } from "#web/src/ui/feedback.tsx";
import { SkeletonLines } from "#web/src/ui/skeleton.tsx";
import { Wizard } from "#web/src/ui/stepper.tsx";
import { getImport } from "#worker/modules/leads/import-contract.ts";
import { leadWords } from "../text/index.ts";
import { isUnderWay, type ImportRow } from "./import-data.ts";
import { ImportReport } from "./import-report.tsx";
import { MapStep } from "./map-step.tsx";
import { useImportSteps } from "./steps.ts";
import "../leads.css";

const POLL_MS = 2000;
interface Progressed { import_id: string; rows_done?: number; rows_total?: number }

/** One import from its mapping to its report; it can be left and found again at any step. */
export default function ImportPage() {
  const w = useWords(leadWords);
  const params = useParams<{ id: string }>();
  const [polling, setPolling] = createSignal(0);
  const [told, setTold] = createSignal<Progressed>();
  const query = useCall(getImport, () => ({ params: { import_id: params.id }, query: { issues_limit: 50 } }), { get refetchInterval() { return polling(); } });
  const found = () => { const data = settled(query); return data?.id === params.id ? data : undefined; };
  usePage(() => ({ title: w("importing.short"), crumbs: [{ label: w("title"), href: "/leads" }] }));

  // The socket tells first; asking now and then covers a connection that is down.
  createEffect(() => setPolling(isUnderWay(found()?.status) ? POLL_MS : 0));
  useLive<Progressed>("lead.*", (payload) => {
    if (payload?.import_id !== params.id) return;
    if (payload.rows_done === undefined) void invalidate("/v1/leads/import/:import_id", "/v1/leads");
    else setTold(payload);
  });
  let was: ImportRow["status"] | undefined;
  createEffect(() => {
    const now = found()?.status;
    if (isUnderWay(was) && !isUnderWay(now)) void invalidate("/v1/leads", "/v1/leads/imports");
    was = now;
  });
  const rowsDone = () => Math.max(found()?.rows_done ?? 0, told()?.import_id === params.id ? (told()?.rows_done ?? 0) : 0);
  const steps = useImportSteps();
  return (
    <Switch fallback={<Wizard title={w("importing.title")} steps={steps()} current="map"><SkeletonLines lines={8} /></Wizard>}>
      <Match when={query.isLoadingError}><div class="scroll"><ErrorState error={query.error} retry={() => void query.refetch()} /></div></Match>
      <Match when={found()?.status === "previewed"}><MapStep import={found()!} onStarted={() => void invalidate("/v1/leads/import/:import_id", "/v1/leads/imports")} /></Match>
      <Match when={isUnderWay(found()?.status)}>
        <Wizard title={w("importing.title")} steps={steps()} current="run">
          <div class="stack" data-gap="lg">
            <Progress
              label={w(found()!.status === "undoing" ? "importing.undoing" : "importing.running", { file: found()!.file_name })} value={found()!.status === "undoing" ? 100 - found()!.percent : (rowsDone() / Math.max(found()!.rows_total, 1)) * 100}
              detail={rowsDone() ? w("importing.progress", { done: rowsDone(), total: found()!.rows_total }) : w("importing.waiting")}
            />
            <p class="muted" role="status">{w("importing.leave")}</p>
          </div>
        </Wizard>
      </Match>
      <Match when={found()}><ImportReport import={found()!} /></Match>
    </Switch>
  );
}
