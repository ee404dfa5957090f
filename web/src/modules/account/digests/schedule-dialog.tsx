import { Show } from "solid-js";
import { call } from "#web/src/kernel/api.ts";
import { toLatinDigits } from "#web/src/kernel/format.ts";
import { intlLocale, useWords } from "#web/src/kernel/i18n.ts";
import { invalidate } from "#web/src/kernel/query.ts";
import { Combobox } from "#web/src/ui/combobox.tsx";
import { Dialog } from "#web/src/ui/dialog.tsx";
import { createForm, FormView } from "#web/src/ui/form.tsx";
import { Select } from "#web/src/ui/select.tsx";
import { TextField } from "#web/src/ui/text-field.tsx";
import { toast } from "#web/src/ui/toast.tsx";
import { listDigests, subscribeDigest } from "#worker/modules/notify/digests/digests-contract.ts";
import { accountWords } from "../text/index.ts";
import type { Digest } from "./digest-data.ts";

const DAYS = ["0", "1", "2", "3", "4", "5", "6"] as const;
const zones = Intl.supportedValuesOf("timeZone").map((value) => ({ value, label: value.replaceAll("_", " ") }));
const TIME = /^([01]?\d|2[0-3]):[0-5]\d$/;
/** 22 November 2026 is a Sunday. */
const dayName = (day: string) => new Intl.DateTimeFormat(intlLocale(), { weekday: "long", timeZone: "UTC" }).format(Date.UTC(2026, 10, 22 + Number(day)));

/** When a summary comes. */
export function ScheduleDialog(props: { digest: Digest; name: string; onClose: () => void }) {
  const w = useWords(accountWords), { digest } = props;
  const form = createForm({
    values: { cadence: digest.cadence, weekday: String(digest.weekday ?? 0), at_local: digest.at_local, timezone: digest.timezone ?? undefined as string | undefined },
    check: ({ at_local }) => ({ at_local: TIME.test(toLatinDigits(at_local.trim())) ? undefined : w("digest.badTime") }),
    async submit({ cadence, weekday, at_local, timezone }) {
      const time = toLatinDigits(at_local.trim()).padStart(5, "0");
      await call(subscribeDigest, { body: { kind: digest.kind, cadence, at_local: time, timezone: timezone ?? null, ...(cadence === "weekly" ? { weekday: Number(weekday) } : {}) } });
      await invalidate(listDigests.path);
      toast.success(w("digest.saved"));
      props.onClose();
    },
  });
  return (
    <Dialog open onClose={props.onClose} title={w("digest.changeOf", { name: props.name })}>
      <FormView form={form} guard={false} onCancel={props.onClose} submitLabel={w("digest.save")}>
        <Show when={digest.cadences.length > 1}><Select {...form.field("cadence")} label={w("digest.cadence")} options={digest.cadences.map((value) => ({ value, label: w(`digest.${value}`) }))} /></Show>
        <Show when={form.field("cadence").value === "weekly"}><Select {...form.field("weekday")} label={w("digest.weekday")} options={DAYS.map((value) => ({ value, label: dayName(value) }))} /></Show>
        <TextField {...form.field("at_local")} label={w("digest.at")} ltr maxLength={5} placeholder="09:00" />
        <Combobox {...form.field("timezone")} label={w("digest.zone")} options={zones} optional placeholder={w("digest.ownZone", { zone: digest.effective_timezone.replaceAll("_", " ") })} />
      </FormView>
    </Dialog>
  );
}
