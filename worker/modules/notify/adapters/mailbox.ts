import { env } from "cloudflare:workers";
import { devMailbox } from "#db/schema/notify.ts";
import { db, send } from "#worker/kernel/db.ts";
import { type Adapter, ProviderError } from "./adapter.ts";

/** Captures messages instead of sending them, for /dev/mailbox. Refuses in production, where they would be lost. */
export const mailbox = (): Adapter => ({
  name: "mailbox",
  repeatable_ms: Number.POSITIVE_INFINITY,
  async send({ id, tenant_id, request_id, channel, to, subject, text, html }) {
    if (env.APP_ENV === "production") throw new ProviderError("mailbox.not_in_production", "account");
    const email = channel === "email";
    await send("write", { role: "app_tenant", tenant_id, actor_id: "system:mailbox", request_id, ip: null, user_agent: null }, [
      db.insert(devMailbox).values({ id, channel, recipient: to, subject: email ? subject : null, body_text: text, body_html: email ? html : null, created_at: new Date().toISOString() }).onConflictDoNothing(),
    ]);
    return { provider_message_id: `<${id}@mailbox.m3core.test>` };
  },
});
