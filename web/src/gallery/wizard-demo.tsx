import { createSignal } from "solid-js";
import { usePage } from "#web/src/kernel/page.ts";
import { Progress } from "#web/src/ui/feedback.tsx";
import { FileDrop } from "#web/src/ui/file-drop.tsx";
import { Wizard } from "#web/src/ui/stepper.tsx";

const STEPS = [{ id: "upload", label: "Upload" }, { id: "map", label: "Map" }, { id: "report", label: "Report" }];

/** The wizard pattern. */
export function WizardDemo() {
  usePage(() => ({ title: "Import leads" }));
  const [at, setAt] = createSignal(1);
  const [files, setFiles] = createSignal<readonly File[]>([]);
  return (
    <Wizard title="Import leads" steps={STEPS} current={STEPS[at()]!.id} onBack={() => setAt(Math.max(0, at() - 1))} onNext={() => setAt(Math.min(2, at() + 1))} nextLabel="Import 1,250 rows" aside={<div class="pane-head"><span class="strong">Preview</span></div>}>
      <div class="pane-head"><span class="strong">Columns</span></div>
      <div class="wizard-pane stack" data-gap="lg">
        <FileDrop label="Drop a spreadsheet here" files={files()} onChange={setFiles} accept=".csv,.xlsx" maxBytes={5_000_000} help="CSV or Excel, up to 5 MB." />
        <Progress label="Importing" value={65} detail="812 of 1,250" />
      </div>
    </Wizard>
  );
}
