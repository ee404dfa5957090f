import { env } from "cloudflare:workers";
import { type Adapter, type OutgoingMessage, ProviderError } from "./adapter.ts";
import { brevo } from "./brevo.ts";
import { mailbox } from "./mailbox.ts";

type Channel = OutgoingMessage["channel"];

/** Every adapter of the channels that leave the product, by channel and the name that the environment gives. A new provider is one file and one line here. */
const ADAPTERS: Partial<Record<Channel, Record<string, (credentials?: object) => Adapter>>> = {
  email: { mailbox, brevo: (own) => brevo({ base_url: env.BREVO_BASE_URL, api_key: env.BREVO_API_KEY, from: env.EMAIL_FROM, ...own }) },
  sms: { mailbox },
  whatsapp: { mailbox },
};

/** The name of the adapter each channel is set to. */
export const adapterName = (channel: Channel): string => ({ email: env.EMAIL_ADAPTER, sms: env.SMS_ADAPTER, whatsapp: env.WHATSAPP_ADAPTER })[channel];

/** The adapter of that name (without one, the channel's), with the account of whoever gave credentials. ProviderError when there is none. */
export function adapterFor(channel: Channel, { name = adapterName(channel), credentials }: { name?: string | undefined; credentials?: object | undefined } = {}): Adapter {
  const make = ADAPTERS[channel]?.[name];
  if (!make) throw new ProviderError("adapter.unknown", "account");
  return make(credentials);
}
