import { createSignal, Show, Suspense } from "solid-js";
import { ApiError, call } from "#web/src/kernel/api.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { invalidate } from "#web/src/kernel/query.ts";
import { Dialog } from "#web/src/ui/dialog.tsx";
import { createForm, FormView } from "#web/src/ui/form.tsx";
import { PhoneField } from "#web/src/ui/phone-field.tsx";
import { SkeletonLines } from "#web/src/ui/skeleton.tsx";
import { PasswordField, TextField } from "#web/src/ui/text-field.tsx";
import { toast } from "#web/src/ui/toast.tsx";
import { putBrevoCredentials, putInfobipCredentials } from "#worker/modules/notify/sending/sending-contract.ts";
import { notifyWords } from "../text/index.ts";
import { NAMES, PATH, type ProviderAccount } from "./provider-data.ts";

/** Gives the workspace's own account, or another one in its place. The key is never shown again, so it is given each time. */
export function AccountDialog(props: { of: ProviderAccount; open: boolean; onClose: () => void }) {
  const w = useWords(notifyWords);
  const name = () => NAMES[props.of.provider];
  return (
    <Dialog open={props.open} onClose={props.onClose} title={w(props.of.own ? "providers.replaceTitle" : "providers.useTitle", { name: name() })} help={w("providers.useHelp", { name: name() })}>
      <Suspense fallback={<SkeletonLines lines={4} />}><Show when={props.open}><AccountForm of={props.of} onClose={props.onClose} /></Show></Suspense>
    </Dialog>
  );
}

const KEY = /^[\x21-\x7e]{8,300}$/;
const FROM = /^([^<>"\r\n]{1,80} <[^<>\s@]+@[^<>\s@]+\.[^<>\s@]+>|[^<>\s@]+@[^<>\s@]+\.[^<>\s@]+)$/;
/** The API has the last word on which addresses it may call. */
const ADDRESS = /^(https:\/\/[a-z0-9.-]+\.infobip\.com|http:\/\/(127\.0\.0\.1|localhost)(:\d+)?)\/?$/;
const SENDER = /^(\+[1-9]\d{6,14}|[A-Za-z0-9][A-Za-z0-9 ]{1,10})$/;

function AccountForm(props: { of: ProviderAccount; onClose: () => void }) {
  const w = useWords(notifyWords);
  const [phone, setPhone] = createSignal(true);
  const { provider, own } = props.of, was = (key: string) => own?.settings[key] ?? "";
  const brevo = provider === "brevo";
  const form = createForm({
    values: { api_key: "", from: was("from"), base_url: was("base_url"), sms_sender: was("sms_sender"), whatsapp_sender: was("whatsapp_sender") },
    check: ({ api_key, from, base_url, sms_sender, whatsapp_sender }) => ({
      api_key: KEY.test(api_key.trim()) ? undefined : w("providers.keyWrong"),
      ...(brevo ? { from: FROM.test(from.trim()) ? undefined : w("providers.fromWrong") } : {
        base_url: ADDRESS.test(base_url.trim()) ? undefined : w("providers.baseUrlWrong"), sms_sender: SENDER.test(sms_sender.trim()) ? undefined : w("providers.smsSenderWrong"),
        whatsapp_sender: whatsapp_sender && phone() ? undefined : w("policies.phoneWrong"),
      }),
    }),
    submit: async ({ api_key, from, base_url, sms_sender, whatsapp_sender }) => {
      const key = { api_key: api_key.trim() }, at = own ? { version: own.version } : {};
      await (brevo
        ? call(putBrevoCredentials, { body: { ...key, from: from.trim() }, ...at })
        : call(putInfobipCredentials, { body: { ...key, base_url: base_url.trim(), sms_sender: sms_sender.trim(), whatsapp_sender }, ...at }));
      await invalidate(PATH);
      toast.success(w("providers.saved", { name: NAMES[provider] }));
      props.onClose();
    },
    explain: (error) => {
      if (!(error instanceof ApiError) || ![409, 412].includes(error.status)) return undefined;
      void invalidate(PATH);
      return w("providers.clash");
    },
  });
  return (
    <FormView form={form} guard={false} submitLabel={w(own ? "providers.replace" : "providers.use")} onCancel={props.onClose}>
      <PasswordField label={w("providers.key")} help={w("providers.keyHelp")} autocomplete="off" autofocus {...form.field("api_key")} />
      <Show when={brevo} fallback={
        <>
          <TextField type="url" label={w("providers.base_url")} help={w("providers.baseUrlHelp")} placeholder="https://xxxxx.api.infobip.com" maxLength={200} {...form.field("base_url")} />
          <TextField label={w("providers.sms_sender")} help={w("providers.smsSenderHelp")} ltr maxLength={16} {...form.field("sms_sender")} />
          <PhoneField label={w("providers.whatsapp_sender")} help={w("providers.whatsappSenderHelp")} onValid={setPhone} {...form.field("whatsapp_sender")} />
        </>
      }>
        <TextField label={w("providers.from")} help={w("providers.fromHelp")} placeholder="Nile Gate Realty <hello@example.com>" ltr maxLength={400} {...form.field("from")} />
      </Show>
    </FormView>
  );
}
