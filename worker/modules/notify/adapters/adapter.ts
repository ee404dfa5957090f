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
}

/** One way to send. Made for one call, from the environment. */
export interface Adapter {
  readonly name: string;
  /** For this long, sending the same id again does not send it twice. 0: never ask again what may have been sent. */
  readonly repeatable_ms: number;
  /** Accepted; the id is null when only that much is known. Throws ProviderError. */
  send(message: OutgoingMessage): Promise<{ provider_message_id: string | null }>;
}

/**
 * Why a message was not sent. `passing`: try again soon. `account`: nothing is wrong with the message; it can go once
 * someone has mended keys, credit or settings. `message`: it will never be accepted.
 */
export class ProviderError extends Error {
  readonly code: string;
  readonly fault: "passing" | "account" | "message";
  constructor(code: string, fault: ProviderError["fault"]) {
    super(code);
    this.code = code;
    this.fault = fault;
  }
}
