import { and, eq } from "drizzle-orm";
import { suppressionList } from "#db/schema/notify.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { auditEntry, db } from "#worker/kernel/db.ts";
import { queueAtOnce } from "../messages/queue-at-once.ts";
import { factsOf, factsQuery } from "../routing/facts.ts";
import { suppress, unsuppress } from "./suppress.ts";

const s = suppressionList;
interface Heard { readonly channel: "sms" | "whatsapp"; readonly value: string; readonly asked: "stop" | "start"; readonly in_arabic: boolean; readonly at: string }

/**
 * STOP ends everything to this number on the channel it came by; START lifts that, and nothing else. What changes
 * something is confirmed in one message, in the language it was said in.
 */
export async function obeyKeyword(ctx: Ctx, { channel, value, asked, in_arabic, at }: Heard): Promise<void> {
  const standing = db.select({ id: s.id, occurred_at: s.occurred_at }).from(s).where(and(eq(s.channel, channel), eq(s.normalized_value, value), eq(s.reason, "stop")));
  const [found, [stopped]] = await ctx.read(factsQuery({ phone: value }), standing);
  const { tenant, user, contact } = factsOf(found, {});
  const isNews = asked === "stop" ? !stopped : stopped && stopped.occurred_at <= at;
  const locale = in_arabic ? "ar" : ((user ?? contact)?.locale ?? tenant.locale);
  await ctx.commit(null,
    ...(asked === "stop"
      ? suppress(ctx, { channel, value, reason: "stop", scope: "all", detail: `STOP (${channel})`, at })
      : [...unsuppress(ctx, { channel, value, reasons: ["stop"], at, proof: `START (${channel})` }), ...(isNews ? [auditEntry("suppression.lifted", "suppression_list", stopped!.id, { channel, said: "START", at })] : [])]),
    ...(isNews ? queueAtOnce(ctx, { channel, to: value, template_code: `consent.${channel}.${asked === "stop" ? "stopped" : "started"}`, locale, payload: { tenant_name: tenant.name } }) : []));
}
