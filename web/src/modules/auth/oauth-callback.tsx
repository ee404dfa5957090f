import { useSearchParams } from "@solidjs/router";
import { createSignal, Match, onMount, Show, Switch } from "solid-js";
import { ApiError } from "#web/src/kernel/api.ts";
import { errorText } from "#web/src/kernel/errors.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { ButtonLink } from "#web/src/ui/button.tsx";
import { Banner } from "#web/src/ui/feedback.tsx";
import { SkeletonLines } from "#web/src/ui/skeleton.tsx";
import { finishOauth } from "./api.ts";
import { AuthLayout } from "./auth-layout.tsx";
import { ChooseTenant } from "./choose-tenant.tsx";
import { createEntrance } from "./entrance.ts";
import { leaveForProvider, readJourney } from "./oauth-journey.ts";
import { SecondStep } from "./second-step.tsx";
import { authWords } from "./text/index.ts";

/** Where a provider sends the browser back to: finishes signing in, or says why not and what to do. */
export default function OauthCallbackPage() {
  const w = useWords(authWords);
  const journey = readJourney();
  const name = () => journey?.provider.name ?? w("oauth.provider");
  const [params] = useSearchParams<{ code?: string; state?: string; error?: string }>();
  const entrance = createEntrance(() => journey?.next);
  const [problem, setProblem] = createSignal<string>();

  const explain = (error: unknown) => {
    if (!(error instanceof ApiError)) return errorText(error);
    const { reason, email } = (error.details ?? {}) as { reason?: string; email?: string };
    if (error.code === "AUTH_OAUTH_FAILED") return reason === "email_unverified" ? w("oauth.unverifiedThere", { name: name() }) : w("oauth.again");
    if (error.code === "AUTH_ACCOUNT_UNKNOWN") return w("oauth.unknown", { email: email ?? "" });
    if (error.code === "AUTH_EMAIL_UNVERIFIED") return w("oauth.unverifiedHere");
    return error.code === "PROVIDER_ERROR" ? w("oauth.down", { name: name() }) : (entrance.explain(error) ?? errorText(error));
  };
  onMount(() => {
    const { code, state, error } = params;
    if (!code || !state) return setProblem(error ? w("oauth.cancelled", { name: name() }) : w("oauth.again"));
    entrance.enter(() => finishOauth({ code, state, provider: journey?.provider.code })).catch((thrown: unknown) => setProblem(explain(thrown)));
  });

  return (
    <Switch fallback={
      <AuthLayout title={problem() ? w("oauth.failed") : w("oauth.title")}>
        <Show when={problem()} fallback={<SkeletonLines lines={2} />}>
          {(text) => <><Banner tone="warning" live>{text()}</Banner><ButtonLink href="/sign-in" variant="primary" wide>{w("second.back")}</ButtonLink></>}
        </Show>
      </AuthLayout>
    }>
      <Match when={entrance.challenge()}>{(challenge) => <SecondStep entrance={entrance} challenge={challenge()} />}</Match>
      <Match when={journey && entrance.tenants().length ? journey : undefined}>
        {(from) => <ChooseTenant entrance={entrance} choose={(tenant_id) => leaveForProvider(from().provider, { next: from().next, tenant_id })} />}
      </Match>
    </Switch>
  );
}
