import { useNavigate } from "@solidjs/router";
import Download from "lucide-solid/icons/download";
import Undo2 from "lucide-solid/icons/undo-2";
import { createSignal, For, Show } from "solid-js";
import { ApiError, call } from "#web/src/kernel/api.ts";
import { formatNumber } from "#web/src/kernel/format.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { invalidate } from "#web/src/kernel/query.ts";
import { Button, ButtonLink } from "#web/src/ui/button.tsx";
import { confirm } from "#web/src/ui/dialog.tsx";
import { Banner } from "#web/src/ui/feedback.tsx";
import { Link } from "#web/src/ui/link.tsx";
import { Stat } from "#web/src/ui/record-parts.tsx";
import { Wizard } from "#web/src/ui/stepper.tsx";
import { toast } from "#web/src/ui/toast.tsx";
import { getImport, reportImport, undoImport } from "#worker/modules/leads/import-contract.ts";
import { saveFile } from "#web/src/kernel/save-file.ts";
import { leadErrorText } from "../lead-data.ts";
import { leadWords } from "../text/index.ts";
import { fieldText, wrongText, type ImportRow, type Issue } from "./import-data.ts";
import { FaultyCell } from "./import-preview.tsx";
import { useImportSteps } from "./steps.ts";

type Report = ImportRow & { issues: { items: Issue[]; next_cursor: string | null } };

/** How an import ended: counts, the rows it left out and why, and the way to take it back. */
export function ImportReport(props: { import: Report }) {
  const w = useWords(leadWords);
  const navigate = useNavigate();
  const steps = useImportSteps();
  const [refused, setRefused] = createSignal<string>();
  const title = () => {
    const { status, created, undone } = props.import;
    return status === "undone" ? w("importing.undoneTitle", { count: undone }) : status === "failed" ? w("importing.failedTitle") : w("importing.done", { count: created });
  };
  const download = async () => {
    try {
      saveFile(`${props.import.file_name.replace(/\.csv$/i, "")}-errors.csv`, (await call(reportImport, { params: { import_id: props.import.id } })) as string);
    } catch (error) {
      toast.error(leadErrorText(error));
    }
  };
  const undo = async () => {
    setRefused(undefined);
    if (!(await confirm({ title: w("importing.undoTitle", { count: props.import.created }), text: w("importing.undoText"), confirmLabel: w("importing.undo"), danger: true }))) return;
    try {
      await call(undoImport, { params: { import_id: props.import.id } });
      await invalidate("/v1/leads");
    } catch (error) {
      const converted = error instanceof ApiError ? (error.details as { lead_ids?: string[] } | null)?.lead_ids : undefined;
      setRefused(converted ? w("importing.undoRefused", { count: converted.length }) : leadErrorText(error));
    }
  };
  return (
    <Wizard
      title={w("importing.title")} steps={steps()} current="report"
      foot={
        <>
          <Button variant="ghost" onClick={() => navigate("/leads/import")}>{w("importing.again")}</Button>
          <Show when={props.import.status !== "undone" && props.import.created}><Button variant="ghost" icon={Undo2} pointing onClick={() => void undo()}>{w("importing.undo")}</Button></Show>
          <span class="push"><ButtonLink variant="primary" href={props.import.status === "undone" ? "/leads" : `/leads?import_id=${props.import.id}`}>{w("importing.open")}</ButtonLink></span>
        </>
      }
    >
      <div class="stack" data-gap="lg">
        <Banner tone={props.import.status === "failed" ? "danger" : props.import.status === "undone" ? "info" : "success"} title={title()} live>
          <span dir="auto">{props.import.error ? (w.maybe(`importing.stopped.${props.import.error}`) ?? props.import.error) : props.import.file_name}</span>
        </Banner>
        <Show when={refused()}>{(text) => <Banner tone="warning" live>{text()}</Banner>}</Show>
        <div class="import__counts">
          <Stat label={w("importing.counts.created")} value={formatNumber(props.import.created)} />
          <Stat label={w("importing.counts.duplicates")} value={formatNumber(props.import.duplicates)} />
          <Stat label={w("importing.counts.failed")} value={formatNumber(props.import.failed)} />
          <Stat label={w("importing.counts.total")} value={formatNumber(props.import.rows_total)} />
        </div>
        <LeftOut import={props.import} onDownload={() => void download()} />
      </div>
    </Wizard>
  );
}

function LeftOut(props: { import: Report; onDownload: () => void }) {
  const w = useWords(leadWords);
  const [more, setMore] = createSignal<{ items: readonly Issue[]; next: string | null }>();
  const [busy, setBusy] = createSignal(false);
  const items = () => [...props.import.issues.items, ...(more()?.items ?? [])];
  const next = () => (more() ? more()!.next : props.import.issues.next_cursor);
  const load = async () => {
    setBusy(true);
    try {
      const { issues } = await call(getImport, { params: { import_id: props.import.id }, query: { issues_cursor: next()!, issues_limit: 200 } });
      setMore({ items: [...(more()?.items ?? []), ...issues.items], next: issues.next_cursor });
    } catch (error) {
      toast.error(leadErrorText(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <section class="stack" aria-labelledby="left-out">
      <div class="row">
        <h2 class="heading" id="left-out">{w("importing.leftOut")}</h2>
        <Show when={items().length}><span class="push"><Button variant="ghost" size="sm" icon={Download} onClick={() => props.onDownload()}>{w("importing.download")}</Button></span></Show>
      </div>
      <Show when={items().length} fallback={<p class="muted">{w("importing.leftOutNone")}</p>}>
        <div class="table-frame">
          <table class="table" data-inset="">
            <thead><tr><th scope="col" class="num">{w("importing.row")}</th><th scope="col">{w("importing.wrong")}</th><th scope="col">{w("importing.column")}</th><th scope="col">{w("importing.value")}</th></tr></thead>
            <tbody>
              <For each={items()}>
                {(issue) => (
                  <tr>
                    <td class="num faint">{formatNumber(issue.row)}</td>
                    <td class="table__wrap"><Show when={issue.match_id} fallback={wrongText(w, issue)}><Link href={`/leads/${issue.match_id}`}>{wrongText(w, issue)}</Link></Show></td>
                    <td>{fieldText(w, issue.field)}</td>
                    <td><FaultyCell value={issue.value} /></td>
                  </tr>
                )}
              </For>
            </tbody>
          </table>
        </div>
        <Show when={next()}><div><Button variant="ghost" busy={busy()} onClick={() => void load()}>{w("importing.moreRows")}</Button></div></Show>
      </Show>
    </section>
  );
}
