import { useNavigate } from "@solidjs/router";
import { createSignal } from "solid-js";
import { ApiError, retryAfter } from "#web/src/kernel/api.ts";
import { formatDate } from "#web/src/kernel/format.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { startSession } from "#web/src/kernel/session.ts";
import { challengeOf, tenantChoices, type Challenge, type TenantChoice, type Tokens } from "./api.ts";
import { authWords } from "./text/index.ts";

/** Only a path of this app may follow signing in. */
const safeNext = (next: string | undefined) => (next?.startsWith("/") && !next.startsWith("//") ? next : "/");

/**
 * What every way in leads to: the app, a second factor, or a choice between companies. `enter` throws what is neither;
 * `explain` has words for it.
 */
export function createEntrance(next: () => string | undefined) {
  const w = useWords(authWords);
  const navigate = useNavigate();
  const [challenge, setChallenge] = createSignal<Challenge>();
  const [tenants, setTenants] = createSignal<readonly TenantChoice[]>([]);

  const enter = async (attempt: () => Promise<Tokens>) => {
    try {
      const { access_token } = await attempt();
      await startSession(access_token);
      navigate(safeNext(next()), { replace: true });
    } catch (error) {
      const asked = challengeOf(error), choices = tenantChoices(error);
      if (!asked && !choices.length) throw error;
      setTenants(choices);
      setChallenge(asked);
    }
  };
  const explain = (error: unknown) => {
    if (!(error instanceof ApiError)) return undefined;
    const wait_s = retryAfter(error);
    if (error.code === "AUTH_LOCKED") return wait_s ? w("signIn.locked", { time: formatDate(Date.now() + wait_s * 1000, "time") }) : w("signIn.lockedSoon");
    if (error.code === "AUTH_INVALID_CREDENTIALS") return w("signIn.wrong");
    return error.code === "FORBIDDEN" ? w("signIn.suspended") : undefined;
  };
  const restart = () => {
    setTenants([]);
    setChallenge(undefined);
  };
  return { enter, challenge, tenants, explain, restart };
}
export type Entrance = ReturnType<typeof createEntrance>;
