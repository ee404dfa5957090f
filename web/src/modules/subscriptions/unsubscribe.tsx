import { useSearchParams } from "@solidjs/router";
import { createResource, createSignal, Match, Show, Switch } from "solid-js";
import { useWords } from "#web/src/kernel/i18n.ts";
import { AuthLayout } from "#web/src/modules/auth/auth-layout.tsx";
import { Button } from "#web/src/ui/button.tsx";
import { Banner } from "#web/src/ui/feedback.tsx";
import { SkeletonLines } from "#web/src/ui/skeleton.tsx";
import { look, resubscribe, type Subscription, unsubscribe } from "./api.ts";
import { subscriptionWords } from "./text/index.ts";

/** Where the link of an advertising mail leads. It asks once, because mail programs open links by themselves. */
export default function UnsubscribePage() {
  const w = useWords(subscriptionWords);
  const [params] = useSearchParams<{ token?: string }>();
  const [busy, setBusy] = createSignal(false), [failed, setFailed] = createSignal(false);
  // A dead link is an ordinary answer here, not a throw.
  const [found, { mutate }] = createResource(async (): Promise<Subscription | "dead"> => (params.token ? look(params.token).catch(() => "dead" as const) : "dead"));
  const change = async (how: typeof unsubscribe) => {
    setBusy(true);
    setFailed(false);
    try {
      mutate(await how(params.token!));
    } catch {
      setFailed(true);
    }
    setBusy(false);
  };
  const living = () => { const state = found.latest; return state && state !== "dead" ? state : undefined; };
  return (
    <Switch fallback={<AuthLayout title={w("title")}><SkeletonLines lines={2} /></AuthLayout>}>
      <Match when={!found.loading && found.latest === "dead"}>
        <AuthLayout title={w("deadTitle")}><Banner tone="warning" live>{w("dead")}</Banner></AuthLayout>
      </Match>
      <Match when={!found.loading && living()}>
        {(state) => (
          <AuthLayout title={state().is_unsubscribed ? w("doneTitle") : w("title")} help={state().is_unsubscribed ? undefined : w("help", { tenant: state().tenant_name, address: state().address })}>
            <Show when={failed()}><Banner tone="danger" live>{w("failed")}</Banner></Show>
            <Show when={state().is_unsubscribed} fallback={<Button variant="primary" wide busy={busy()} onClick={() => void change(unsubscribe)}>{w("submit")}</Button>}>
              <Banner tone="success" live>{w("done", { tenant: state().tenant_name, address: state().address })}</Banner>
              <Button wide busy={busy()} onClick={() => void change(resubscribe)}>{w("undo")}</Button>
            </Show>
          </AuthLayout>
        )}
      </Match>
    </Switch>
  );
}
