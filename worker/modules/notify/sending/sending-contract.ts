import * as z from "zod";
import { defineEvents, defineModule, Email, Id, ListQuery, PageOf, PhoneE164 } from "#worker/kernel/resource.ts";
import { SendChannel } from "../routing/routing-contract.ts";

export const Provider = z.enum(["brevo", "infobip"]);

const ApiKey = z.string().regex(/^[\x21-\x7e]{8,300}$/, "A key is 8 to 300 letters, digits and signs, without spaces.").meta({ examples: ["xkeysib-0123456789abcdef"] });
export const BrevoAccount = z.object({ api_key: ApiKey, from: z.union([Email, z.string().regex(/^[^<>"\r\n]{1,80} <[^<>\s@]+@[^<>\s@]+\.[^<>\s@]+>$/, "Write a sender as Name <address>.")]).meta({ examples: ["Nile & Gulf Realty <hello@nilegulf.example>"] }) });
export const InfobipAccount = z.object({
  base_url: z.url({ protocol: /^https?$/ }).max(200).meta({ examples: ["https://ab12cd.api.infobip.com"], description: "The account's own address, as Infobip shows it." }),
  api_key: ApiKey,
  sms_sender: z.union([PhoneE164, z.string().regex(/^[A-Za-z0-9][A-Za-z0-9 ]{1,10}$/, "A sender is a number or 2 to 11 letters and digits.")]).meta({ examples: ["NileGulf"] }),
  whatsapp_sender: PhoneE164,
});

const Settings = z.record(z.string(), z.string()).meta({ examples: [{ from: "Nile & Gulf Realty <hello@nilegulf.example>" }], description: "All but the key." });
export const Credentials = z.object({
  id: Id, version: z.int().positive(), created_at: z.iso.datetime(), updated_at: z.iso.datetime(), updated_by: Id.nullable(), provider: Provider,
  hint: z.string().meta({ examples: ["cdef"], description: "The last four characters of the key, which is never shown again." }), settings: Settings,
});

export const ProviderAccount = z.object({
  provider: Provider, own: Credentials.nullable().meta({ description: "Null where messages leave through the platform's account." }),
  channels: z.array(SendChannel).meta({ description: "What leaves through this provider here; nothing where another adapter is set, as on a laptop." }),
  waiting: z.int().min(0).meta({ description: "Messages of these channels that have not left yet." }),
  circuit: z.object({ failures: z.int().min(0), open_until: z.iso.datetime().nullable() }).nullable().meta({ description: "Of the account in use. Null: it has not failed lately." }),
});
export const AccountCheck = z.object({
  ok: z.boolean(), problem: z.enum(["KEY_REFUSED", "NO_ANSWER", "NOT_UNDERSTOOD", "DOES_NOT_OPEN"]).nullable(),
  account: z.string().nullable().meta({ examples: ["Nile & Gulf Realty"], description: "As the provider calls it." }),
  balance: z.object({ amount: z.number(), currency: z.string() }).nullable().meta({ description: "What is left to spend, where the provider says so." }),
});

export const DeadLetter = z.object({
  id: Id,
  queue: z.string().meta({ examples: ["m3core-outbox"] }),
  body: z.record(z.string(), z.unknown()).meta({ examples: [{ message_id: "0198f7a2-5f6e-7c31-9f2a-3a3f6f1f4b11" }] }),
  created_at: z.iso.datetime(),
  requeued_at: z.iso.datetime().nullable(),
});

export const sendingEvents = defineEvents({
  "provider_credentials.changed": { payload: z.object({ provider: Provider }) },
  "provider_credentials.removed": { payload: z.object({ provider: Provider }) },
});

const { route } = defineModule("notify");
const manage = { access: { permission: "notify.policies.manage" }, tokens: false } as const;
const path = "/v1/admin/provider-credentials/:provider", params = z.object({ provider: Provider });

export const requeueMessage = route({
  method: "post", path: "/v1/notify/messages/:message_id/requeue", access: { permission: "notify.policies.manage" }, summary: "Send a message again that failed, expired or was cancelled",
  returns: z.object({ id: Id, version: z.int().positive(), status: z.literal("queued"), scheduled_at: z.iso.datetime() }), errors: ["NOT_FOUND", "CONFLICT"],
});
export const listProviders = route({ ...manage, method: "get", path: "/v1/admin/provider-credentials", summary: "List the providers that messages leave through, and whose account is used", returns: z.object({ items: z.array(ProviderAccount) }) });
export const getCredentials = route({ ...manage, method: "get", path, params, summary: "Get the workspace's own account with a provider, without its key", returns: Credentials, errors: ["NOT_FOUND"] });
export const putBrevoCredentials = route({
  ...manage, method: "put", path: "/v1/admin/provider-credentials/brevo", summary: "Send email through the workspace's own Brevo account", body: BrevoAccount, returns: Credentials, errors: ["CONFLICT", "DUPLICATE", "PRECONDITION_FAILED"],
});
export const putInfobipCredentials = route({
  ...manage, method: "put", path: "/v1/admin/provider-credentials/infobip", summary: "Send SMS and WhatsApp through the workspace's own Infobip account", body: InfobipAccount, returns: Credentials, errors: ["CONFLICT", "DUPLICATE", "PRECONDITION_FAILED"],
});
export const deleteCredentials = route({ ...manage, method: "delete", path, params, summary: "Forget the workspace's own account: messages leave through the platform's", returns: z.object({ id: Id }), errors: ["NOT_FOUND", "CONFLICT", "PRECONDITION_FAILED"] });
export const checkCredentials = route({ ...manage, method: "post", path: `${path}/check`, params, summary: "Ask the provider whether the workspace's own account works", returns: AccountCheck, errors: ["NOT_FOUND"] });

export const listDeadLetters = route({
  method: "get", path: "/v1/admin/dead-letters", access: { permission: "notify.outbox.read" }, summary: "List queue messages that were given up on",
  query: ListQuery(["-created_at"], { requeued: z.stringbool().optional() }), returns: PageOf(DeadLetter),
});
export const requeueDeadLetter = route({
  method: "post", path: "/v1/admin/dead-letters/:dead_letter_id/requeue", access: { permission: "notify.policies.manage" },
  summary: "Send a dead letter again", returns: DeadLetter, errors: ["NOT_FOUND", "CONFLICT"],
});
