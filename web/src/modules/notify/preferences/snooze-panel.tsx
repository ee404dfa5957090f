import BellOff from "lucide-solid/icons/bell-off";
import { createSignal, Show } from "solid-js";
import { errorText } from "#web/src/kernel/errors.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { Button } from "#web/src/ui/button.tsx";
import { Dialog } from "#web/src/ui/dialog.tsx";
import { Banner } from "#web/src/ui/feedback.tsx";
import { createForm, FormView } from "#web/src/ui/form.tsx";
import { Menu } from "#web/src/ui/menu.tsx";
import { Panel } from "#web/src/ui/record-parts.tsx";
import { toast } from "#web/src/ui/toast.tsx";
import { notifyWords } from "../text/index.ts";
import { TimeField } from "../time-field.tsx";
import { momentText } from "../when.ts";
import type { Own, Preferences } from "./use-preferences.ts";

const HOUR_MS = 3_600_000;
const DAYS = 30;
const EVENING = 18, MORNING = 9;

/** Today, or so many days on, at an hour where the reader is. */
const at = (days: number, hour: number) => { const when = new Date(); when.setDate(when.getDate() + days); when.setHours(hour, 0, 0, 0); return when; };
/** For a datetime-local field: "2026-11-21T21:00". */
const local = (when: Date) => new Date(when.getTime() - when.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);

/** Everything that rings waits until then, or comes again now. */
export function SnoozePanel(props: { own: Own; preferences: Preferences }) {
  const w = useWords(notifyWords);
  const [picking, setPicking] = createSignal(false);
  const until = () => (props.own.snooze_until && Date.parse(props.own.snooze_until) > Date.now() ? props.own.snooze_until : undefined);
  const pause = (when: Date | null) => props.preferences.save(({ prefs }) => ({ prefs, snooze_until: when?.toISOString() ?? null }));
  const choose = (when: Date | null) => pause(when).then(() => toast.success(w(when ? "prefs.paused" : "prefs.ended")), (error: unknown) => toast.error(errorText(error)));
  const entries = () => [
    { label: w("prefs.hour"), onSelect: () => void choose(new Date(Date.now() + HOUR_MS)) },
    ...(new Date().getHours() < EVENING - 1 ? [{ label: w("prefs.evening"), onSelect: () => void choose(at(0, EVENING)) }] : []),
    { label: w("prefs.morning"), onSelect: () => void choose(at(1, MORNING)) },
    "line" as const,
    { label: w("prefs.pick"), onSelect: () => setPicking(true) },
  ];
  return (
    <Panel title={w("prefs.snooze")} actions={<Menu label={w("prefs.snoozeUntil")} size="sm" variant="secondary" placement="bottom-end" entries={entries()} />}>
      <div class="stack">
        <Show when={until()} fallback={<p>{w("prefs.snoozeNone")}</p>}>
          {(time) => <Banner tone="violet" icon={BellOff} live title={w("prefs.snoozed", { time: momentText(time()) })} action={<Button size="sm" onClick={() => void choose(null)}>{w("prefs.snoozeEnd")}</Button>} />}
        </Show>
        <p class="muted small">{w("prefs.snoozeHelp")}</p>
      </div>
      <Show when={picking()}><PickDialog onClose={() => setPicking(false)} pause={pause} /></Show>
    </Panel>
  );
}

function PickDialog(props: { onClose: () => void; pause: (when: Date) => Promise<unknown> }) {
  const w = useWords(notifyWords);
  const last = new Date(Date.now() + DAYS * 24 * HOUR_MS);
  const form = createForm({
    values: { until: local(at(1, MORNING)) },
    check: ({ until }) => { const when = new Date(until).getTime(); return { until: when > Date.now() && when <= last.getTime() ? undefined : w("prefs.pickWrong") }; },
    submit: async ({ until }) => {
      await props.pause(new Date(until));
      toast.success(w("prefs.paused"));
      props.onClose();
    },
  });
  return (
    <Dialog open onClose={props.onClose} title={w("prefs.pickTitle")}>
      <FormView form={form} guard={false} submitLabel={w("prefs.pause")} onCancel={props.onClose}>
        <TimeField withDate label={w("prefs.pickLabel")} min={local(new Date())} max={local(last)} autofocus {...form.field("until")} />
      </FormView>
    </Dialog>
  );
}
