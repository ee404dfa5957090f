import { useLocation, type RouteSectionProps } from "@solidjs/router";
import { createEffect, createSignal, ErrorBoundary, lazy, on, onCleanup, Show, Suspense } from "solid-js";
import { onResync, subscribe } from "#web/src/kernel/live.ts";
import { online, queryClient } from "#web/src/kernel/query.ts";
import { preferences, setPreferences } from "#web/src/kernel/preferences.ts";
import { mfaDeadline } from "#web/src/kernel/session.ts";
import { useShortcut } from "#web/src/kernel/shortcuts.ts";
import { t } from "#web/src/kernel/text/index.ts";
import { Banner } from "#web/src/ui/feedback.tsx";
import { SkeletonPage } from "#web/src/ui/skeleton.tsx";
import { InboxDrawer } from "./inbox-drawer.tsx";
import { CrashPage } from "./pages.tsx";
import { CommandPalette } from "./palette.tsx";
import { ShortcutsDialog } from "./shortcuts-dialog.tsx";
import { SideNav } from "./side-nav.tsx";
import { TabBar } from "./tab-bar.tsx";
import { TopBar } from "./top-bar.tsx";

const GraceBanner = lazy(() => import("#web/src/modules/account/grace-banner.tsx"));

export interface ShellLayers {
  inbox: () => boolean;
  openInbox: (open: boolean) => void;
  palette: () => boolean;
  openPalette: (open: boolean) => void;
  openShortcuts: (open: boolean) => void;
  create: () => boolean;
  openCreate: (open: boolean) => void;
  menu: () => boolean;
  openMenu: (open: boolean) => void;
}

/** The frame of every signed-in page. */
export function AppShell(props: RouteSectionProps) {
  const location = useLocation();
  const [inbox, openInbox] = createSignal(false);
  const [palette, openPalette] = createSignal(false);
  const [shortcuts, openShortcuts] = createSignal(false);
  const [create, openCreate] = createSignal(false);
  const [menu, openMenu] = createSignal(false);
  const layers: ShellLayers = { inbox, openInbox, palette, openPalette, openShortcuts, create, openCreate, menu, openMenu };
  const rail = () => preferences().nav === "rail";
  const toggleNav = () => setPreferences({ nav: rail() ? "full" : "rail" });

  useShortcut("mod+k", () => openPalette(!palette()));
  useShortcut("/", () => openPalette(true));
  useShortcut("c", () => openCreate(true));
  useShortcut("i", () => openInbox(true));
  useShortcut("[", toggleNav);
  useShortcut("?", () => openShortcuts(true));

  // Something happened: what is kept of pages that are not open is read again when they are. Open pages listen for themselves.
  onCleanup(subscribe("*", () => void queryClient.invalidateQueries({ type: "inactive", refetchType: "none" })));
  onCleanup(onResync(() => void queryClient.invalidateQueries()));

  let main!: HTMLElement;
  createEffect(on(() => location.pathname, () => {
    openMenu(false);
    openInbox(false);
    // A new page starts being read at its top, as after a full load.
    if (document.activeElement === document.body || !document.activeElement?.closest("[role=grid], [data-keep-focus]")) main?.focus({ preventScroll: true });
  }, { defer: true }));

  return (
    <>
      <a class="skip-link" href="#main">{t("nav.skip")}</a>
      <div class="shell" data-nav={preferences().nav} data-title-in-bar="" data-menu={menu() ? "" : undefined}>
        <SideNav layers={layers} onToggle={toggleNav} />
        <TopBar layers={layers} />
        <main class="main" id="main" ref={main} tabIndex={-1}>
          <Show when={!online()}><div class="offline"><Banner tone="warning" live>{t("state.offline")}</Banner></div></Show>
          <Show when={mfaDeadline()}>{(until) => <Suspense><GraceBanner until={until()} /></Suspense>}</Show>
          <ErrorBoundary fallback={(error, reset) => <CrashPage error={error} reset={reset} />}>
            <Suspense fallback={<SkeletonPage />}>{props.children}</Suspense>
          </ErrorBoundary>
        </main>
        <TabBar layers={layers} />
      </div>
      <InboxDrawer open={inbox()} onClose={() => openInbox(false)} />
      <CommandPalette open={palette()} onClose={() => openPalette(false)} />
      <ShortcutsDialog open={shortcuts()} onClose={() => openShortcuts(false)} />
    </>
  );
}
