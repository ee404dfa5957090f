import { Tabs as Kobalte } from "@kobalte/core/tabs";
import { For, Show, Suspense, type JSX } from "solid-js";
import { Badge } from "./badge.tsx";
import { SkeletonLines } from "./skeleton.tsx";

export interface Tab {
  id: string;
  label: string;
  count?: number | undefined;
  content?: () => JSX.Element;
}

/** Tabs over panels; the panel is made when it is first opened. Without `content` it is only the row of tabs. */
export function Tabs(props: { label: string; tabs: readonly Tab[]; value: string; onChange: (id: string) => void; panelClass?: string }) {
  return (
    <Kobalte value={props.value} onChange={props.onChange} class="tabs-root" activationMode="automatic">
      <Kobalte.List class="tabs" aria-label={props.label}>
        <For each={props.tabs}>
          {(tab) => (
            <Kobalte.Trigger class="tab" value={tab.id}>
              <span>{tab.label}</span>
              <Show when={tab.count !== undefined}><Badge count={tab.count!} /></Show>
            </Kobalte.Trigger>
          )}
        </For>
      </Kobalte.List>
      <For each={props.tabs}>
        {(tab) => <Show when={tab.content}>{(content) => <Kobalte.Content class={props.panelClass ?? "tab-panel"} value={tab.id}><Suspense fallback={<SkeletonLines />}>{content()()}</Suspense></Kobalte.Content>}</Show>}
      </For>
    </Kobalte>
  );
}
