import Download from "lucide-solid/icons/download";
import { createSignal, For, onCleanup, Show } from "solid-js";
import type * as z from "zod";
import { ApiError, call } from "#web/src/kernel/api.ts";
import { errorText } from "#web/src/kernel/errors.ts";
import { formatBytes, formatRelative } from "#web/src/kernel/format.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { onResync, useLive } from "#web/src/kernel/live.ts";
import { invalidate, useCall } from "#web/src/kernel/query.ts";
import { settled } from "#web/src/kernel/settled.ts";
import { StatusBadge, type Tone } from "#web/src/ui/badge.tsx";
import { Button } from "#web/src/ui/button.tsx";
import { Panel } from "#web/src/ui/record-parts.tsx";
import { toast } from "#web/src/ui/toast.tsx";
import CircleCheck from "lucide-solid/icons/circle-check";
import CircleX from "lucide-solid/icons/circle-x";
import Hourglass from "lucide-solid/icons/hourglass";
import type { IconType } from "#web/src/ui/icon.tsx";
import { listExports, startExport, type TenantExport } from "#worker/modules/privacy/contract.ts";
import { PersonData } from "./person-data.tsx";
import { businessWords } from "./text/index.ts";

type Export = z.output<typeof TenantExport>;
const LOOKS: Record<Export["status"], { tone: Tone; icon: IconType }> = { running: { tone: "warning", icon: Hourglass }, done: { tone: "success", icon: CircleCheck }, failed: { tone: "danger", icon: CircleX }, expired: { tone: "neutral", icon: CircleX } };

/** What leaves the company and what is forgotten: the whole of it in a file, and a person's data. */
export function DataTab() {
  return <div class="stack" data-gap="lg"><Exports /><PersonData /></div>;
}

function Exports() {
  const w = useWords(businessWords);
  const query = useCall(listExports, () => ({ query: { limit: 10 } }));
  const [busy, setBusy] = createSignal(false);
  const refresh = () => void invalidate("/v1/business/exports");
  useLive("tenant.export.*", refresh);
  useLive("tenant.export.finished", refresh);
  onCleanup(onResync(refresh));
  const start = async () => {
    setBusy(true);
    try {
      await call(startExport);
      toast.success(w("data.started"));
    } catch (error) {
      if (error instanceof ApiError && error.code === "CONFLICT") toast.info(w("data.running"));
      else toast.error(errorText(error));
    }
    await invalidate("/v1/business/exports");
    setBusy(false);
  };
  return (
    <Panel title={w("data.exportTitle")}>
      <div class="stack" data-gap="lg">
        <p class="muted">{w("data.exportHelp")}</p>
        <div><Button icon={Download} busy={busy()} onClick={() => void start()}>{w("data.start")}</Button></div>
        <Show when={settled(query)}>
          {(found) => (
            <Show when={found().items.length} fallback={<p class="small faint">{w("data.none")}</p>}>
              <ul class="exports">
                <For each={found().items}>
                  {(one) => (
                    <li class="exports__row">
                      <StatusBadge {...LOOKS[one.status]}>{w(`data.status.${one.status}`)}</StatusBadge>
                      <span class="small muted">
                        {[w("data.made", { when: formatRelative(one.created_at) }), one.status === "running" ? "" : `${w("data.rows", { count: one.row_count })}, ${formatBytes(one.byte_count)}`, one.status === "done" && one.expires_at ? w("data.until", { when: formatRelative(one.expires_at) }) : ""].filter(Boolean).join(" · ")}
                      </span>
                      <Show when={one.download_url}>{(url) => <a class="button push" data-variant="secondary" data-size="sm" href={url()} rel="external" download=""><span>{w("data.download")}</span></a>}</Show>
                    </li>
                  )}
                </For>
              </ul>
            </Show>
          )}
        </Show>
      </div>
    </Panel>
  );
}
