import { env } from "cloudflare:workers";
import { type Adapter, type Credentials, type OutgoingMessage, ProviderError } from "./adapter.ts";
import { brevo } from "./brevo.ts";
import { devstub } from "./devstub.ts";
import { infobipSms, infobipWhatsApp } from "./infobip.ts";
import { mailbox } from "./mailbox.ts";
import { approvesAtOnce, infobipTemplates, type TemplateBook } from "./whatsapp-templates.ts";

type Channel = OutgoingMessage["channel"];
type Make = (own: Credentials | undefined) => Adapter;

const infobip = (own: Credentials | undefined) =>
  ({ base_url: own?.base_url ?? env.INFOBIP_BASE_URL, api_key: own ? own.api_key : env.INFOBIP_API_KEY, notify_url: env.INFOBIP_NOTIFY_URL });

/** Every adapter of the channels that leave the product, by channel and the name that the environment gives. A new provider is one file and one line here. */
const ADAPTERS: Record<Channel, Record<string, Make>> = {
  email: {
    mailbox,
    brevo: (own) => brevo({ base_url: own?.base_url ?? env.BREVO_BASE_URL, api_key: own ? own.api_key : env.BREVO_API_KEY, from: own?.from ?? env.EMAIL_FROM }),
  },
  sms: { mailbox, devstub, infobip: (own) => infobipSms({ ...infobip(own), sender: own?.sms_sender ?? env.INFOBIP_SMS_SENDER }) },
  whatsapp: { mailbox, devstub, infobip: (own) => infobipWhatsApp({ ...infobip(own), sender: own?.whatsapp_sender ?? env.INFOBIP_WHATSAPP_SENDER }) },
};

/** The name of the adapter each channel is set to. */
export const adapterName = (channel: Channel): string => ({ email: env.EMAIL_ADAPTER, sms: env.SMS_ADAPTER, whatsapp: env.WHATSAPP_ADAPTER })[channel];

/** The adapter of that name, without one the channel's, for a tenant's own account if that is with it. ProviderError when there is none. */
export function adapterFor(channel: Channel, { name = adapterName(channel), credentials }: { name?: string | undefined; credentials?: Credentials | undefined } = {}): Adapter {
  const make = ADAPTERS[channel][name];
  if (!make) throw new ProviderError("adapter.unknown", "account");
  return make(credentials);
}

/** Whether WhatsApp leaves through a provider, which then decides what may be sent; elsewhere it is captured. */
export const providerDecides = (): boolean => adapterName("whatsapp") === "infobip";

/** The provider's WhatsApp templates of a tenant's own account, or the platform's. */
export const templateBook = (own: Credentials | undefined): TemplateBook =>
  providerDecides() ? infobipTemplates({ ...infobip(own), sender: own?.whatsapp_sender ?? env.INFOBIP_WHATSAPP_SENDER }) : approvesAtOnce;
