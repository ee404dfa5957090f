import { useNavigate } from "@solidjs/router";
import FileText from "lucide-solid/icons/file-text";
import { createEffect, createMemo, createSignal, on, onCleanup, Show } from "solid-js";
import { call } from "#web/src/kernel/api.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { useCall } from "#web/src/kernel/query.ts";
import { settled } from "#web/src/kernel/settled.ts";
import { Banner, ErrorState } from "#web/src/ui/feedback.tsx";
import { Icon } from "#web/src/ui/icon.tsx";
import { SkeletonLines } from "#web/src/ui/skeleton.tsx";
import { Wizard } from "#web/src/ui/stepper.tsx";
import { commitImport, previewImport } from "#worker/modules/leads/import-contract.ts";
import { leadErrorText } from "../lead-data.ts";
import { leadWords } from "../text/index.ts";
import { ImportDefaultsForm } from "./import-defaults.tsx";
import { ImportPreviewPane } from "./import-preview.tsx";
import { mappingProblem, type Defaults, type ImportRow, type Mapping } from "./import-data.ts";
import { MappingTable } from "./mapping-table.tsx";
import { useImportSteps } from "./steps.ts";

const SETTLE_MS = 350;

/** Which column holds what, and what importing it so would do; nothing is stored before the button. */
export function MapStep(props: { import: ImportRow; onStarted: () => void }) {
  const w = useWords(leadWords);
  const navigate = useNavigate();
  const steps = useImportSteps();
  const proposed = props.import.mapping;
  const [mapping, setMapping] = createSignal<Mapping>(proposed);
  const [defaults, setDefaults] = createSignal<Defaults>({});
  const [asked, setAsked] = createSignal({ mapping: proposed, defaults: {} as Defaults });
  const [busy, setBusy] = createSignal(false);
  // A started import has no preview any more: asking for one would be refused.
  const [started, setStarted] = createSignal(false);
  const [failure, setFailure] = createSignal<string>();
  const problem = createMemo(() => mappingProblem(w, mapping()));

  // A preview reads thousands of rows: it waits until the choices rest.
  let timer: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(timer));
  createEffect(on([mapping, defaults], () => {
    clearTimeout(timer);
    timer = setTimeout(() => setAsked({ mapping: mapping(), defaults: defaults() }), SETTLE_MS);
  }, { defer: true }));
  // The columns and their samples come with the proposal and stay while a mapping is incomplete.
  const first = useCall(previewImport, () => (started() ? undefined : { params: { import_id: props.import.id }, body: { mapping: workable(w, proposed, props.import.columns), defaults: {} } }));
  const query = useCall(previewImport, () => (started() || mappingProblem(w, asked().mapping) ? undefined : { params: { import_id: props.import.id }, body: asked() }));
  const preview = () => (problem() ? undefined : settled(query));
  const stale = () => query.isFetching || asked().mapping !== mapping() || asked().defaults !== defaults();
  const ready = () => (preview()?.sampled ? preview()!.rows_total : (preview()?.counts.ready ?? 0));

  const start = async () => {
    if (busy()) return;
    setBusy(true);
    setStarted(true);
    setFailure(undefined);
    try {
      await call(commitImport, { params: { import_id: props.import.id }, body: { mapping: mapping(), defaults: defaults() } });
      props.onStarted();
    } catch (error) {
      setStarted(false);
      setFailure(leadErrorText(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Wizard
      title={w("importing.title")} steps={steps()} current="map" onBack={() => navigate("/leads/import")} onNext={() => void start()} busy={busy()}
      nextLabel={w("importing.start", { count: ready() })} nextBlocked={problem() ?? (preview() && !ready() ? w("importing.nothingReady") : undefined)}
      foot={<><span class="row muted small desk-only"><Icon of={FileText} size="sm" /><span class="truncate" dir="auto">{props.import.file_name}</span><span>{w("importing.rows", { count: props.import.rows_total })}</span></span><span class="faint small desk-only push">{w("importing.nothing")}</span></>}
      aside={
        <Show when={!problem()} fallback={<div class="wizard-pane"><Banner tone="warning" live>{problem()}</Banner></div>}>
          <Show when={!query.isLoadingError} fallback={<ErrorState error={query.error} retry={() => void query.refetch()} />}>
            <Show when={preview()} fallback={<div class="wizard-pane"><SkeletonLines lines={8} /></div>}>{(shown) => <ImportPreviewPane preview={shown()} stale={stale()} />}</Show>
          </Show>
        </Show>
      }
    >
      <MappingTable columns={settled(first)?.columns ?? props.import.columns.map((name) => ({ name, samples: [] }))} mapping={mapping()} onChange={setMapping} onReset={() => setMapping(proposed)} />
      <ImportDefaultsForm value={defaults()} onChange={setDefaults} />
      <Show when={failure()}>{(text) => <div class="import__note"><Banner tone="danger" live>{text()}</Banner></div>}</Show>
    </Wizard>
  );
}

/** A mapping the API will look at, when the proposal lacks a name or an address: the samples are wanted either way. */
function workable(w: Parameters<typeof mappingProblem>[0], mapping: Mapping, columns: readonly string[]): Mapping {
  return mappingProblem(w, mapping) ? { [columns[0]!]: "full_name", ...(columns[1] ? { [columns[1]]: "phone" } : {}) } : mapping;
}
