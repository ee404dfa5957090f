import { For, Show } from "solid-js";
import { useWords } from "#web/src/kernel/i18n.ts";
import { usePage } from "#web/src/kernel/page.ts";
import { useCall } from "#web/src/kernel/query.ts";
import { settled } from "#web/src/kernel/settled.ts";
import { ErrorState } from "#web/src/ui/feedback.tsx";
import { SkeletonLines } from "#web/src/ui/skeleton.tsx";
import { listProviders } from "#worker/modules/notify/sending/sending-contract.ts";
import { notifyWords } from "../text/index.ts";
import { ProviderPanel } from "./provider-panel.tsx";
import "../notify.css";

const REFRESH_MS = 30_000;

/** Through whose accounts messages leave: the platform's, or the workspace's own. */
export default function ProvidersPage() {
  const w = useWords(notifyWords);
  const query = useCall(listProviders, undefined, { refetchInterval: REFRESH_MS });
  usePage(() => ({ title: w("providers.title"), crumbs: [{ label: w("policies.title"), href: "/notification-policies" }] }));
  return (
    <>
      <div class="page-head"><h1 class="page-title">{w("providers.title")}</h1></div>
      <div class="scroll">
        <Show when={!query.isLoadingError} fallback={<ErrorState error={query.error} retry={() => void query.refetch()} />}>
          <div class="policies">
            <div class="policies__main">
              <p class="muted">{w("providers.intro")}</p>
              <Show when={settled(query)} fallback={<SkeletonLines lines={8} />}>
                {(list) => <For each={list().items.map(({ provider }) => provider)}>{(name) => <ProviderPanel of={list().items.find(({ provider }) => provider === name)!} />}</For>}
              </Show>
            </div>
          </div>
        </Show>
      </div>
    </>
  );
}
