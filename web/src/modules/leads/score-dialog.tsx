import { Show, Suspense } from "solid-js";
import { call } from "#web/src/kernel/api.ts";
import { toLatinDigits } from "#web/src/kernel/format.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { invalidate } from "#web/src/kernel/query.ts";
import { Dialog } from "#web/src/ui/dialog.tsx";
import { createForm, FormView } from "#web/src/ui/form.tsx";
import { SkeletonLines } from "#web/src/ui/skeleton.tsx";
import { TextField } from "#web/src/ui/text-field.tsx";
import { toast } from "#web/src/ui/toast.tsx";
import { scoreLead } from "#worker/modules/leads/contract.ts";
import { LEAD_PATHS, leadErrorText, type LeadView } from "./lead-data.ts";
import { leadWords } from "./text/index.ts";

/** A person's own judgement of a lead, in place of what the rules gave. */
export function ScoreDialog(props: { lead: LeadView | undefined; onClose: () => void }) {
  const w = useWords(leadWords);
  return (
    <Dialog open={Boolean(props.lead)} onClose={props.onClose} title={w("scoring.title", { name: props.lead?.full_name ?? "" })} help={w("scoring.help")}>
      <Suspense fallback={<SkeletonLines lines={2} />}><Show when={props.lead}>{(lead) => <ScoreForm lead={lead()} onClose={props.onClose} />}</Show></Suspense>
    </Dialog>
  );
}

function ScoreForm(props: { lead: LeadView; onClose: () => void }) {
  const w = useWords(leadWords);
  const read = (text: string) => (/^\d{1,3}$/.test(toLatinDigits(text).trim()) ? Number(toLatinDigits(text).trim()) : undefined);
  const form = createForm({
    values: { score: String(props.lead.score), reason: props.lead.score_reason ?? "" },
    check: ({ score }) => ({ score: (read(score) ?? 101) <= 100 ? undefined : w("scoring.wrong") }),
    submit: async ({ score, reason }) => {
      await call(scoreLead, { params: { lead_id: props.lead.id }, body: { score: read(score)!, reason: reason.trim() || null }, version: props.lead.version });
      await invalidate(...LEAD_PATHS);
      toast.success(w("scoring.saved"));
      props.onClose();
    },
    explain: leadErrorText,
  });
  return (
    <FormView form={form} submitLabel={w("scoring.save")} onCancel={props.onClose} guard={false}>
      <TextField label={w("scoring.score")} type="number" autofocus {...form.field("score")} />
      <TextField label={w("scoring.reason")} optional maxLength={500} {...form.field("reason")} />
    </FormView>
  );
}
