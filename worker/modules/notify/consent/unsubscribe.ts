import { env } from "cloudflare:workers";
import { eq, sql } from "drizzle-orm";
import { tenants } from "#db/schema/identity.ts";
import { messagesOutbox } from "#db/schema/notify.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db, first } from "#worker/kernel/db.ts";
import { AppError } from "#worker/kernel/errors.ts";
import type { PublicCtx } from "#worker/kernel/http.ts";
import { readLink, signLink } from "#worker/kernel/link.ts";
import { suppress, unsuppress } from "./suppress.ts";

const PURPOSE = "m3core-unsubscribe";
const m = messagesOutbox;

export interface UnsubscribeLinks {
  /** For people: a page that asks once. */
  readonly url: string;
  /** For mail programs: one click, by POST (RFC 8058). */
  readonly headers: Readonly<Record<"List-Unsubscribe" | "List-Unsubscribe-Post", string>>;
}

/** The ways out that a marketing message carries, for as long as it is kept. */
export async function unsubscribeLinks(message: { tenant_id: string; id: string }): Promise<UnsubscribeLinks> {
  const token = await signLink(PURPOSE, message);
  return {
    url: `${env.APP_URL}/unsubscribe?token=${token}`,
    headers: { "List-Unsubscribe": `<${env.APP_URL}/v1/subscriptions/unsubscribe?token=${token}>`, "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" },
  };
}

/** Enough of an address to know it again. */
const masked = (address: string): string => (address.includes("@") ? address.replace(/^(.)[^@]*/, "$1•••") : `•••• ${address.slice(-4)}`);

async function look(ctx: Ctx, id: string) {
  const [rows, [tenant]] = await ctx.read(
    db.select({
      id: m.id, channel: sql<"email" | "sms" | "whatsapp">`${m.channel}`, recipient: m.recipient,
      is_unsubscribed: sql<boolean>`exists (select from suppression_list s where s.channel = ${m.channel} and s.normalized_value = lower(${m.recipient}) and s.reason = 'unsubscribed')`,
    }).from(m).where(eq(m.id, id)),
    db.select({ name: tenants.name }).from(tenants).where(eq(tenants.id, ctx.tenant_id)),
  );
  if (!rows[0] || !tenant || rows[0].recipient === "erased") throw new AppError("AUTH_TOKEN_INVALID");
  const { recipient, channel, is_unsubscribed } = first(rows);
  return { recipient, channel, message_id: id, shown: { tenant_name: tenant.name, address: masked(recipient), is_unsubscribed } };
}

const opened = async (pub: PublicCtx, token: string) => {
  const { tenant_id, id } = await readLink(PURPOSE, token), ctx = pub.as({ tenant_id, actor_id: "system:unsubscribe" });
  return { ctx, ...(await look(ctx, id)) };
};

/** What the link is about. A link alone changes nothing: mail programs open links by themselves. */
export const show = async (pub: PublicCtx, token: string) => (await opened(pub, token)).shown;

/** No marketing on this channel to the address that the message was sent to. Twice is once. */
export async function unsubscribe(pub: PublicCtx, token: string) {
  const { ctx, recipient, channel, message_id, shown } = await opened(pub, token);
  return ctx.commit({ ...shown, is_unsubscribed: true }, ...suppress(ctx, { channel, value: recipient, reason: "unsubscribed", scope: "marketing", message_id, at: ctx.now }));
}

/** As it was before they unsubscribed. */
export async function resubscribe(pub: PublicCtx, token: string) {
  const { ctx, recipient, channel, shown } = await opened(pub, token);
  return ctx.commit({ ...shown, is_unsubscribed: false }, ...unsuppress(ctx, { channel, value: recipient, reasons: ["unsubscribed"], at: ctx.now }));
}
