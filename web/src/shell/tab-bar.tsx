import { A, useLocation } from "@solidjs/router";
import Menu from "lucide-solid/icons/menu";
import { For, Show } from "solid-js";
import { t } from "#web/src/kernel/text/index.ts";
import { pagePaths } from "#web/src/routes.tsx";
import { Badge } from "#web/src/ui/badge.tsx";
import { Icon } from "#web/src/ui/icon.tsx";
import type { ShellLayers } from "./app-shell.tsx";
import { counts } from "./counts.ts";
import { allowed, NAV } from "./nav.ts";

/** The four places of a phone, and the way to the rest. */
export function TabBar(props: { layers: ShellLayers }) {
  const location = useLocation();
  const items = () => allowed(NAV, pagePaths()).filter((item) => item.phone).slice(0, 4);
  return (
    <nav class="tabbar" aria-label={t("nav.home")}>
      <For each={items()}>
        {(item) => (
          <A class="tabbar__item" href={item.path} activeClass="" inactiveClass="" aria-current={location.pathname.startsWith(item.path) ? "page" : undefined}>
            <Icon of={item.icon} size="lg" />
            <span>{t(`nav.${item.labelKey}`)}</span>
            <Show when={counts()[item.id]}><Badge count={counts()[item.id]!} live={item.id === "inbox"} /></Show>
          </A>
        )}
      </For>
      <button type="button" class="tabbar__item" aria-expanded={props.layers.menu()} onClick={() => props.layers.openMenu(!props.layers.menu())}><Icon of={Menu} size="lg" /><span>{t("nav.more")}</span></button>
    </nav>
  );
}
