import { A } from "@solidjs/router";
import { createEffect, createSignal, on, Show } from "solid-js";
import { formatList } from "#web/src/kernel/format.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { RadioGroup } from "#web/src/ui/choice.tsx";
import { Banner } from "#web/src/ui/feedback.tsx";
import { createForm, FormView } from "#web/src/ui/form.tsx";
import { Panel } from "#web/src/ui/record-parts.tsx";
import { toast } from "#web/src/ui/toast.tsx";
import { type QuietDraft, quietDraft, quietOf, quietProblems } from "../quiet.ts";
import { QuietFields } from "../quiet-fields.tsx";
import { notifyWords } from "../text/index.ts";
import type { Own, Preferences } from "./use-preferences.ts";

type Values = QuietDraft & { whose: "user" | "tenant" };
const valuesOf = ({ prefs, effective }: Own): Values => ({ ...quietDraft(prefs.quiet_hours ?? effective.quiet_hours), whose: prefs.quiet_hours ? "user" : "tenant" });

class Changed extends Error {}

/** When nothing rings: my own hours, or those of the workspace. */
export function QuietPanel(props: { own: Own; preferences: Preferences }) {
  const w = useWords(notifyWords);
  const holds = () => props.own.effective.quiet_hours;
  const inWords = () => {
    const { enabled, start, end, channels } = holds();
    return enabled ? w("prefs.quietNow", { start: `\u2066${start}\u2069`, end: `\u2066${end}\u2069`, channels: formatList(channels.map((channel) => w(`channel.${channel}`))) }) : w("prefs.quietOff");
  };
  const stored = (own: Own) => JSON.stringify(own.prefs.quiet_hours ?? null);
  const [seen, setSeen] = createSignal(stored(props.own));
  const form = createForm<Values>({
    values: valuesOf(props.own),
    check: ({ whose, ...draft }) => (whose === "user" ? quietProblems(w, draft) : {}),
    submit: async ({ whose, ...draft }) => {
      const result = await props.preferences.save((now) => {
        const { quiet_hours: _, ...rest } = now.prefs;
        return stored(now) === seen() ? { prefs: whose === "user" ? { ...rest, quiet_hours: quietOf(draft) } : rest } : undefined;
      });
      if (result === "refused") {
        show(props.own);
        throw new Changed();
      }
      setSeen(stored(props.own));
      toast.success(w("prefs.quietSaved"));
    },
    explain: (error) => (error instanceof Changed ? w("prefs.changed") : undefined),
  });
  const show = (own: Own) => {
    setSeen(stored(own));
    form.reset(valuesOf(own));
  };
  createEffect(on(() => props.own, (own) => !form.dirty() && !form.busy() && stored(own) !== seen() && show(own), { defer: true }));
  return (
    <Panel title={w("prefs.quiet")}>
      <FormView form={form}>
        <div class="stack" data-gap="sm">
          <p class="strong">{inWords()}</p>
          <p class="muted small">{w("prefs.zone", { zone: props.own.effective.timezone.replaceAll("_", " ") })} <A class="link" href="/settings/profile">{w("prefs.zoneChange")}</A></p>
        </div>
        <Show when={props.own.prefs.quiet_hours && holds().source === "tenant"}><Banner tone="warning">{w("prefs.quietRefused")}</Banner></Show>
        <RadioGroup
          label={w("prefs.quietWho")} value={form.values().whose} onChange={(whose) => form.set({ whose })} row
          options={[{ value: "tenant", label: w("prefs.quietTenant") }, { value: "user", label: w("prefs.quietOwn") }]}
        />
        <Show when={form.values().whose === "user"}><QuietFields value={form.values()} onChange={(change) => form.set(change)} errors={form.errors()} /></Show>
      </FormView>
    </Panel>
  );
}
