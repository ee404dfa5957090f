import ShieldCheck from "lucide-solid/icons/shield-check";
import { createResource, createSignal, Show } from "solid-js";
import type * as z from "zod";
import { call } from "#web/src/kernel/api.ts";
import { formatDate } from "#web/src/kernel/format.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { t } from "#web/src/kernel/text/index.ts";
import { Button } from "#web/src/ui/button.tsx";
import { Dialog } from "#web/src/ui/dialog.tsx";
import { Banner, ErrorState } from "#web/src/ui/feedback.tsx";
import { SkeletonLines } from "#web/src/ui/skeleton.tsx";
import { verifyAuditLogs } from "#worker/modules/audit/contract.ts";
import { entityWord } from "./entry-words.ts";
import { auditWords } from "./text/index.ts";
import "./audit.css";

type Result = z.output<typeof verifyAuditLogs.returns>;

/** Checks the whole log, and says in words whether anybody has tampered with it and where first. */
export function VerifyButton() {
  const w = useWords(auditWords);
  const [open, setOpen] = createSignal(false);
  return (
    <>
      <Button variant="ghost" icon={ShieldCheck} onClick={() => setOpen(true)}>{w("verify.action")}</Button>
      <Dialog open={open()} onClose={() => setOpen(false)} title={w("verify.title")} foot={<Button variant="ghost" onClick={() => setOpen(false)}>{t("action.close")}</Button>}>
        <Show when={open()}><Check /></Show>
      </Dialog>
    </>
  );
}

function Check() {
  const w = useWords(auditWords);
  const [result, { refetch }] = createResource(() => call(verifyAuditLogs));
  return (
    <Show when={!result.error} fallback={<ErrorState error={result.error} retry={() => void refetch()} />}>
      <Show when={result.state === "ready" && result()} fallback={<div role="status"><p class="muted">{w("verify.checking")}</p><SkeletonLines lines={2} /></div>}>{(found) => <Answer result={found()} />}</Show>
    </Show>
  );
}

function Answer(props: { result: Result }) {
  const w = useWords(auditWords);
  const counted = () => (props.result.checked ? w("verify.checked", { count: props.result.checked, first: props.result.first_number, last: props.result.broken?.number ?? props.result.last_number }) : w("verify.empty"));
  return (
    <div class="stack" data-gap="lg">
      <Show
        when={props.result.broken}
        fallback={<Banner tone="success" live title={w("verify.intact")}>{counted()}</Banner>}
      >
        {(broken) => (
          <>
            <Banner tone="danger" live title={w("verify.broken")}>{w("verify.brokenAt", { number: broken().number })} {w(`verify.${broken().reason}`)}</Banner>
            <Show when={broken().entity_type}>{(type) => <p>{w("verify.ofRecord", { record: entityWord(w, type()), when: broken().created_at ? formatDate(broken().created_at!, "datetime") : "—" })}</p>}</Show>
            <p class="muted">{w("verify.tell")}</p>
          </>
        )}
      </Show>
      <Show when={props.result.waiting}>{(count) => <p class="muted small">{w("verify.waiting", { count: count() })}</p>}</Show>
      <Show when={props.result.last_hash}>{(hash) => <p class="small faint"><span>{w("verify.hash")}</span> <span class="entry__long" dir="ltr">{hash()}</span></p>}</Show>
    </div>
  );
}
