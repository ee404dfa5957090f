import { useNavigate } from "@solidjs/router";
import Download from "lucide-solid/icons/download";
import { createSignal, Show } from "solid-js";
import { call } from "#web/src/kernel/api.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { usePage } from "#web/src/kernel/page.ts";
import { invalidate } from "#web/src/kernel/query.ts";
import { Button } from "#web/src/ui/button.tsx";
import { FileDrop } from "#web/src/ui/file-drop.tsx";
import { SkeletonLines } from "#web/src/ui/skeleton.tsx";
import { Wizard } from "#web/src/ui/stepper.tsx";
import { uploadImport } from "#worker/modules/leads/import-contract.ts";
import { saveFile } from "#web/src/kernel/save-file.ts";
import { leadWords } from "../text/index.ts";
import { MOST_BYTES, refusalText } from "./import-data.ts";
import { ImportHistory } from "./import-history.tsx";
import { useImportSteps } from "./steps.ts";
import "../leads.css";

const TEMPLATE = "Name,Phone,Email,Source,Interest,Budget,Currency,Company,Notes\r\nمنى السيد,01001234567,mona@example.com,Facebook,Lake Residence 3 bed,8450000,EGP,,\r\nAhmed Khalil,+971501234567,ahmed@example.com,Website,Marina Crest 2 bed,2350000,AED,Crest Trading,Call after 5 pm\r\n";

/** The first step of an import: the file, and what was imported before. */
export default function UploadPage() {
  const w = useWords(leadWords);
  const navigate = useNavigate();
  const steps = useImportSteps();
  const [files, setFiles] = createSignal<readonly File[]>([]);
  const [problem, setProblem] = createSignal<string>();
  const [busy, setBusy] = createSignal(false);
  usePage(() => ({ title: w("importing.short"), crumbs: [{ label: w("title"), href: "/leads" }] }));

  const upload = async (chosen: readonly File[]) => {
    setFiles(chosen);
    setProblem(undefined);
    const file = chosen[0];
    if (!file) return;
    if (!file.size) return void setProblem(w("importing.refused.empty"));
    if (/\.(xlsx?|ods|numbers)$/i.test(file.name)) return void setProblem(w("importing.refused.spreadsheet"));
    if (file.size > MOST_BYTES) return void setProblem(w("importing.refused.large"));
    const body = new FormData();
    body.set("file", file);
    setBusy(true);
    try {
      const preview = await call(uploadImport, { body: body as never });
      void invalidate("/v1/leads/imports");
      navigate(`/leads/import/${preview.import.id}`);
    } catch (error) {
      setProblem(refusalText(w, error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Wizard title={w("importing.title")} steps={steps()} current="upload" foot={<Button variant="ghost" icon={Download} onClick={() => saveFile("m3core-leads.csv", `\uFEFF${TEMPLATE}`)}>{w("importing.template")}</Button>}>
      <div class="stack" data-gap="lg">
        <Show when={!busy()} fallback={<div role="status" aria-label={w("importing.reading")}><p class="muted">{w("importing.reading")}</p><SkeletonLines lines={3} /></div>}>
          <FileDrop label={w("importing.drop")} files={files()} onChange={(chosen) => void upload(chosen)} help={w("importing.dropHelp")} error={problem()} />
        </Show>
        <ImportHistory />
      </div>
    </Wizard>
  );
}
