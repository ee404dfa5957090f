import { type SQL, sql } from "drizzle-orm";
import { momentIn } from "#worker/kernel/local-time.ts";
import { money } from "#worker/kernel/money.ts";
import type { Permission } from "#worker/kernel/permissions.ts";
import type { Locale } from "#worker/modules/notify/templates/template.ts";
import type { DigestKind } from "./digests-contract.ts";

/** For whom, and about which time: after `since`, until and with `until`. */
export interface Period { readonly user_id: string; readonly since: string; readonly until: string }
export interface Language { readonly locale: Locale; readonly timezone: string }
interface Line { title: string; detail: string; path: string }
type Row = Record<string, never>;
interface Section {
  readonly needs: Permission;
  /** Rows of at most ten, each with the `total`. They find what the user sees: the transaction looks as them. */
  readonly query: (period: Period) => SQL;
  readonly line: (row: Row, language: Language) => Line;
}

const MOST = 10;
const dash = (...parts: (string | null | undefined | false)[]) => parts.filter(Boolean).join(" · ");
const day = (iso: string, { locale, timezone }: Language) => new Intl.DateTimeFormat(locale === "ar" ? "ar-EG" : "en-GB", { timeZone: iso.length > 10 ? timezone : "UTC", day: "numeric", month: "short" }).format(new Date(iso));
const within = (column: SQL, { since, until }: Period) => sql`${column} > ${since}::timestamptz and ${column} <= ${until}::timestamptz`;
const top = (columns: SQL, rest: SQL, order: SQL) => sql`select ${columns}, count(*) over ()::int as total ${rest} order by ${order} limit ${MOST}`;
const utc = (column: SQL) => sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;

const DEAL = sql`d.id, d.name, d.amount_minor::float8 as amount, d.currency, d.close_date::text as close_date, s.name as stage, s.name_ar as stage_ar`;
const deals = (where: SQL, order: SQL) => top(DEAL, sql`from deals d join pipeline_stages s on s.id = d.stage_id where ${where}`, order);
const dealLine = (told: (row: Row, language: Language) => string | false): Section["line"] => (row, language) =>
  ({ title: row["name"]!, detail: dash(told(row, language), money(row["amount"]!, row["currency"]!)), path: `/deals/${row["id"]}` });
const stage = (row: Row, { locale }: Language) => (locale === "ar" && row["stage_ar"]) || row["stage"]!;

const reservations = (where: SQL, order: SQL) => top(sql`n.id, n.code, d.name as deal, ${utc(sql`r.expires_at`)} as expires_at`,
  sql`from unit_reservations r join units n on n.id = r.unit_id left join deals d on d.id = r.deal_id where ${where}`, order);
const ofMine = ({ user_id }: Period) => sql`(d.owner_user_id = ${user_id}::uuid or r.reserved_by_user_id = ${user_id}::uuid)`;
const unitLine = (told: (row: Row, language: Language) => string | null = () => null): Section["line"] => (row, language) =>
  ({ title: row["code"]!, detail: dash(row["deal"], told(row, language)), path: `/units/${row["id"]}` });

const approvals = (period: Period, more: SQL) => top(sql`r.id, r.title, r.summary`,
  sql`from approval_requests r where r.state = 'pending' and ${more} and exists (select from app.deciders_of(r) w where w.user_id = ${period.user_id}::uuid)`, sql`r.due_at nulls last, r.created_at`);
const approvalLine: Section["line"] = (row) => ({ title: row["title"]!, detail: row["summary"]!, path: `/approvals/${row["id"]}` });
const today = (period: Period) => sql`(${period.until}::timestamptz at time zone (select timezone from tenants))::date`;

const CHANNELS: Record<Locale, Record<string, string>> = {
  en: { email: "Email", sms: "SMS", whatsapp: "WhatsApp", inbox: "Inbox", push: "Push" }, ar: { email: "البريد الإلكتروني", sms: "رسائل SMS", whatsapp: "واتساب", inbox: "صندوق الوارد", push: "إشعارات الجوال" },
};
const OUTCOMES = {
  en: (row: Row) => `${row["sent"]} sent, ${row["delivered"]} delivered, ${row["opened"]} opened, ${row["clicked"]} clicked, ${row["failed"]} failed`,
  ar: (row: Row) => `أُرسل ${row["sent"]}، وصل ${row["delivered"]}، فُتح ${row["opened"]}، نُقر ${row["clicked"]}، فشل ${row["failed"]}`,
};

const tasks = ({ user_id }: Period, more: SQL) => top(sql`t.id, t.title, t.priority, ${utc(sql`t.due_at`)} as due_at, app.record_name(t.related_type, t.related_id) as record_name`,
  sql`from tasks t where t.owner_user_id = ${user_id}::uuid and t.status in ('open', 'in_progress') and ${more}`, sql`t.due_at, t.id`);
const taskLine: Section["line"] = (row, language) => ({ title: row["title"]!, detail: dash(row["record_name"], momentIn(row["due_at"]!, language)), path: `/tasks/${row["id"]}` });
/** The end of the day that the reader's clock shows. */
const endOfDay = ({ user_id, until }: Period) => sql`(select ((${until}::timestamptz at time zone z.name)::date + 1)::timestamp at time zone z.name
  from (select coalesce(p.timezone, t.timezone) as name from tenants t left join user_profiles p on p.id = ${user_id}::uuid) z)`;

const RECORDS: Record<string, string> = { lead: "/leads", contact: "/contacts", company: "/companies", deal: "/deals", unit: "/units", project: "/projects" };

/** What digests are made of. */
export const SECTIONS = {
  new_leads: {
    needs: "lead.read",
    query: (p) => top(sql`id, full_name, company_name, interest`, sql`from leads where owner_user_id = ${p.user_id}::uuid and ${within(sql`created_at`, p)}`, sql`created_at desc`),
    line: (row) => ({ title: row["full_name"]!, detail: dash(row["company_name"], row["interest"]), path: `/leads/${row["id"]}` }),
  },
  activities: {
    needs: "activity.read",
    query: (p) => top(sql`a.title, a.subject_type, a.subject_id, u.full_name`,
      sql`from activities a left join user_profiles u on u.id = a.owner_user_id where ${within(sql`a.created_at`, p)} and a.type <> 'system' and a.owner_user_id is distinct from ${p.user_id}::uuid
        and case a.subject_type when 'lead' then exists (select from leads o where o.id = a.subject_id and o.owner_user_id = ${p.user_id}::uuid)
          when 'deal' then exists (select from deals o where o.id = a.subject_id and o.owner_user_id = ${p.user_id}::uuid)
          when 'contact' then exists (select from contacts o where o.id = a.subject_id and o.owner_user_id = ${p.user_id}::uuid)
          when 'company' then exists (select from companies o where o.id = a.subject_id and o.owner_user_id = ${p.user_id}::uuid) else false end`, sql`a.created_at desc`),
    line: (row) => ({ title: row["title"]!, detail: row["full_name"] ?? "", path: `${RECORDS[row["subject_type"]!]}/${row["subject_id"]}` }),
  },
  moved_deals: {
    needs: "deal.read",
    query: (p) => deals(sql`d.owner_user_id = ${p.user_id}::uuid and d.status = 'open' and ${within(sql`d.stage_entered_at`, p)}`, sql`d.stage_entered_at desc`),
    line: dealLine(stage),
  },
  my_won_deals: { needs: "deal.read", query: (p) => deals(sql`d.owner_user_id = ${p.user_id}::uuid and d.status = 'won' and ${within(sql`d.closed_at`, p)}`, sql`d.closed_at desc`), line: dealLine(() => false) },
  my_lost_deals: { needs: "deal.read", query: (p) => deals(sql`d.owner_user_id = ${p.user_id}::uuid and d.status = 'lost' and ${within(sql`d.closed_at`, p)}`, sql`d.closed_at desc`), line: dealLine(() => false) },
  closing_deals: {
    needs: "deal.read",
    query: (p) => deals(sql`d.owner_user_id = ${p.user_id}::uuid and d.status = 'open' and d.close_date between ${today(p)} and ${today(p)} + 7`, sql`d.close_date`),
    line: dealLine((row, language) => day(row["close_date"]!, language)),
  },
  late_deals: {
    needs: "deal.read",
    query: (p) => deals(sql`d.owner_user_id = ${p.user_id}::uuid and d.status = 'open' and d.close_date < ${today(p)}`, sql`d.close_date`),
    line: dealLine((row, language) => day(row["close_date"]!, language)),
  },
  expiring_reservations: {
    needs: "unit.read",
    query: (p) => reservations(sql`r.status = 'active' and r.expires_at > ${p.until}::timestamptz and r.expires_at <= ${p.until}::timestamptz + interval '24 hours' and ${ofMine(p)}`, sql`r.expires_at`),
    line: unitLine((row, language) => momentIn(row["expires_at"]!, language)),
  },
  expired_reservations: {
    needs: "unit.read",
    query: (p) => reservations(sql`r.status = 'released' and ${within(sql`r.ended_at`, p)} and r.expires_at <= r.ended_at and ${ofMine(p)}`, sql`r.ended_at desc`),
    line: unitLine((row, language) => momentIn(row["expires_at"]!, language)),
  },
  due_tasks: { needs: "task.read", query: (p) => tasks(p, sql`t.due_at > ${p.until}::timestamptz and t.due_at < ${endOfDay(p)}`), line: taskLine },
  overdue_tasks: { needs: "task.read", query: (p) => tasks(p, sql`t.due_at <= ${p.until}::timestamptz`), line: taskLine },
  waiting_approvals: { needs: "approvals.decide", query: (p) => approvals(p, sql`true`), line: approvalLine },
  overdue_approvals: { needs: "approvals.decide", query: (p) => approvals(p, sql`r.due_at <= ${p.until}::timestamptz`), line: approvalLine },
  untouched_leads: {
    needs: "lead.read",
    query: (p) => top(sql`l.id, l.full_name, ${utc(sql`l.created_at`)} as created_at`, sql`from leads l where l.owner_user_id = ${p.user_id}::uuid and l.status = 'new' and l.created_at <= ${p.until}::timestamptz - interval '24 hours'
      and not exists (select from activity_links k where k.related_type = 'lead' and k.related_id = l.id)`, sql`l.created_at`),
    line: (row, language) => ({ title: row["full_name"]!, detail: day(row["created_at"]!, language), path: `/leads/${row["id"]}` }),
  },
  pipeline: {
    needs: "deal.read",
    query: () => sql`select s.name as stage, s.name_ar as stage_ar, p.name, d.currency, count(*)::int as deals, sum(d.amount_minor)::float8 as amount, count(*) over ()::int as total
      from deals d join pipeline_stages s on s.id = d.stage_id join pipelines p on p.id = s.pipeline_id where d.status = 'open'
      group by p.id, p.is_default, p.name, s.id, s.name, s.name_ar, s.order_index, d.currency order by p.is_default desc, p.name, s.order_index, d.currency limit 40`,
    line: (row, language) => ({ title: stage(row, language), detail: dash(String(row["deals"]), money(row["amount"]!, row["currency"]!)), path: "/deals" }),
  },
  new_deals: { needs: "deal.read", query: (p) => deals(within(sql`d.created_at`, p), sql`d.created_at desc`), line: dealLine(stage) },
  won_deals: { needs: "deal.read", query: (p) => deals(sql`d.status = 'won' and ${within(sql`d.closed_at`, p)}`, sql`d.amount_minor desc`), line: dealLine(() => false) },
  lost_deals: { needs: "deal.read", query: (p) => deals(sql`d.status = 'lost' and ${within(sql`d.closed_at`, p)}`, sql`d.amount_minor desc`), line: dealLine(() => false) },
  new_units: {
    needs: "unit.read",
    query: (p) => sql`select p.id, p.name, count(*)::int as units, count(*) over ()::int as total from units n join projects p on p.id = n.project_id where ${within(sql`n.created_at`, p)} group by p.id, p.name order by 3 desc limit ${MOST}`,
    line: (row) => ({ title: row["name"]!, detail: String(row["units"]), path: `/projects/${row["id"]}` }),
  },
  changed_prices: {
    needs: "unit.read",
    query: (p) => top(sql`n.id, n.code, p.name, h.price_minor::float8 as amount, h.currency`,
      sql`from unit_price_history h join units n on n.id = h.unit_id join projects p on p.id = n.project_id where h.reason = 'change' and ${within(sql`h.applied_at`, p)}`, sql`h.applied_at desc`),
    line: (row) => ({ title: row["code"]!, detail: dash(row["name"], money(row["amount"]!, row["currency"]!)), path: `/units/${row["id"]}` }),
  },
  reserved_units: { needs: "unit.read", query: (p) => reservations(sql`r.status in ('active', 'completed') and ${within(sql`r.created_at`, p)}`, sql`r.created_at desc`), line: unitLine() },
  released_units: { needs: "unit.read", query: (p) => reservations(sql`r.status = 'released' and ${within(sql`r.ended_at`, p)}`, sql`r.ended_at desc`), line: unitLine() },
  sold_units: { needs: "unit.read", query: (p) => reservations(sql`r.status = 'completed' and ${within(sql`r.ended_at`, p)}`, sql`r.ended_at desc`), line: unitLine() },
  marketing: {
    needs: "campaign.view",
    query: (p) => sql`select channel, count(sent_at)::int as sent, count(delivered_at)::int as delivered, count(opened_at)::int as opened, count(clicked_at)::int as clicked,
      count(*) filter (where status in ('failed', 'bounced'))::int as failed, count(*) over ()::int as total
      from messages_outbox where type = 'marketing' and ${within(sql`created_at`, p)} group by channel order by 2 desc`,
    line: (row, { locale }) => ({ title: CHANNELS[locale][row["channel"]!]!, detail: OUTCOMES[locale](row), path: "/inbox" }),
  },
} satisfies Record<string, Section>;
export type SectionKey = keyof typeof SECTIONS;

interface Contents { readonly sections: readonly SectionKey[]; readonly path: string; readonly category: "tasks" | "system" | "marketing" }
/** What each kind tells. There are no campaigns yet: marketing.summary covers what there is. */
export const CONTENTS: Readonly<Record<DigestKind, Contents>> = {
  "daily.activity": { sections: ["new_leads", "activities", "moved_deals", "my_won_deals", "my_lost_deals"], path: "/", category: "system" },
  "daily.tasks": { sections: ["overdue_tasks", "due_tasks", "waiting_approvals", "expiring_reservations", "untouched_leads"], path: "/tasks", category: "tasks" },
  "daily.deals": { sections: ["late_deals", "closing_deals", "moved_deals", "my_won_deals", "my_lost_deals"], path: "/deals", category: "system" },
  "daily.overdue": { sections: ["overdue_tasks", "overdue_approvals", "expired_reservations", "late_deals"], path: "/approvals", category: "tasks" },
  "weekly.pipeline": { sections: ["pipeline", "new_deals", "won_deals", "lost_deals"], path: "/deals", category: "system" },
  "inventory.changes": { sections: ["new_units", "changed_prices", "reserved_units", "released_units", "sold_units"], path: "/units", category: "system" },
  "marketing.summary": { sections: ["marketing"], path: "/inbox", category: "marketing" },
};
