import KeyRound from "lucide-solid/icons/key-round";
import LifeBuoy from "lucide-solid/icons/life-buoy";
import MessageCircle from "lucide-solid/icons/message-circle";
import MessageSquare from "lucide-solid/icons/message-square";
import Smartphone from "lucide-solid/icons/smartphone";
import { createResource, createSignal, For, Match, onMount, Show, Switch } from "solid-js";
import { ApiError, retryAfter } from "#web/src/kernel/api.ts";
import { errorText } from "#web/src/kernel/errors.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { Button } from "#web/src/ui/button.tsx";
import { CodeForm } from "#web/src/ui/code-form.tsx";
import { Banner } from "#web/src/ui/feedback.tsx";
import { createForm, FormView } from "#web/src/ui/form.tsx";
import type { IconType } from "#web/src/ui/icon.tsx";
import { ResendButton } from "#web/src/ui/resend-button.tsx";
import { SkeletonLines } from "#web/src/ui/skeleton.tsx";
import { TextField } from "#web/src/ui/text-field.tsx";
import { toast } from "#web/src/ui/toast.tsx";
import { attemptsLeft, finishSignIn, passkeyOptions, sendCode, type Challenge, type Method } from "./api.ts";
import { AuthLayout } from "./auth-layout.tsx";
import { useChecks } from "./checks.ts";
import type { Entrance } from "./entrance.ts";
import { passkeysWork, showPasskey } from "./passkeys.ts";
import { authWords } from "./text/index.ts";

const ICONS: Record<Method, IconType> = { totp: Smartphone, backup_code: LifeBuoy, sms: MessageSquare, whatsapp: MessageCircle, passkey: KeyRound };

/** The second factor of a sign-in: the method the account prefers, the others below it, and the way back. */
export function SecondStep(props: { entrance: Entrance; challenge: Challenge }) {
  const w = useWords(authWords);
  const methods = () => props.challenge.methods.filter((method) => method !== "passkey" || passkeysWork());
  const [method, setMethod] = createSignal<Method>(methods()[0] ?? "backup_code");

  const answer = async (given: { code?: string; credential?: unknown }) => {
    try {
      await props.entrance.enter(() => finishSignIn({ challenge_token: props.challenge.challenge_token, method: method(), ...given }));
    } catch (error) {
      if (attemptsLeft(error) !== 0 && !(error instanceof ApiError && error.code === "AUTH_UNAUTHORIZED")) throw error;
      toast.error(w("second.gone"));
      props.entrance.restart();
    }
  };
  const explain = (error: unknown) => {
    const left = attemptsLeft(error);
    if (left !== undefined) return w("second.wrongLeft", { count: left });
    return error instanceof ApiError && error.code === "AUTH_2FA_INVALID_CODE" ? w("second.wrong") : props.entrance.explain(error);
  };

  return (
    <AuthLayout title={w("second.title")}>
      <Switch>
        <Match when={method() === "passkey"}><PasskeyStep challenge={props.challenge} answer={answer} explain={explain} /></Match>
        <Match when={method() === "totp"}><CodeForm wide label={w("second.label.totp")} help={w("second.help.totp")} submit={(code) => answer({ code })} explain={explain} /></Match>
        <Match when={method() === "backup_code"}><BackupCodeStep answer={answer} explain={explain} /></Match>
        <Match when={method() === "sms" || method() === "whatsapp" ? (method() as "sms" | "whatsapp") : undefined} keyed>
          {(channel) => <SentCodeStep channel={channel} challenge={props.challenge} answer={answer} explain={explain} />}
        </Match>
      </Switch>
      <div class="stack">
        <Show when={methods().length > 1}>
          <p class="auth__or faint small"><span>{w("second.other")}</span></p>
          <For each={methods().filter((other) => other !== method())}>
            {(other) => <Button wide icon={ICONS[other]} onClick={() => setMethod(other)}>{w(`second.method.${other}`)}</Button>}
          </For>
        </Show>
        <Button variant="ghost" wide onClick={() => props.entrance.restart()}>{w("second.back")}</Button>
      </div>
    </AuthLayout>
  );
}

interface StepProps {
  answer: (given: { code?: string; credential?: unknown }) => Promise<void>;
  explain: (error: unknown) => string | undefined;
}

function SentCodeStep(props: StepProps & { challenge: Challenge; channel: "sms" | "whatsapp" }) {
  const w = useWords(authWords);
  const send = () => sendCode({ challenge_token: props.challenge.challenge_token, method: props.channel });
  // Choosing the method is asking for its code. A code that is on its way already is as good.
  const [sent] = createResource(async () => {
    try {
      return await send();
    } catch (error) {
      return { to: "", resend_in: retryAfter(error) ?? 0, problem: retryAfter(error) ? undefined : errorText(error) };
    }
  });
  const help = () => (sent.latest?.to ? w(`second.help.${props.channel}`, { to: `\u2066${sent.latest.to}\u2069` }) : undefined);
  return (
    <Show when={!sent.loading && sent.latest} fallback={<div role="status"><p class="muted">{w("second.sending")}</p><SkeletonLines lines={2} /></div>}>
      {(state) => (
        <>
          <Show when={"problem" in state() ? (state() as { problem?: string }).problem : undefined}>{(problem) => <Banner tone="danger" live>{problem()}</Banner>}</Show>
          <CodeForm wide label={w(`second.label.${props.channel}`)} help={help()} submit={(code) => props.answer({ code })} explain={props.explain} />
          <ResendButton wide waitS={state().resend_in} send={() => send().then(({ resend_in }) => resend_in)} />
        </>
      )}
    </Show>
  );
}

function BackupCodeStep(props: StepProps) {
  const w = useWords(authWords);
  const check = useChecks();
  const form = createForm({
    values: { code: "" },
    check: (values) => ({ code: check.required(values.code) }),
    submit: ({ code }) => props.answer({ code: code.trim() }),
    explain: props.explain,
  });
  return (
    <FormView form={form} guard={false} wide submitLabel={w("second.submit")}>
      <div ref={(place) => onMount(() => place.querySelector("input")?.focus())}><TextField {...form.field("code")} label={w("second.method.backup_code")} help={w("second.help.backup_code")} ltr autocomplete="off" maxLength={40} /></div>
    </FormView>
  );
}

function PasskeyStep(props: StepProps & { challenge: Challenge }) {
  const w = useWords(authWords);
  const [busy, setBusy] = createSignal(false);
  const [problem, setProblem] = createSignal<string>();
  const use = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      const { options } = await passkeyOptions(props.challenge.challenge_token);
      const credential = await showPasskey(options);
      if (credential) await props.answer({ credential });
    } catch (error) {
      setProblem(error instanceof ApiError && error.code !== "AUTH_2FA_INVALID_CODE" ? (props.explain(error) ?? errorText(error)) : w("second.passkeyWrong"));
    } finally {
      setBusy(false);
    }
  };
  return (
    <div class="stack" data-gap="lg">
      <p class="muted">{w("second.help.passkey")}</p>
      <Show when={problem()}>{(text) => <Banner tone="danger" live>{text()}</Banner>}</Show>
      <Button variant="primary" wide icon={KeyRound} busy={busy()} onClick={() => void use()}>{w("second.passkeyUse")}</Button>
    </div>
  );
}
