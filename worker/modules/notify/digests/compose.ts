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
  /** Modules that the tenant has switched off. */
  modules_off: readonly string[];
}
export const readerQuery = (user_id: string) => db.execute<Reader>(sql`
  select u.id as user_id, u.email, p.full_name, p.locale, coalesce(p.timezone, t.timezone) as timezone, u.status = 'active' and t.status = 'active' as is_active, app.recipient_facts(u.id, null, null, null) as facts,
    coalesce((select json_agg(distinct rp.permission) from app.roles_of(u.id) held (role_id) join role_permissions rp on rp.role_id = held.role_id), '[]') as permissions,
    coalesce((select json_agg(m.module_id) from module_activation m where m.status = 'off'), '[]') as modules_off
  from users u join user_profiles p on p.id = u.id join tenants t on t.id = u.tenant_id where u.id = ${user_id}`);

const MODULE_OF = { "lead.read": "leads", "deal.read": "deals", "unit.read": "inventory", "activity.read": "activities", "task.read": "activities", "approvals.decide": "approvals", "campaign.view": "campaigns" } as const;

/** The sections of a kind that somebody may see. */
export const sectionsFor = (kind: DigestKind, { permissions, modules_off }: Pick<Reader, "permissions" | "modules_off">): SectionKey[] =>
  CONTENTS[kind].sections.filter((key) => permissions.includes(SECTIONS[key].needs) && !modules_off.includes(MODULE_OF[SECTIONS[key].needs]));

/** For one read: from its first statement on, the transaction finds only what this user sees. */
export const contentQueries = (keys: readonly SectionKey[], period: Period): [Statement, ...Statement[]] =>
  [db.execute(sql`select app.look_as_user(${period.user_id}::uuid)`), ...keys.map((key) => db.execute(SECTIONS[key].query(period)))];

interface Item { title: string; detail: string; url: string }
interface Composed {
  /** For the words: of every section of the kind its first items, and how many there are. */
  readonly payload: Record<string, Item[] | number>;
  readonly totals: Readonly<Record<string, number>>;
  readonly empty: boolean;
}

/** What a digest tells, from what its queries found. */
export function compose(kind: DigestKind, keys: readonly SectionKey[], results: readonly unknown[], reader: Reader): Composed {
  const totals: Record<string, number> = {}, payload: Composed["payload"] = {};
  for (const key of CONTENTS[kind].sections) {
    totals[key] = payload[`${key}_total`] = 0;
    payload[key] = [];
  }
  keys.forEach((key, i) => {
    const { rows } = results[i + 1] as { rows: (Record<string, never> & { total: number })[] };
    payload[key] = rows.map((row) => {
      const { path, ...line } = SECTIONS[key].line(row, reader);
      return { ...line, url: new URL(path, env.APP_URL).href };
    });
    totals[key] = payload[`${key}_total`] = rows[0]?.total ?? 0;
  });
  return { payload, totals, empty: Object.values(totals).every((total) => total === 0) };
}

const DAY_MS = 86_400_000, LONGEST_MS = 31 * DAY_MS;

/** What a digest tells of: since the one before, or else a day or a week; a month at most. */
export function periodOf({ cadence, last_at }: { cadence: "daily" | "weekly"; last_at: string | null }, user_id: string, until: string): Period {
  const end = Date.parse(until), since = last_at ? Math.max(Date.parse(last_at), end - LONGEST_MS) : end - (cadence === "daily" ? 1 : 7) * DAY_MS;
  return { user_id, since: new Date(since).toISOString(), until };
}
