import { env } from "cloudflare:workers";
import type * as z from "zod";
import { invalid } from "#worker/kernel/errors.ts";
import { type Delivery, wishesFor } from "../routing/deliver.ts";
import type { Facts } from "../routing/facts.ts";
import type { Intent } from "../routing/routing-contract.ts";
import { fill } from "../templates/liquid.ts";
import { renderInbox, valuesFor } from "../templates/render.ts";
import { type OwnTemplate, resolve, type Resolved, resolveOrFail, validate } from "../templates/resolve.ts";
import { familyOf } from "../templates/template.ts";

export type Asked = z.output<typeof Intent> & { readonly correlation_key?: string | undefined; readonly source?: string | undefined; readonly expires_at?: string | undefined };

/** Nobody plans further ahead; a year more is a mistyped one. */
const AHEAD_MS = 366 * 86_400_000;
const SHORT = 140;
type Said = Pick<Resolved, "words" | "variables" | "locale" | "is_own">;
/** What stands in the inbox where a family has no words for it: the beginning of what the message itself says. */
function shortened(said: Said, payload: Record<string, unknown>) {
  const text = fill(said.words.body, valuesFor(said, payload), { locale: said.locale, own: said.is_own }).replace(/\s+/g, " ").trim();
  return { title: text.slice(0, 60), body: text.length > SHORT ? `${text.slice(0, SHORT - 1)}…` : text };
}

/** The delivery somebody asked for. TEMPLATE_MISSING, TEMPLATE_VARIABLES_MISSING: a copy that has no words fails alone. */
export function deliveryOf(facts: Facts, own: readonly OwnTemplate[], asked: Asked, now: string): Delivery {
  const { channel, template_code, source } = asked, person = facts.user ?? facts.contact;
  const locale = asked.locale ?? person?.locale ?? facts.tenant.locale;
  const payload = { full_name: person?.full_name ?? "", tenant_name: facts.tenant.name, url: env.APP_URL, ...asked.payload };
  const locales = [locale, facts.tenant.locale], family = familyOf(template_code);
  const said = resolveOrFail(template_code, channel, locales, own), entry = resolve(family, "inbox", locales, own);
  validate(said, payload);
  const type = asked.type ?? said.type;
  if (said.type === "marketing" && type !== "marketing") throw invalid("type", "These words are advertising. Send them as marketing.");
  const wishes = wishesFor(channel, asked.mirror), wordless = wishes.filter((wish) => wish.channel !== "inbox" && !resolve(family, wish.channel, locales, own)).map((wish) => wish.channel);
  if (asked.schedule_at && Date.parse(asked.schedule_at) > Date.parse(now) + AHEAD_MS) throw invalid("schedule_at", "Schedule a message for the coming year at most.");
  if (asked.expires_at && Date.parse(asked.expires_at) <= Date.parse(asked.schedule_at ?? now)) throw invalid("expires_at", "This is before the message could leave.");
  const link_url = typeof asked.payload["link_url"] === "string" && asked.payload["link_url"].startsWith("/") ? asked.payload["link_url"] : null;
  return {
    facts, template_code, locale, payload, type, wishes, wordless, schedule_at: asked.schedule_at && new Date(asked.schedule_at).toISOString(),
    inbox: {
      ...(entry ? renderInbox(entry, payload) : shortened(said, payload)), category: type === "marketing" ? "marketing" : "system",
      severity: said.system?.severity ?? "info", link_url, meta: entry ? {} : { auto_generated: true },
    },
    expires_at: asked.expires_at && new Date(asked.expires_at).toISOString(), source: source ?? "api", correlation_key: asked.correlation_key,
  };
}
