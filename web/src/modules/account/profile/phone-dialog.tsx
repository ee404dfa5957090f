import { createSignal, Show } from "solid-js";
import { ApiError, call, type CallOutput, retryAfter } from "#web/src/kernel/api.ts";
import { formatDate, formatPhone } from "#web/src/kernel/format.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { invalidate } from "#web/src/kernel/query.ts";
import { Button } from "#web/src/ui/button.tsx";
import { RadioGroup } from "#web/src/ui/choice.tsx";
import { CodeForm } from "#web/src/ui/code-form.tsx";
import { Dialog } from "#web/src/ui/dialog.tsx";
import { createForm, FormView } from "#web/src/ui/form.tsx";
import { PhoneField } from "#web/src/ui/phone-field.tsx";
import { ResendButton } from "#web/src/ui/resend-button.tsx";
import { toast } from "#web/src/ui/toast.tsx";
import { cancelPhone, confirmPhone, resendPhone, startPhone } from "#worker/modules/auth/factors-contract.ts";
import { accountWords } from "../text/index.ts";

type Channel = "sms" | "whatsapp";
type Pending = CallOutput<typeof startPhone>;

interface PhoneDialogProps {
  /** What stands in the box at first: E.164 or "". */
  number: string;
  channel: Channel;
  onClose: () => void;
  onVerified: () => void;
}

/** Proves that a phone is the person's: the number, then the code that was sent to it. */
export function PhoneDialog(props: PhoneDialogProps) {
  const w = useWords(accountWords);
  const [pending, setPending] = createSignal<Pending>();
  const forget = () => {
    setPending(undefined);
    // Nothing waits any more when the code was used up or too old: that is as good.
    void call(cancelPhone).catch(() => {});
  };
  const close = () => {
    if (pending()) forget();
    props.onClose();
  };
  const verified = () => {
    setPending(undefined);
    void invalidate("/v1/me", "/v1/auth/2fa");
    toast.success(w("phone.verified"));
    props.onVerified();
  };
  return (
    <Dialog open onClose={close} title={w("phone.title")} help={pending() ? undefined : w("phone.help")}>
      <Show when={pending()} fallback={<NumberStep number={props.number} channel={props.channel} onClose={close} onSent={setPending} />}>
        {(sent) => <CodeStep pending={sent()} onResent={setPending} onVerified={verified} onOther={forget} onGone={() => setPending(undefined)} />}
      </Show>
    </Dialog>
  );
}

function NumberStep(props: { number: string; channel: Channel; onClose: () => void; onSent: (pending: Pending) => void }) {
  const w = useWords(accountWords);
  const [valid, setValid] = createSignal(true);
  const form = createForm({
    values: { phone_e164: props.number, channel: props.channel },
    check: ({ phone_e164 }) => ({ phone_e164: phone_e164 && valid() ? undefined : w("phone.missing") }),
    submit: async (values) => props.onSent(await call(startPhone, { body: values })),
    explain(error) {
      const wait_s = retryAfter(error);
      if (wait_s) return w("phone.tooOften", { time: formatDate(Date.now() + wait_s * 1000, "time") });
      return error instanceof ApiError && error.code === "CONFLICT" ? w("phone.inUse") : undefined;
    },
  });
  return (
    <FormView form={form} guard={false} submitLabel={w("phone.send")} onCancel={props.onClose}>
      <PhoneField {...form.field("phone_e164")} label={w("phone.number")} onValid={setValid} />
      <RadioGroup
        label={w("phone.channel")} value={form.values().channel} onChange={(channel) => form.set({ channel })} row
        options={[{ value: "whatsapp", label: w("phone.whatsapp") }, { value: "sms", label: w("phone.sms") }]}
      />
    </FormView>
  );
}

function CodeStep(props: { pending: Pending; onResent: (pending: Pending) => void; onVerified: () => void; onOther: () => void; onGone: () => void }) {
  const w = useWords(accountWords);
  const submit = async (code: string) => {
    try {
      await call(confirmPhone, { body: { code } });
      props.onVerified();
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== "NOT_FOUND") throw error;
      toast.error(w("phone.gone"));
      props.onGone();
    }
  };
  const explain = (error: unknown) => {
    const left = error instanceof ApiError ? (error.details as { attempts_left?: number } | null)?.attempts_left : undefined;
    return left === undefined ? undefined : w("phone.wrong", { count: left });
  };
  const waitS = () => Math.max(0, Math.ceil((Date.parse(props.pending.resend_at) - Date.now()) / 1000));
  const resend = async () => {
    props.onResent(await call(resendPhone));
    return waitS();
  };
  return (
    <div class="stack" data-gap="lg">
      <CodeForm
        help={w(`phone.sentBy.${props.pending.channel}`, { phone: `\u2066${formatPhone(props.pending.phone_e164)}\u2069` })} submit={submit} explain={explain}
        actions={<Button variant="ghost" onClick={() => props.onOther()}>{w("phone.other")}</Button>}
      />
      <div><ResendButton waitS={waitS()} send={resend} /></div>
    </div>
  );
}
