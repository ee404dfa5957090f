import CircleCheck from "lucide-solid/icons/circle-check";
import CircleDashed from "lucide-solid/icons/circle-dashed";
import LoaderCircle from "lucide-solid/icons/loader-circle";
import OctagonAlert from "lucide-solid/icons/octagon-alert";
import Undo2 from "lucide-solid/icons/undo-2";
import { For, Show } from "solid-js";
import { formatNumber } from "#web/src/kernel/format.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { useLive } from "#web/src/kernel/live.ts";
import { invalidate, usePages } from "#web/src/kernel/query.ts";
import { usePeople } from "#web/src/modules/users/people.ts";
import { StatusBadge } from "#web/src/ui/badge.tsx";
import { Button } from "#web/src/ui/button.tsx";
import { ErrorState } from "#web/src/ui/feedback.tsx";
import { Link } from "#web/src/ui/link.tsx";
import { SkeletonLines } from "#web/src/ui/skeleton.tsx";
import { Name, RelativeTime } from "#web/src/ui/text.tsx";
import { listImports } from "#worker/modules/leads/import-contract.ts";
import { leadWords } from "../text/index.ts";
import type { ImportRow } from "./import-data.ts";

const LOOK = {
  previewed: { tone: "neutral", icon: CircleDashed }, running: { tone: "info", icon: LoaderCircle }, done: { tone: "success", icon: CircleCheck },
  failed: { tone: "danger", icon: OctagonAlert }, undoing: { tone: "info", icon: LoaderCircle }, undone: { tone: "neutral", icon: Undo2 },
} as const;

/** Earlier imports, newest first, each a link to its report. */
export function ImportHistory() {
  const w = useWords(leadWords);
  const people = usePeople();
  const list = usePages(listImports, () => ({}), 10);
  useLive("lead.import.finished", () => void invalidate("/v1/leads/imports"));
  return (
    <section class="stack" aria-labelledby="import-history">
      <h2 class="heading" id="import-history">{w("importing.history")}</h2>
      <Show when={!list.error()} fallback={<ErrorState error={list.error()} retry={list.retry} />}>
        <Show when={!list.loading()} fallback={<SkeletonLines lines={3} />}>
          <Show when={list.rows().length} fallback={<p class="muted">{w("importing.noHistory")}</p>}>
            <div class="table-frame">
              <table class="table" data-inset="">
                <thead><tr><th scope="col">{w("importing.file")}</th><th scope="col">{w("status")}</th><th scope="col" class="num">{w("importing.counts.created")}</th><th scope="col" class="num">{w("importing.counts.total")}</th><th scope="col">{w("importing.by")}</th><th scope="col">{w("importing.when")}</th></tr></thead>
                <tbody>
                  <For each={list.rows()}>
                    {(row) => (
                      <tr>
                        <td><Link href={`/leads/import/${row.id}`}><span class="name" dir="auto">{row.file_name}</span></Link></td>
                        <td><ImportStatus status={row.status} /></td>
                        <td class="num">{formatNumber(row.created)}</td>
                        <td class="num">{formatNumber(row.rows_total)}</td>
                        <td><Name>{people.name(row.started_by)}</Name></td>
                        <td><RelativeTime at={row.started_at ?? row.created_at} /></td>
                      </tr>
                    )}
                  </For>
                </tbody>
              </table>
            </div>
            <Show when={list.pager.hasNext() || list.pager.hasPrevious()}>
              <div class="row">
                <Show when={list.pager.hasPrevious()}><Button variant="ghost" size="sm" onClick={() => list.pager.previous()}>{w("importing.newer")}</Button></Show>
                <Show when={list.pager.hasNext()}><Button variant="ghost" size="sm" onClick={() => list.pager.next()}>{w("importing.more")}</Button></Show>
              </div>
            </Show>
          </Show>
        </Show>
      </Show>
    </section>
  );
}

/** How far an import is: colour, icon and word. */
export function ImportStatus(props: { status: ImportRow["status"] }) {
  const w = useWords(leadWords);
  return <StatusBadge tone={LOOK[props.status].tone} icon={LOOK[props.status].icon}>{w(`importing.status.${props.status}`)}</StatusBadge>;
}
