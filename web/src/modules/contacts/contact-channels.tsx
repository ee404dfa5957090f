import BadgeCheck from "lucide-solid/icons/badge-check";
import Ellipsis from "lucide-solid/icons/ellipsis";
import Mail from "lucide-solid/icons/mail";
import MessageCircle from "lucide-solid/icons/message-circle";
import Phone from "lucide-solid/icons/phone";
import Plus from "lucide-solid/icons/plus";
import { createSignal, For, Show, Suspense } from "solid-js";
import { call } from "#web/src/kernel/api.ts";
import { useWords } from "#web/src/kernel/i18n.ts";
import { invalidate } from "#web/src/kernel/query.ts";
import { can } from "#web/src/kernel/session.ts";
import { t } from "#web/src/kernel/text/index.ts";
import { Badge, StatusBadge } from "#web/src/ui/badge.tsx";
import { Button } from "#web/src/ui/button.tsx";
import { confirm, Dialog } from "#web/src/ui/dialog.tsx";
import { EmptyState } from "#web/src/ui/feedback.tsx";
import { createForm, FormView } from "#web/src/ui/form.tsx";
import { Icon } from "#web/src/ui/icon.tsx";
import { Menu, type MenuEntry } from "#web/src/ui/menu.tsx";
import { PhoneField } from "#web/src/ui/phone-field.tsx";
import { Select } from "#web/src/ui/select.tsx";
import { SkeletonLines } from "#web/src/ui/skeleton.tsx";
import { Code, Phone as Number } from "#web/src/ui/text.tsx";
import { TextField } from "#web/src/ui/text-field.tsx";
import { toast } from "#web/src/ui/toast.tsx";
import { addChannel, deleteChannel, patchChannel } from "#worker/modules/contacts/contract.ts";
import { CHANNELS, CONTACT_PATHS, contactErrorText, isEmail, type ChannelRow, type ContactRow } from "./contact-data.ts";
import { contactWords } from "./text/index.ts";
import "./contacts.css";

const ICONS = { email: Mail, phone: Phone, whatsapp: MessageCircle };

/** Every way to reach a contact: which is the main one, what is verified, and who may be written to. */
export function ContactChannels(props: { contact: ContactRow }) {
  const w = useWords(contactWords);
  const [editing, setEditing] = createSignal<ChannelRow | "new">();
  const attempt = async (work: () => Promise<unknown>, said: string) => {
    try {
      await work();
      toast.success(said);
    } catch (error) {
      toast.error(contactErrorText(error));
    }
    await invalidate(...CONTACT_PATHS);
  };
  const params = (channel: ChannelRow) => ({ contact_id: props.contact.id, channel_id: channel.id });
  const remove = async (channel: ChannelRow) => {
    if (!(await confirm({ title: w("channels.removeTitle", { value: `\u2066${channel.value}\u2069` }), text: w("channels.removeText"), confirmLabel: w("channels.remove"), danger: true }))) return;
    await attempt(() => call(deleteChannel, { params: params(channel) }), w("channels.removed"));
  };
  const entries = (channel: ChannelRow): MenuEntry[] => [
    { label: w("channels.edit"), onSelect: () => setEditing(channel) },
    ...(channel.is_primary ? [] : [{ label: w("channels.makePrimary"), onSelect: () => void attempt(() => call(patchChannel, { params: params(channel), body: { is_primary: true }, version: channel.version }), w("channels.changed")) }]),
    "line",
    { label: w("channels.remove"), danger: true, onSelect: () => void remove(channel) },
  ];
  return (
    <div class="stack" data-gap="lg">
      <Show when={props.contact.channels.length} fallback={<EmptyState icon={Mail} title={w("channels.none")}>{w("channels.noneHelp")}</EmptyState>}>
        <ul class="channels">
          <For each={props.contact.channels}>
            {(channel) => (
              <li class="channel">
                <Icon of={ICONS[channel.type]} />
                <div class="channel__what">
                  <span class="row" data-gap="sm"><span class="strong truncate"><Show when={channel.value_e164} fallback={<Code>{channel.value}</Code>}>{(number) => <Number number={number()} dial={channel.type === "phone"} />}</Show></span><Show when={channel.is_primary}><Badge>{w("channels.primary")}</Badge></Show></span>
                  <span class="faint small">{w(`channels.types.${channel.type}`)} · {channel.opt_out_at ? w("channels.optedOut") : w(channel.opt_in ? "channels.consent" : "channels.unknownConsent")}</span>
                </div>
                <Show when={channel.verified_at}><StatusBadge quiet tone="success" icon={BadgeCheck}>{w("channels.verified")}</StatusBadge></Show>
                <Show when={can("contact.update")}><Menu label={w("channels.actions", { value: channel.value })} icon={Ellipsis} iconOnly size="sm" placement="bottom-end" entries={entries(channel)} /></Show>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <Show when={can("contact.update")}><div><Button icon={Plus} onClick={() => setEditing("new")}>{w("channels.add")}</Button></div></Show>
      <Dialog
        open={Boolean(editing())} onClose={() => setEditing(undefined)} help={editing() === "new" ? undefined : w("channels.editHelp")}
        title={editing() === "new" ? w("channels.addTitle", { name: props.contact.full_name }) : w("channels.editTitle", { value: `\u2066${(editing() as ChannelRow | undefined)?.value ?? ""}\u2069` })}
      >
        <Suspense fallback={<SkeletonLines lines={2} />}><Show when={editing()} keyed>{(channel) => <ChannelForm contact_id={props.contact.id} channel={channel === "new" ? undefined : channel} onClose={() => setEditing(undefined)} />}</Show></Suspense>
      </Dialog>
    </div>
  );
}

function ChannelForm(props: { contact_id: string; channel: ChannelRow | undefined; onClose: () => void }) {
  const w = useWords(contactWords);
  let phoneValid = true;
  const form = createForm({
    values: { type: props.channel?.type ?? "phone", value: props.channel?.value ?? "" },
    check: ({ type, value }) => ({ value: !value.trim() ? w("channels.missing") : type === "email" ? (isEmail(value) ? undefined : w("form.emailWrong")) : phoneValid ? undefined : w("form.phoneWrong") }),
    submit: async ({ type, value }) => {
      if (props.channel) await call(patchChannel, { params: { contact_id: props.contact_id, channel_id: props.channel.id }, body: { value: value.trim() }, version: props.channel.version });
      else await call(addChannel, { params: { contact_id: props.contact_id }, body: { type, value: value.trim() } });
      await invalidate(...CONTACT_PATHS);
      toast.success(w(props.channel ? "channels.changed" : "channels.added"));
      props.onClose();
    },
    explain: contactErrorText,
  });
  return (
    <FormView form={form} submitLabel={props.channel ? t("action.save") : w("channels.add")} onCancel={props.onClose} guard={false}>
      <Show when={!props.channel}><Select label={w("channels.type")} options={CHANNELS.map((type) => ({ value: type, label: w(`channels.types.${type}`) }))} {...form.field("type")} onChange={(type) => form.set({ type, value: "" })} /></Show>
      <Show when={form.values().type === "email"} fallback={<PhoneField label={w(`channels.types.${form.values().type}`)} {...form.field("value")} onValid={(valid) => (phoneValid = valid)} />}>
        <TextField label={w("email")} type="email" autofocus {...form.field("value")} />
      </Show>
    </FormView>
  );
}
