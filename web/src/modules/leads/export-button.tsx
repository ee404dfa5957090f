import Download from "lucide-solid/icons/download";
import { createSignal, onCleanup, Show } from "solid-js";
import { ApiError } from "#web/src/kernel/api.ts";
import { errorText } from "#web/src/kernel/errors.ts";
import { formatNumber } from "#web/src/kernel/format.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { t } from "#web/src/kernel/text/index.ts";
import type { usePeople } from "#web/src/modules/users/people.ts";
import { Button } from "#web/src/ui/button.tsx";
import { Dialog } from "#web/src/ui/dialog.tsx";
import { Progress } from "#web/src/ui/feedback.tsx";
import { toast } from "#web/src/ui/toast.tsx";
import { saveFile } from "#web/src/kernel/save-file.ts";
import { MOST, readAll, toCsv } from "./export-leads.ts";
import { leadWords } from "./text/index.ts";

/** Downloads what the filters show as CSV. */
export function ExportButton(props: { query: () => Record<string, unknown>; people: ReturnType<typeof usePeople> }) {
  const w = useWords(leadWords);
  const [count, setCount] = createSignal<number>();
  let stop: AbortController | undefined;
  const cancel = () => {
    stop?.abort();
    setCount(undefined);
  };
  onCleanup(cancel);
  const run = async () => {
    const mine = (stop = new AbortController());
    setCount(0);
    try {
      const { leads, capped } = await readAll(props.query(), setCount, mine.signal);
      if (!leads.length) return void toast.info(w("export.none"));
      saveFile(`${w("export.file")}-${new Date().toLocaleDateString("sv")}.csv`, toCsv(leads, w, props.people.name));
      toast.success([w("export.done", { count: leads.length }), capped ? w("export.capped", { max: MOST }) : ""].filter(Boolean).join(" "));
    } catch (error) {
      if (!mine.signal.aborted) toast.error(error instanceof ApiError ? errorText(error) : t("error.unknown"));
    } finally {
      if (!mine.signal.aborted) setCount(undefined);
    }
  };
  return (
    <>
      <Button variant="ghost" icon={Download} busy={count() !== undefined} onClick={() => void run()}>{w("export.action")}</Button>
      <Dialog open={count() !== undefined} onClose={cancel} title={w("export.title")} foot={<Button variant="ghost" onClick={cancel}>{t("action.cancel")}</Button>}>
        <Show when={count() !== undefined}><Progress label={w("export.progress", { count: count()! })} value={(count()! / MOST) * 100} detail={formatNumber(count()!)} /></Show>
      </Dialog>
    </>
  );
}
