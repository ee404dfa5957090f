import KeyRound from "lucide-solid/icons/key-round";
import { createResource, createSignal, For, Show } from "solid-js";
import { ApiError } from "#web/src/kernel/api.ts";
import { errorText } from "#web/src/kernel/errors.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { Button } from "#web/src/ui/button.tsx";
import { toast } from "#web/src/ui/toast.tsx";
import { listProviders, passkeyOptions, signInWithPasskey, type Provider } from "./api.ts";
import type { Entrance } from "./entrance.ts";
import { leaveForProvider } from "./oauth-journey.ts";
import { passkeysWork, showPasskey } from "./passkeys.ts";
import { authWords } from "./text/index.ts";

/** Ways to sign in without a password: a passkey, and the providers that this installation offers. */
export function OtherWays(props: { entrance: Entrance; next: string | undefined }) {
  const w = useWords(authWords);
  const [busy, setBusy] = createSignal<string>();
  // Without an answer there are no providers: the password form does not wait for them.
  const [providers] = createResource(() => listProviders().then(({ items }) => items, () => [] as readonly Provider[]), { initialValue: [] });

  const attempt = async (way: string, work: () => Promise<void>) => {
    setBusy(way);
    try {
      await work();
    } catch (error) {
      const unknown = error instanceof ApiError && error.code === "AUTH_INVALID_CREDENTIALS";
      toast.error(unknown ? w("other.passkeyUnknown") : error instanceof ApiError ? (props.entrance.explain(error) ?? errorText(error)) : w("second.passkeyWrong"));
    } finally {
      setBusy(undefined);
    }
  };
  const withPasskey = async () => {
    const { options } = await passkeyOptions();
    const credential = await showPasskey(options);
    if (credential) await props.entrance.enter(() => signInWithPasskey(credential));
  };

  return (
    <Show when={passkeysWork() || providers.latest.length}>
      <p class="auth__or faint small"><span>{w("other.or")}</span></p>
      <div class="stack">
        <Show when={passkeysWork()}><Button wide icon={KeyRound} busy={busy() === "passkey"} onClick={() => void attempt("passkey", withPasskey)}>{w("other.passkey")}</Button></Show>
        <For each={providers.latest}>
          {(provider) => <Button wide busy={busy() === provider.code} onClick={() => void attempt(provider.code, () => leaveForProvider(provider, { next: props.next }))}>{w("other.provider", { name: provider.name })}</Button>}
        </For>
      </div>
    </Show>
  );
}
