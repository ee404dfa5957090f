import { A, useLocation } from "@solidjs/router";
import Building from "lucide-solid/icons/building";
import LifeBuoy from "lucide-solid/icons/life-buoy";
import PanelLeft from "lucide-solid/icons/panel-left";
import Settings from "lucide-solid/icons/settings";
import { createMemo, For, Show } from "solid-js";
import { formatNumber } from "#web/src/kernel/format.ts";
import { preferences } from "#web/src/kernel/preferences.ts";
import { session } from "#web/src/kernel/session.ts";
import { t } from "#web/src/kernel/text/index.ts";
import { pagePaths } from "#web/src/routes.tsx";
import { Icon, type IconType } from "#web/src/ui/icon.tsx";
import type { ShellLayers } from "./app-shell.tsx";
import { counts } from "./counts.ts";
import { allowed, NAV, type NavItem } from "./nav.ts";

/** The side navigation: modules in groups, folding to a rail of icons, a drawer on a phone. */
export function SideNav(props: { layers: ShellLayers; onToggle: () => void }) {
  const items = createMemo(() => allowed(NAV, pagePaths()));
  const groups = createMemo(() => {
    const found = new Map<NavItem["group"], NavItem[]>();
    for (const item of items()) found.set(item.group, [...(found.get(item.group) ?? []), item]);
    return [...found];
  });
  const rail = () => preferences().nav === "rail";
  return (
    <>
      <Show when={props.layers.menu()}><div class="scrim phone-only" onClick={() => props.layers.openMenu(false)} /></Show>
      <nav class="nav" aria-label={t("nav.label")} onKeyDown={(event) => event.key === "Escape" && props.layers.openMenu(false)}>
        <div class="nav__tenant">
          <span class="nav__mark"><Icon of={Building} size="sm" /></span>
          <span class="truncate" dir="auto">{session()?.tenant.name ?? t("app")}</span>
        </div>
        <For each={groups()}>
          {([group, members]) => (
            <>
              <Show when={group !== "work"}><div class="nav__group" id={`nav-${group}`}>{t(`nav.group.${group}`)}</div></Show>
              <For each={members}>{(item) => <Item href={item.path} icon={item.icon} label={t(`nav.${item.labelKey}`)} count={counts()[item.id]} rail={rail()} />}</For>
            </>
          )}
        </For>
        <div class="nav__foot">
          <Show when={pagePaths().has("/settings")}><Item href="/settings" icon={Settings} label={t("nav.settings")} rail={rail()} /></Show>
          <button type="button" class="nav__item" onClick={() => props.layers.openShortcuts(true)} data-tooltip={rail() ? t("nav.help") : undefined}>
            <Icon of={LifeBuoy} /><span>{t("nav.help")}</span><span class="kbd desk-only">?</span>
          </button>
          <button type="button" class="nav__item desk-only" aria-pressed={rail()} onClick={() => props.onToggle()} data-tooltip={rail() ? t("nav.expand") : undefined} data-shortcut="[">
            <Icon of={PanelLeft} pointing /><span>{t("nav.collapse")}</span>
          </button>
        </div>
      </nav>
    </>
  );
}

function Item(props: { href: string; icon: IconType; label: string; count?: number | undefined; rail: boolean }) {
  const location = useLocation();
  const current = () => location.pathname === props.href || location.pathname.startsWith(`${props.href}/`);
  return (
    <A class="nav__item" href={props.href} aria-current={current() ? "page" : undefined} data-tooltip={props.rail ? props.label : undefined} activeClass="" inactiveClass="">
      <Icon of={props.icon} />
      <span>{props.label}</span>
      <Show when={props.count}><span class="nav__count">{formatNumber(props.count!)}</span></Show>
    </A>
  );
}
