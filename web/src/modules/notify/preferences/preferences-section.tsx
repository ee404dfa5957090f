import { Show } from "solid-js";
import { useWords } from "#web/src/kernel/i18n.ts";
import { ErrorState } from "#web/src/ui/feedback.tsx";
import { SkeletonLines } from "#web/src/ui/skeleton.tsx";
import { notifyWords } from "../text/index.ts";
import { ChoicesPanel, MirrorsPanel } from "./choices.tsx";
import { QuietPanel } from "./quiet-panel.tsx";
import { SnoozePanel } from "./snooze-panel.tsx";
import { usePreferences } from "./use-preferences.ts";
import "../notify.css";

/** How I want to be told: channels and kinds, copies, quiet hours, and a pause; each with who decides it now. */
export default function PreferencesSection() {
  const w = useWords(notifyWords);
  const preferences = usePreferences();
  return (
    <Show when={!preferences.query.isLoadingError} fallback={<ErrorState error={preferences.query.error} retry={() => void preferences.query.refetch()} />}>
      <Show when={preferences.own()} fallback={<SkeletonLines lines={8} />}>
        {(own) => (
          <>
            <p class="muted">{w("prefs.intro")} {w("prefs.security")}</p>
            <SnoozePanel own={own()} preferences={preferences} />
            <ChoicesPanel own={own()} preferences={preferences} />
            <MirrorsPanel own={own()} preferences={preferences} />
            <QuietPanel own={own()} preferences={preferences} />
          </>
        )}
      </Show>
    </Show>
  );
}
