import type { CallOutput } from "#web/src/kernel/api.ts";
import type { checkCredentials, listProviders } from "#worker/modules/notify/sending/sending-contract.ts";

export type ProviderAccount = CallOutput<typeof listProviders>["items"][number];
export type Check = CallOutput<typeof checkCredentials>;
/** As they call themselves, in every language. */
export const NAMES: Record<ProviderAccount["provider"], string> = { brevo: "Brevo", infobip: "Infobip" };
/** What to read again after a change. */
export const PATH = "/v1/admin/provider-credentials";
