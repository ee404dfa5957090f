import { useSearchParams } from "@solidjs/router";
import { createSignal, Match, Show, Switch } from "solid-js";
import { useWords } from "#web/src/kernel/i18n.ts";
import { AuthLayout } from "#web/src/modules/auth/auth-layout.tsx";
import { Button } from "#web/src/ui/button.tsx";
import { Banner } from "#web/src/ui/feedback.tsx";
import { confirmOptIn } from "./api.ts";
import { subscriptionWords } from "./text/index.ts";

type State = { is: "asked" | "busy" | "dead" } | { is: "done"; tenant: string };

/** Where the link of a double opt-in leads. Opening it is no consent yet: the press of the button is. */
export default function ConfirmSubscriptionPage() {
  const w = useWords(subscriptionWords);
  const [params] = useSearchParams<{ token?: string }>();
  const [state, setState] = createSignal<State>({ is: params.token ? "asked" : "dead" });
  const confirm = async () => {
    setState({ is: "busy" });
    try {
      setState({ is: "done", tenant: (await confirmOptIn(params.token!)).tenant_name });
    } catch {
      setState({ is: "dead" });
    }
  };
  const done = () => { const s = state(); return s.is === "done" ? s.tenant : undefined; };
  return (
    <Switch>
      <Match when={state().is === "dead"}>
        <AuthLayout title={w("deadTitle")}><Banner tone="warning" live>{w("confirmDead")}</Banner></AuthLayout>
      </Match>
      <Match when={true}>
        <AuthLayout title={w("confirmTitle")} help={done() ? undefined : w("confirmHelp")}>
          <Show when={done()} fallback={<Button variant="primary" wide busy={state().is === "busy"} onClick={() => void confirm()}>{w("confirmSubmit")}</Button>}>
            {(tenant) => <Banner tone="success" live>{w("confirmed", { tenant: tenant() })}</Banner>}
          </Show>
        </AuthLayout>
      </Match>
    </Switch>
  );
}
