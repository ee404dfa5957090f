import { A, useNavigate } from "@solidjs/router";
import Bell from "lucide-solid/icons/bell";
import Building from "lucide-solid/icons/building";
import ChevronLeft from "lucide-solid/icons/chevron-left";
import ChevronRight from "lucide-solid/icons/chevron-right";
import MenuIcon from "lucide-solid/icons/menu";
import Plus from "lucide-solid/icons/plus";
import Search from "lucide-solid/icons/search";
import { For, Show } from "solid-js";
import { page } from "#web/src/kernel/page.ts";
import { session } from "#web/src/kernel/session.ts";
import { t } from "#web/src/kernel/text/index.ts";
import { pagePaths } from "#web/src/routes.tsx";
import { Badge } from "#web/src/ui/badge.tsx";
import { IconButton } from "#web/src/ui/button.tsx";
import { Icon } from "#web/src/ui/icon.tsx";
import { Menu } from "#web/src/ui/menu.tsx";
import type { ShellLayers } from "./app-shell.tsx";
import { counts } from "./counts.ts";
import { allowed, CREATE } from "./nav.ts";
import { UserMenu } from "./user-menu.tsx";

/** Where one is, search, quick create, the bell, and one's own menu. */
export function TopBar(props: { layers: ShellLayers }) {
  const navigate = useNavigate();
  const creatable = () => allowed(CREATE, pagePaths());
  const unread = () => counts().inbox ?? 0;
  const back = () => page().crumbs?.findLast((crumb) => crumb.href)?.href;
  return (
    <header class="topbar">
      <span class="phone-only">
        <Show when={back()} fallback={<IconButton icon={MenuIcon} label={t("nav.menu")} aria-expanded={props.layers.menu()} onClick={() => props.layers.openMenu(!props.layers.menu())} />}>
          {(href) => <IconButton icon={ChevronLeft} pointing label={t("action.back")} onClick={() => navigate(href())} />}
        </Show>
      </span>
      <span class="topbar__brand phone-only row"><span class="nav__mark"><Icon of={Building} size="sm" /></span><span class="strong">{session()?.tenant.name}</span></span>
      <Crumbs />
      <span class="push" />
      <button type="button" class="searchbox" aria-keyshortcuts="/" onClick={() => props.layers.openPalette(true)}>
        <Icon of={Search} size="sm" /><span>{t("palette.searchbox")}</span><span class="kbd">/</span>
      </button>
      <Show when={creatable().length}>
        <span class="desk-only">
          <Menu
            label={t("action.new")} icon={Plus} placement="bottom-end" open={props.layers.create()} onOpenChange={props.layers.openCreate} shortcut="C"
            entries={creatable().map((item) => ({ label: t(`create.${item.labelKey}`), icon: item.icon, href: item.path }))}
          />
        </span>
      </Show>
      <span class="phone-only"><IconButton icon={Search} label={t("action.search")} onClick={() => props.layers.openPalette(true)} /></span>
      <span class="bell">
        <IconButton icon={Bell} label={t("inbox.open", { count: unread() })} shortcut="I" aria-haspopup="dialog" onClick={() => props.layers.openInbox(true)} />
        <Show when={unread()}><Badge live>{unread() > 99 ? "99+" : undefined}{unread() <= 99 ? unread() : undefined}</Badge></Show>
      </span>
      <UserMenu />
    </header>
  );
}

function Crumbs() {
  return (
    <nav class="crumbs" aria-label={t("nav.breadcrumb")}>
      <For each={page().crumbs ?? []}>
        {(crumb) => (
          <>
            <Show when={crumb.href} fallback={<span class="desk-only">{crumb.label}</span>}>{(href) => <A class="desk-only crumbs__link" href={href()} dir="auto">{crumb.label}</A>}</Show>
            <span class="desk-only row"><Icon of={ChevronRight} pointing /></span>
          </>
        )}
      </For>
      <span aria-current="page" dir="auto">{page().title}</span>
    </nav>
  );
}
