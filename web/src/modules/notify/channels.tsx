import Inbox from "lucide-solid/icons/inbox";
import Mail from "lucide-solid/icons/mail";
import MessageCircle from "lucide-solid/icons/message-circle";
import MessageSquareText from "lucide-solid/icons/message-square-text";
import type * as z from "zod";
import { useWords } from "#web/src/kernel/i18n.ts";
import { Icon, type IconType } from "#web/src/ui/icon.tsx";
import { Code, Phone } from "#web/src/ui/text.tsx";
import type { RouteChannel, SendChannel } from "#worker/modules/notify/routing/routing-contract.ts";
import { notifyWords } from "./text/index.ts";

export type Channel = z.output<typeof RouteChannel>;
export type Outgoing = z.output<typeof SendChannel>;
/** Those that leave the product. */
export const OUTGOING: readonly Outgoing[] = ["email", "sms", "whatsapp"];
export const CHANNELS: readonly Channel[] = [...OUTGOING, "inbox"];
export const CHANNEL_ICONS: Record<Channel, IconType> = { email: Mail, sms: MessageSquareText, whatsapp: MessageCircle, inbox: Inbox };

/** A channel as its icon and its name. */
export function ChannelName(props: { channel: Channel }) {
  const w = useWords(notifyWords);
  return <span class="channel"><Icon of={CHANNEL_ICONS[props.channel]} /><span>{w(`channel.${props.channel}`)}</span></span>;
}

/** An email address or a phone, left to right in every language. */
export function Address(props: { children: string }) {
  return props.children.startsWith("+") ? <Phone number={props.children} /> : <Code>{props.children}</Code>;
}
