import { For, Show, Suspense } from "solid-js";
import { call } from "#web/src/kernel/api.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { invalidate } from "#web/src/kernel/query.ts";
import { Dialog } from "#web/src/ui/dialog.tsx";
import { createForm, FormView } from "#web/src/ui/form.tsx";
import { SkeletonLines } from "#web/src/ui/skeleton.tsx";
import { TextField } from "#web/src/ui/text-field.tsx";
import { toast } from "#web/src/ui/toast.tsx";
import { patchLead } from "#worker/modules/leads/contract.ts";
import { LEAD_PATHS, leadErrorText, type LeadRow } from "./lead-data.ts";
import { leadWords } from "./text/index.ts";

const REASONS = ["budget", "unreachable", "wrong", "looking", "bought", "spam"] as const;

/** Asks why a lead is disqualified, and does it; undefined closes the dialog. */
export function DisqualifyDialog(props: { lead: Pick<LeadRow, "id" | "full_name" | "version"> | undefined; onClose: () => void }) {
  const w = useWords(leadWords);
  const submit = async (lead: NonNullable<typeof props.lead>, disqualified_reason: string) => {
    await call(patchLead, { params: { lead_id: lead.id }, body: { status: "disqualified", disqualified_reason }, version: lead.version });
    await invalidate(...LEAD_PATHS);
    toast.success(w("disqualify.done", { name: lead.full_name }));
    props.onClose();
  };
  return (
    <Dialog open={Boolean(props.lead)} onClose={props.onClose} title={w("disqualify.title", { name: props.lead?.full_name ?? "" })} help={w("disqualify.help")}>
      <Suspense fallback={<SkeletonLines lines={2} />}>
        <Show when={props.lead}>{(lead) => <DisqualifyForm onCancel={props.onClose} submit={(reason) => submit(lead(), reason)} />}</Show>
      </Suspense>
    </Dialog>
  );
}

/** The reason, written or one that is often used. */
export function DisqualifyForm(props: { submit: (reason: string) => Promise<unknown>; onCancel: () => void }) {
  const w = useWords(leadWords);
  const form = createForm({
    values: { reason: "" },
    check: ({ reason }) => ({ reason: reason.trim() ? undefined : w("disqualify.missing") }),
    submit: ({ reason }) => props.submit(reason.trim()),
    explain: leadErrorText,
  });
  return (
    <FormView form={form} submitLabel={w("disqualify.action")} onCancel={props.onCancel} guard={false}>
      <TextField label={w("disqualify.reason")} autofocus maxLength={200} placeholder={w("disqualify.placeholder")} {...form.field("reason")} />
      <div class="chips" role="group" aria-label={w("disqualify.suggestions")}>
        <For each={REASONS}>{(reason) => <button type="button" class="button" data-variant="secondary" data-size="sm" aria-pressed={form.values().reason === w(`disqualifyReasons.${reason}`)} onClick={() => form.set({ reason: w(`disqualifyReasons.${reason}`) })}>{w(`disqualifyReasons.${reason}`)}</button>}</For>
      </div>
    </FormView>
  );
}
