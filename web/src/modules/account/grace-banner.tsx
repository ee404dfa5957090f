import { useLocation } from "@solidjs/router";
import X from "lucide-solid/icons/x";
import { createSignal, Show } from "solid-js";
import { useWords } from "#web/src/kernel/i18n.ts";
import { t } from "#web/src/kernel/text/index.ts";
import { ButtonLink, IconButton } from "#web/src/ui/button.tsx";
import { Banner } from "#web/src/ui/feedback.tsx";
import { accountWords } from "./text/index.ts";
import "./account.css";

const DAY_MS = 86_400_000;
const [put, setPut] = createSignal(false);

/** How long one may still work without a second factor, with the way to one. Put aside, it comes back with the next visit. */
export default function GraceBanner(props: { until: Date }) {
  const w = useWords(accountWords);
  const location = useLocation();
  const days = () => Math.max(1, Math.ceil((props.until.getTime() - Date.now()) / DAY_MS));
  return (
    <Show when={!put() && location.pathname !== "/settings/security"}>
      <div class="grace">
        <Banner
          tone="warning"
          action={<span class="row" data-gap="sm"><ButtonLink size="sm" href="/settings/security">{w("grace.setUp")}</ButtonLink><IconButton icon={X} size="sm" label={t("action.close")} onClick={() => setPut(true)} /></span>}
        >
          {w("grace.text", { count: days() })}
        </Banner>
      </div>
    </Show>
  );
}
