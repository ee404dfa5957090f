import { randomUUID } from "node:crypto";
import { type Adapter, type OutgoingMessage, ProviderError } from "#worker/modules/notify/adapters/adapter.ts";
import { insist } from "./hook.ts";

/** A message that says it is a test. */
export const sample = (channel: OutgoingMessage["channel"], to: string, tenant_id: string | undefined, more: Partial<OutgoingMessage> = {}): OutgoingMessage => ({
  id: randomUUID(), tenant_id: tenant_id ?? "00000000-0000-0000-0000-000000000000", request_id: randomUUID(), channel, to,
  template_code: "sandbox.health_check", subject: "[SBX] Health check", text: "[SBX] Health check, please ignore.", html: "<p>Sandbox ok</p>", ...more,
});

/** That the adapter takes a key the provider refuses for what it is. */
export async function refusesKey(adapter: Adapter, message: OutgoingMessage): Promise<string> {
  const outcome = await adapter.send(message).then(() => undefined, (error: unknown) => error);
  insist(outcome instanceof ProviderError && outcome.fault === "account", "a wrong key was not understood as one");
  return outcome.code;
}
