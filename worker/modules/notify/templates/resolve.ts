import { eq, or, type SQL, sql } from "drizzle-orm";
import { createHash } from "node:crypto";
import { messageTemplates } from "#db/schema/notify.ts";
import { db } from "#worker/kernel/db.ts";
import { AppError } from "#worker/kernel/errors.ts";
import { findTemplate } from "./index.ts";
import { type Channel, type ChannelWords, CHANNELS, familyOf, type Locale, LOCALES, type Template, wordsOf } from "./template.ts";
import type { Variables } from "./templates-contract.ts";
import { payloadOf, systemVariables } from "./variables.ts";

const t = messageTemplates;
export type OwnTemplate = typeof t.$inferSelect;

/** Words that were chosen for a message. */
export interface Resolved {
  /** Of the tenant's version, or the constant one of the product's words. */
  readonly id: string;
  readonly family: string;
  readonly channel: Channel;
  readonly locale: Locale;
  readonly words: ChannelWords;
  readonly type: "transactional" | "marketing";
  readonly variables: Variables;
  /** The product's family, also where the tenant has words of its own for it. */
  readonly system: Template | undefined;
  readonly is_own: boolean;
  /** The name under which the WhatsApp provider knows these words; null where they can only be part of a conversation. */
  readonly provider_template: string | null;
}

/** For somebody's read: a tenant's words for a family that may be sent, and one version more if it is named. */
export const ownTemplatesQuery = (family: string | SQL, template_id?: string | SQL) =>
  db.select().from(t).where(or(sql`${t.family} = ${family} and ${t.status} = 'approved'`, template_id ? eq(t.id, template_id) : undefined));

/** The same for a message of the outbox, of which only the id is known yet. */
export const ownTemplatesOf = (message_id: string) =>
  ownTemplatesQuery(sql`(select family from messages_outbox where id = ${message_id})`, sql`(select template_id from messages_outbox where id = ${message_id})`);

/** The product's own words have no row; this id stands for them, and is the same in every tenant and for ever. */
export function systemId(family: string, channel: Channel, locale: Locale): string {
  const hex = createHash("sha256").update(`${family}/${channel}/${locale}`).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

export const channelsOf = (template: Template): readonly Channel[] => template.channels ?? CHANNELS;

/** By WhatsApp nobody is written to first but with words that the provider has approved. */
export const isSendable = ({ channel, provider_status }: Pick<OwnTemplate, "channel" | "provider_status">): boolean => channel !== "whatsapp" || provider_status === "approved";

/**
 * The words for a family on a channel: of the languages, in their order and English last, the first that has any; the
 * tenant's approved version before the product's. `pinned` names the one version to use instead, a draft too.
 */
export function resolve(family: string, channel: Channel, locales: readonly string[], own: readonly OwnTemplate[], pinned?: string | null): Resolved | undefined {
  const system = findTemplate(family), spoken = system && channelsOf(system).includes(channel) ? system : undefined;
  const version = own.find(({ id }) => id === pinned);
  if (version) return ownWords(version, system);
  const constant = spoken && LOCALES.find((locale) => systemId(family, channel, locale) === pinned);
  if (constant) return systemWords(spoken, channel, constant);
  for (const locale of languages(locales)) {
    const row = own.find((o) => o.family === family && o.channel === channel && o.locale === locale && o.status === "approved" && isSendable(o));
    if (row) return ownWords(row, system);
    if (spoken) return systemWords(spoken, channel, locale);
  }
  return undefined;
}

/** The same by a family's name or code, or TEMPLATE_MISSING. */
export function resolveOrFail(template_code: string, channel: Channel, locales: readonly string[], own: readonly OwnTemplate[] = [], pinned?: string | null): Resolved {
  const found = resolve(familyOf(template_code), channel, locales, own, pinned);
  if (!found) throw new AppError("TEMPLATE_MISSING", { template_code, channel });
  return found;
}

const languages = (locales: readonly string[]): Locale[] => [...new Set([...locales, "en"].flatMap((asked) => LOCALES.filter((locale) => asked.startsWith(locale))))];

export const ownWords = (row: Omit<OwnTemplate, "tenant_id">, system = findTemplate(row.family)): Resolved => ({
  id: row.id, family: row.family, channel: row.channel, locale: row.locale, words: row, type: row.type, system, is_own: true,
  variables: system ? systemVariables(system, row.locale) : (row.variables as Variables),
  provider_template: row.channel === "whatsapp" ? row.provider_template_id : null,
});

export const systemWords = (system: Template, channel: Channel, locale: Locale): Resolved => ({
  id: systemId(system.family, channel, locale), family: system.family, channel, locale, words: wordsOf(system, channel, locale), type: "transactional", system, is_own: false,
  variables: systemVariables(system, locale), provider_template: channel === "whatsapp" ? system.family.replaceAll(".", "_") : null,
});

/** TEMPLATE_VARIABLES_MISSING naming what the payload lacks, or has of another type. */
export function validate({ family, channel, system, variables }: Resolved, payload: unknown): void {
  const lacking = lacks({ system, variables }, payload);
  if (lacking.length) throw new AppError("TEMPLATE_VARIABLES_MISSING", { family, channel, variables: lacking });
}

/** The variables that a payload lacks, or has of another type. */
export function lacks({ system, variables }: Pick<Resolved, "system" | "variables">, payload: unknown): string[] {
  const { error } = (system?.payload ?? payloadOf(variables)).safeParse(payload);
  return [...new Set(error?.issues.map(({ path }) => path.join(".")))];
}
