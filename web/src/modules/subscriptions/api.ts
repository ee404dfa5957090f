import { call } from "#web/src/kernel/api.ts";

/** Calls of whoever holds the link of a message. Plain paths rather than the contract: its schemas would weigh on a page for strangers. */
export interface Subscription { tenant_name: string; address: string; is_unsubscribed: boolean }

const form = () => {
  const body = new FormData();
  body.set("List-Unsubscribe", "One-Click");
  return body;
};
const send = (method: "get" | "post", path: string, input: object) => call({ method, path, idempotent: false }, input as never) as Promise<unknown>;

export const look = (token: string) => send("get", "/v1/subscriptions", { query: { token } }) as Promise<Subscription>;
export const unsubscribe = (token: string) => send("post", "/v1/subscriptions/unsubscribe", { query: { token }, body: form() }) as Promise<Subscription>;
export const resubscribe = (token: string) => send("post", "/v1/subscriptions/resubscribe", { body: { token } }) as Promise<Subscription>;
export const confirmOptIn = (token: string) => send("post", "/v1/subscriptions/confirm", { body: { token } }) as Promise<{ tenant_name: string }>;
