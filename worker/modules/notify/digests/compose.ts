import { env } from "cloudflare:workers";
import { sql } from "drizzle-orm";
import { db, type Statement } from "#worker/kernel/db.ts";
import type { Recipient } from "#worker/modules/notify/routing/facts.ts";
import type { Locale } from "#worker/modules/notify/templates/template.ts";
import type { DigestKind } from "./digests-contract.ts";
import { CONTENTS, type Period, SECTIONS, type SectionKey } from "./sections.ts";

/** Whom a digest is for, as it needs to know them. */
export interface Reader extends Recipient, Record<string, unknown> {
  locale: Locale; timezone: string; is_active: boolean; permissions: readonly string[];
}
export const readerQuery = (user_id: string) => db.execute<Reader>(sql`
  select u.id as user_id, u.email, p.full_name, p.locale, coalesce(p.timezone, t.timezone) as timezone, u.status = 'active' and t.status = 'active' as is_active, app.recipient_facts(u.id, null, null, null) as facts,
    coalesce((select json_agg(distinct rp.permission) from app.roles_of(u.id) held (role_id) join role_permissions rp on rp.role_id = held.role_id), '[]') as permissions
  from users u join user_profiles p on p.id = u.id join tenants t on t.id = u.tenant_id where u.id = ${user_id}`);

/** The sections of a kind that somebody may see. */
export const sectionsFor = (kind: DigestKind, permissions: readonly string[]): SectionKey[] => CONTENTS[kind].sections.filter((key) => permissions.includes(SECTIONS[key].needs));

/** For one read: from its first statement on, the transaction finds only what this user sees. */
export const contentQueries = (keys: readonly SectionKey[], period: Period): [Statement, ...Statement[]] =>
  [db.execute(sql`select app.look_as_user(${period.user_id}::uuid)`), ...keys.map((key) => db.execute(SECTIONS[key].query(period)))];

interface Item { title: string; detail: string; url: string }
export type Sections = Record<string, { total: number; more: number; items: Item[] }>;

/** What the words of a digest are made of: every section of its kind, and whether there is anything in them. */
export function compose(kind: DigestKind, keys: readonly SectionKey[], results: readonly unknown[], reader: Reader): { sections: Sections; empty: boolean } {
  const sections: Sections = Object.fromEntries(CONTENTS[kind].sections.map((key) => [key, { total: 0, more: 0, items: [] }]));
  keys.forEach((key, i) => {
    const { rows } = results[i + 1] as { rows: (Record<string, never> & { total: number })[] };
    const items = rows.map((row) => {
      const { path, ...line } = SECTIONS[key].line(row, reader);
      return { ...line, url: new URL(path, env.APP_URL).href };
    });
    const total = rows[0]?.total ?? 0;
    sections[key] = { total, more: total - items.length, items };
  });
  return { sections, empty: Object.values(sections).every(({ total }) => total === 0) };
}

const DAY_MS = 86_400_000, LONGEST_MS = 31 * DAY_MS;

/** What a digest tells of: since the one before, or else a day or a week; a month at most. */
export function periodOf({ cadence, last_at }: { cadence: "daily" | "weekly"; last_at: string | null }, user_id: string, until: string): Period {
  const end = Date.parse(until), since = last_at ? Math.max(Date.parse(last_at), end - LONGEST_MS) : end - (cadence === "daily" ? 1 : 7) * DAY_MS;
  return { user_id, since: new Date(since).toISOString(), until };
}
