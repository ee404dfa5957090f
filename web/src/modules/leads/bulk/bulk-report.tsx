import { For, onMount, Show } from "solid-js";
import { useWords } from "#web/src/kernel/i18n.ts";
import { t } from "#web/src/kernel/text/index.ts";
import { Button } from "#web/src/ui/button.tsx";
import { Dialog } from "#web/src/ui/dialog.tsx";
import { Banner, Progress } from "#web/src/ui/feedback.tsx";
import { Name } from "#web/src/ui/text.tsx";
import { toast } from "#web/src/ui/toast.tsx";
import type { LeadRow } from "../lead-data.ts";
import { leadWords } from "../text/index.ts";
import { createBulkRun } from "./run-bulk.ts";

interface BulkReportProps {
  title: string;
  leads: readonly LeadRow[];
  deleting?: boolean;
  act: (lead: LeadRow) => Promise<unknown>;
  /** `clean` when nothing was refused. */
  onClose: (clean: boolean) => void;
}

/** Runs the work at once and says how far it is; stays open only when a row was refused, and says why. */
export function BulkReport(props: BulkReportProps) {
  const w = useWords(leadWords);
  const bulk = createBulkRun(props.act);
  const changed = () => w(props.deleting ? "bulk.deleted" : "bulk.done", { count: bulk.done().length });
  const start = async (leads: readonly LeadRow[]) => {
    await bulk.run(leads);
    if (bulk.failed().length || bulk.done().length < leads.length) return;
    toast.success(changed());
    props.onClose(true);
  };
  onMount(() => void start(props.leads));
  const close = () => !bulk.running() && props.onClose(false);
  const settled = () => bulk.done().length + bulk.failed().length;
  return (
    <Dialog
      open onClose={close} title={props.title}
      foot={
        <Show when={!bulk.running()} fallback={<Button variant="ghost" onClick={bulk.stop}>{w("bulk.stop")}</Button>}>
          <Show when={bulk.failed().length}><Button onClick={() => void start(bulk.failed().map(({ lead }) => lead))}>{w("bulk.tryAgain", { count: bulk.failed().length })}</Button></Show>
          <Button variant="primary" onClick={close}>{t("action.done")}</Button>
        </Show>
      }
    >
      <div class="stack" data-gap="lg">
        <Show when={bulk.running()} fallback={<Banner tone={bulk.failed().length ? "warning" : "info"} title={changed()} live>{bulk.failed().length ? w("bulk.failed", { count: bulk.failed().length }) : w("bulk.stopped")}</Banner>}>
          <Progress label={w("bulk.working")} value={(settled() / Math.max(bulk.total(), 1)) * 100} detail={w("bulk.progress", { done: settled(), total: bulk.total() })} />
        </Show>
        <Show when={bulk.failed().length}>
          <div class="table-frame">
            <table class="table" data-inset="">
              <thead><tr><th scope="col">{w("name")}</th><th scope="col">{w("bulk.reason")}</th></tr></thead>
              <tbody><For each={bulk.failed()}>{({ lead, reason }) => <tr><td><Name>{lead.full_name}</Name></td><td class="table__wrap">{reason}</td></tr>}</For></tbody>
            </table>
          </div>
        </Show>
      </div>
    </Dialog>
  );
}
