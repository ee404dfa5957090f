import type * as z from "zod";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { meterOf } from "#worker/tenant-objects.ts";
import { decide, type Route, standingOf } from "../routing/decide.ts";
import { type Facts, factsOf, factsQuery, wantedOf } from "../routing/facts.ts";
import type { previewRouting } from "../routing/routing-contract.ts";
import { ownTemplatesQuery } from "../templates/resolve.ts";
import { familyOf, isSecurity } from "../templates/template.ts";
import { deliveryOf } from "./delivery.ts";

/** What dispatch would decide now, caps included. Nothing is stored or sent. */
export async function preview(ctx: Ctx, { intent, ...asked }: z.output<NonNullable<typeof previewRouting.body>>) {
  const wanted = wantedOf(asked.to), type = intent ?? asked.type;
  const [found, own] = await ctx.read(factsQuery(wanted), ownTemplatesQuery(familyOf(asked.template_code)));
  const facts = factsOf(found, wanted), delivery = deliveryOf(facts, own, { ...asked, type }, ctx.now), family = familyOf(asked.template_code);
  const about = { type: delivery.type, security: isSecurity(family), schedule_at: delivery.schedule_at };
  const standing = standingOf(facts), routes = await Promise.all(delivery.wishes.map((wish) => decide(standing, about, wish, ctx.now)).map((route) => withinCap(ctx, facts, route)));
  const { user, contact } = facts;
  return {
    recipient: { user_id: user?.id ?? null, contact_id: contact?.id ?? null, full_name: (user ?? contact)?.full_name ?? null, locale: delivery.locale, timezone: standing.effective.timezone },
    family, routes,
  };
}

async function withinCap(ctx: Ctx, { caps }: Facts, route: Route): Promise<Route> {
  const { channel } = route, cap = channel === "sms" || channel === "whatsapp" ? caps[channel] : null;
  if (cap === null || route.decision === "skip" || (await meterOf(ctx.tenant_id).used(ctx.tenant_id, `${channel as "sms" | "whatsapp"}.sent`)) < cap) return route;
  return { ...route, decision: "skip", at: null, reasons: [{ code: "CAP_EXCEEDED", message: `The ${cap} messages of this month are used up.` }] };
}
