import { I18nProvider } from "@kobalte/core/i18n";
import { Navigate, Route, Router, useLocation, type RouteSectionProps } from "@solidjs/router";
import { QueryClientProvider } from "@tanstack/solid-query";
import { createResource, ErrorBoundary, For, lazy, Match, Show, Suspense, Switch, type Component } from "solid-js";
import { intlLocale } from "#web/src/kernel/i18n.ts";
import { startLive } from "#web/src/kernel/live.ts";
import { queryClient } from "#web/src/kernel/query.ts";
import { can, has, mustEnrol, restoreSession, session } from "#web/src/kernel/session.ts";
import { t } from "#web/src/kernel/text/index.ts";
import { ConfirmHost } from "#web/src/ui/dialog.tsx";
import { ErrorState, Gate } from "#web/src/ui/feedback.tsx";
import { SkeletonPage } from "#web/src/ui/skeleton.tsx";
import { ToastHost } from "#web/src/ui/toast.tsx";
import { TooltipHost } from "#web/src/ui/tooltip.tsx";
import { PAGES, type PageRoute } from "./routes.tsx";
import { AppShell } from "./shell/app-shell.tsx";
import { HomePage } from "./shell/home-page.tsx";
import { CrashPage, ForbiddenPage, NotFoundPage } from "./shell/pages.tsx";

const EnrolPage = lazy(() => import("./modules/account/enrol-page.tsx"));
const Gallery = import.meta.env.DEV ? lazy(() => import("./gallery.tsx")) : undefined;

export function App() {
  return (
    <QueryClientProvider client={queryClient}>
      <Router root={Root} explicitLinks={false}>
        <For each={PAGES.filter((route) => route.public)}>{(route) => <Route path={route.path} component={lazy(route.page)} />}</For>
        <Show when={Gallery}>{(gallery) => <Route path="/gallery" component={gallery()} />}</Show>
        <Route path="/" component={SignedIn}>
          <Route path="/" component={HomePage} />
          <For each={PAGES.filter((route) => !route.public)}>{(route) => <Route path={route.path} component={guarded(route)} />}</For>
          <Route path="*" component={NotFoundPage} />
        </Route>
      </Router>
    </QueryClientProvider>
  );
}

function Root(props: RouteSectionProps) {
  startLive();
  return (
    <I18nProvider locale={intlLocale()}>
      <ErrorBoundary fallback={(error, reset) => <CrashPage error={error} reset={reset} />}>
        <Suspense fallback={<SkeletonPage />}>{props.children}</Suspense>
      </ErrorBoundary>
      <ConfirmHost />
      <ToastHost />
      <TooltipHost />
    </I18nProvider>
  );
}

/** Lets in who has a session, and sends everybody else to sign in and back here. */
function SignedIn(props: RouteSectionProps) {
  const location = useLocation();
  const [restored, { refetch }] = createResource(restoreSession);
  const next = () => (location.pathname === "/" ? "" : `?next=${encodeURIComponent(location.pathname + location.search)}`);
  return (
    <Switch fallback={<SkeletonPage />}>
      <Match when={session() && mustEnrol()}><EnrolPage /></Match>
      <Match when={session()}><AppShell {...props} /></Match>
      <Match when={restored.error}><main class="scroll"><ErrorState error={restored.error} retry={() => void refetch()} /></main></Match>
      <Match when={!restored.loading}><Navigate href={`/sign-in${next()}`} /></Match>
    </Switch>
  );
}

function guarded(route: PageRoute): Component {
  const Page = lazy(route.page);
  return () => (
    <Show when={can(route.permission)} fallback={<ForbiddenPage permission={route.permission ?? ""} />}>
      <Show when={has(route.feature)} fallback={<div class="scroll gate-page"><Gate feature={route.feature ?? ""} title={t("gate.plan")}>{null}</Gate></div>}>
        <Page />
      </Show>
    </Show>
  );
}
