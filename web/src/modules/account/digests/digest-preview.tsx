import { useQuery } from "@tanstack/solid-query";
import MailX from "lucide-solid/icons/mail-x";
import { Show } from "solid-js";
import { call } from "#web/src/kernel/api.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { settled } from "#web/src/kernel/settled.ts";
import { t } from "#web/src/kernel/text/index.ts";
import { Button } from "#web/src/ui/button.tsx";
import { Dialog } from "#web/src/ui/dialog.tsx";
import { EmptyState, ErrorState } from "#web/src/ui/feedback.tsx";
import { SkeletonLines } from "#web/src/ui/skeleton.tsx";
import { dirOf } from "#web/src/ui/text.tsx";
import { previewDigest } from "#worker/modules/notify/digests/digests-contract.ts";
import { accountWords } from "../text/index.ts";
import type { Digest } from "./digest-data.ts";

/** What a summary would say if it were sent now, as the email shows it. */
export function DigestPreview(props: { kind: Digest["kind"]; name: string; onClose: () => void }) {
  const w = useWords(accountWords);
  const query = useQuery(() => ({ queryKey: [previewDigest.path, props.kind], queryFn: () => call(previewDigest, { body: { kind: props.kind } }), staleTime: 0 }));
  return (
    <Dialog open wide onClose={props.onClose} title={w("digest.previewOf", { name: props.name })} help={w("digest.previewHelp")} foot={<Button variant="primary" onClick={() => props.onClose()}>{t("action.close")}</Button>}>
      <Show when={!query.isError} fallback={<ErrorState error={query.error} retry={() => void query.refetch()} />}>
        <Show when={settled(query)} fallback={<SkeletonLines lines={6} />}>
          {(told) => (
            <Show when={!told().empty} fallback={<EmptyState icon={MailX} title={w("digest.empty")}>{w("digest.emptyHelp")}</EmptyState>}>
              <p class="strong" dir={dirOf(told().subject)}>{told().subject}</p>
              <iframe class="digest-preview" title={w("digest.mail")} sandbox="" srcdoc={told().html} />
            </Show>
          )}
        </Show>
      </Show>
    </Dialog>
  );
}
