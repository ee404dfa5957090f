import { env } from "cloudflare:workers";
import { devMailbox } from "#db/schema/notify.ts";
import { db, send, type Statement } from "#worker/kernel/db.ts";
import { type Adapter, type OutgoingMessage, ProviderError } from "./adapter.ts";

/** Keeps a message where /dev/mailbox shows it. Refuses in production, where it would be lost. */
export async function capture(adapter: string, { id, tenant_id, request_id, channel, to, subject, text, html }: OutgoingMessage, ...more: Statement[]): Promise<void> {
  if (env.APP_ENV === "production") throw new ProviderError(`${adapter}.not_in_production`, "account");
  const email = channel === "email";
  await send("write", { role: "app_tenant", tenant_id, actor_id: `system:${adapter}`, request_id, ip: null, user_agent: null }, [
    db.insert(devMailbox).values({ id, channel, recipient: to, subject: email ? subject : null, body_text: text, body_html: email ? html : null, created_at: new Date().toISOString() }).onConflictDoNothing(),
    ...more,
  ]);
}

/** Captures messages instead of sending them. */
export const mailbox = (): Adapter => ({
  name: "mailbox",
  repeatable_ms: Number.POSITIVE_INFINITY,
  async send(message) {
    await capture("mailbox", message);
    return { provider_message_id: `<${message.id}@mailbox.m3core.test>` };
  },
});
