export interface OutgoingMessage {
  readonly id: string;
  readonly tenant_id: string;
  readonly request_id: string;
  readonly channel: "email" | "sms" | "whatsapp";
  readonly to: string;
  readonly template_code: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly type?: "transactional" | "marketing" | undefined;
  /** Of an email: List-Unsubscribe and the like. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Of a WhatsApp message: the template that was approved, and what fills it, in its order. Plain text reaches only who wrote to us within a day. */
  readonly whatsapp_template?: { readonly name: string; readonly language: string; readonly parameters: readonly string[] } | undefined;
}

/** A tenant's own account with a provider; what it leaves out is as the product has it. */
export interface Credentials {
  readonly api_key: string;
  readonly base_url?: string | undefined;
  readonly from?: string | undefined;
  readonly sms_sender?: string | undefined;
  readonly whatsapp_sender?: string | undefined;
}

/** One way to send. Made for one call, from the environment or a tenant's own account. */
export interface Adapter {
  readonly name: string;
  /** For this long, sending the same id again does not send it twice. 0: never ask again what may have been sent. */
  readonly repeatable_ms: number;
  /** Accepted; the id is null when only that much is known. Throws ProviderError. */
  send(message: OutgoingMessage): Promise<{ provider_message_id: string | null }>;
}

/** What a provider's webhooks bring back, so that a report finds its message even before the answer to the send was recorded. */
export const customId = (tenant_id: string, id: string): string => `${tenant_id}:${id}`;

/**
 * Why a message was not sent. `passing`: try again soon. `account`: nothing is wrong with the message; it can go once
 * someone has mended keys, credit or settings. `message`: it will never be accepted. `unknown`: it may have been sent,
 * and asking again could send it twice, so a person decides.
 */
export class ProviderError extends Error {
  readonly code: string;
  readonly fault: "passing" | "account" | "message" | "unknown";
  /** What the provider says about it, for whoever can mend it. */
  readonly words: string | undefined;
  constructor(code: string, fault: ProviderError["fault"], words?: string) {
    super(code);
    this.code = code;
    this.fault = fault;
    this.words = words;
  }
}
