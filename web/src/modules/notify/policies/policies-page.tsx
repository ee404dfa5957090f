import FlaskConical from "lucide-solid/icons/flask-conical";
import KeyRound from "lucide-solid/icons/key-round";
import { Show } from "solid-js";
import { useWords } from "#web/src/kernel/i18n.ts";
import { usePage } from "#web/src/kernel/page.ts";
import { useCall } from "#web/src/kernel/query.ts";
import { can } from "#web/src/kernel/session.ts";
import { settled } from "#web/src/kernel/settled.ts";
import { ButtonLink } from "#web/src/ui/button.tsx";
import { Banner, ErrorState } from "#web/src/ui/feedback.tsx";
import { SkeletonLines } from "#web/src/ui/skeleton.tsx";
import { getPolicies } from "#worker/modules/notify/routing/routing-contract.ts";
import { notifyWords } from "../text/index.ts";
import { GroupsPanel } from "./groups-panel.tsx";
import { PolicyForm } from "./policy-form.tsx";
import { PreviewPanel } from "./preview-panel.tsx";
import "../notify.css";

/** How the workspace talks to people, what its groups say about it, and a place to try the rules. */
export default function PoliciesPage() {
  const w = useWords(notifyWords);
  const query = useCall(getPolicies);
  const sandbox = () => settled(query)?.value.sandbox.enabled;
  usePage(() => ({ title: w("policies.title") }));
  return (
    <>
      <div class="page-head"><h1 class="page-title">{w("policies.title")}</h1><span class="push"><ButtonLink icon={KeyRound} variant="ghost" href="/notification-policies/providers">{w("providers.title")}</ButtonLink></span></div>
      <div class="scroll">
        <Show when={sandbox()}><div class="policies__banner"><Banner tone="warning" icon={FlaskConical} title={w("policies.sandboxOn")}>{w("policies.sandboxOnHelp")}</Banner></div></Show>
        <Show when={!query.isLoadingError} fallback={<ErrorState error={query.error} retry={() => void query.refetch()} />}>
          <div class="policies">
            <div class="policies__main">
              <p class="muted">{w("policies.intro")}</p>
              <Show when={settled(query)} fallback={<SkeletonLines lines={8} />}>
                {(stored) => <><PolicyForm stored={stored()} reload={async () => (await query.refetch({ throwOnError: true })).data!} /><GroupsPanel ignored={stored().value.group_rule === "ignore"} /></>}
              </Show>
            </div>
            <Show when={can("notify.routing.preview")}><aside class="policies__aside" aria-label={w("preview.title")}><PreviewPanel /></aside></Show>
          </div>
        </Show>
      </div>
    </>
  );
}
