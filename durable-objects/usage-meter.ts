import { DurableObject } from "cloudflare:workers";
import { and, eq, sql } from "drizzle-orm";
import { usageCounters } from "#db/schema/identity.ts";
import { db, send, type Who } from "#worker/kernel/db.ts";

/** What is counted per calendar month (UTC). */
export type Metric = "email.sent" | "sms.sent" | "whatsapp.sent";

export interface Ask {
  readonly metric: Metric;
  /** Of the thing the unit is for: asking for it again changes nothing. */
  readonly id: string;
  /** Of the month; null: counted but not limited. */
  readonly cap: number | null;
  /** So many of the metric may go a minute, for what goes now; left out: as many as there are. */
  readonly per_minute?: number;
  /** When it will be used, if that is not now. */
  readonly at?: string | undefined;
}

/** `used` counts what is confirmed and what is held. `retry_after_s`: when the throttle has room for it. */
export interface Verdict { readonly id: string; readonly granted: boolean; readonly used: number; readonly refused?: "cap" | "throttle"; readonly retry_after_s?: number }

type Bucket = { tokens: number; refused: number };
/** What one call has counted so far. */
interface Call { readonly now: number; readonly used: Map<string, number>; readonly buckets: Map<Metric, Bucket> }
type Counter = { tenant_id: string; metric: string; period: string; value: number };

const FLUSH_MS = 10_000;
/** A hold that nobody settled a day after it was due: its sender died, most likely after it had sent. It counts, so that a cap is never passed. */
const HOLD_MS = 24 * 3600_000;
/** What is used later than this is not for now: the throttle looks at it when it goes. */
const NOW_MS = 60_000;
const monthOf = (time: number) => `${new Date(time).toISOString().slice(0, 7)}-01`;

/** One per tenant: what it used this month and what it holds, so that no cap is passed however many send at once. */
export class UsageMeter extends DurableObject<Cloudflare.Env> {
  #loading = new Map<string, Promise<void>>();

  constructor(state: DurableObjectState, env: Cloudflare.Env) {
    super(state, env);
    state.storage.sql.exec(`
      create table if not exists counters (tenant_id text not null, metric text not null, period text not null, value integer not null, flushed integer not null, primary key (metric, period));
      create table if not exists holds (id text primary key, metric text not null, period text not null, expires_at integer not null);
      create index if not exists holds_metric on holds (metric, period);
      create table if not exists unpaced (id text primary key);
      create table if not exists buckets (metric text primary key, tokens real not null, at integer not null)`);
  }

  /**
   * Holds one unit for each until it is settled, in the month it is for, unless that would pass the cap of the month or
   * the throttle of the minute. Each is judged alone, in this order.
   */
  async reserveMany(tenant_id: string, asks: readonly Ask[]): Promise<Verdict[]> {
    const call: Call = { now: Date.now(), used: new Map(), buckets: new Map() }, { now, buckets } = call;
    const dues = asks.map(({ at }) => Math.max(now, at ? Date.parse(at) : now));
    await Promise.all(asks.map(({ metric }, i) => this.#load(tenant_id, metric, monthOf(dues[i]!))));
    // From here on nothing waits: no other call comes between counting and holding.
    const verdicts = asks.map((ask, i) => this.#judge(ask, dues[i]!, call));
    for (const [metric, { tokens }] of buckets) this.#all("insert into buckets (metric, tokens, at) values (?1, ?2, ?3) on conflict (metric) do update set tokens = ?2, at = ?3", metric, tokens, now);
    await this.#wake(now + HOLD_MS);
    return verdicts;
  }

  /** What became of holds: used, which counts (twice counts once), or not used after all, which may be reserved again. */
  async settle({ used = [], unused = [] }: { readonly used?: readonly string[]; readonly unused?: readonly string[] }): Promise<void> {
    for (const id of used) this.#settle("id = ?", id);
    for (const id of unused) this.#all("delete from holds where id = ?", id);
    for (const id of [...used, ...unused]) this.#all("delete from unpaced where id = ?", id);
    if (used.length) await this.#wake(Date.now() + FLUSH_MS);
  }

  /** What the tenant used of a metric this month, holds included. */
  async used(tenant_id: string, metric: Metric): Promise<number> {
    const period = monthOf(Date.now());
    await this.#load(tenant_id, metric, period);
    return this.#used(metric, period);
  }

  /** Sets what was used to what is on record. Not while something is held, nor when more was counted than who compared them knew. */
  async mend(tenant_id: string, { metric, period, counted, recorded }: { readonly metric: Metric; readonly period: string; readonly counted: number; readonly recorded: number }): Promise<boolean> {
    await this.#load(tenant_id, metric, period);
    const [mended] = this.#all(`update counters set value = ? where metric = ? and period = ? and value = ? and value = flushed
      and not exists (select 1 from holds h where h.metric = counters.metric and h.period = counters.period) returning value`, recorded, metric, period, counted);
    if (mended) await this.#wake(Date.now() + FLUSH_MS);
    return Boolean(mended);
  }

  /** Writes what changed to usage_counters. When that fails the platform calls again, later and later. */
  override async alarm(): Promise<void> {
    this.#settle("expires_at <= ?", Date.now());
    const dirty = this.#all<Counter>("select tenant_id, metric, period, value from counters where value <> flushed");
    if (dirty[0]) {
      const rows = dirty.map(({ metric, period, value }) => ({ key: metric, period_start: period, value }));
      await send("write", who(dirty[0].tenant_id), [db.insert(usageCounters).values(rows).onConflictDoUpdate({
        target: [usageCounters.tenant_id, usageCounters.key, usageCounters.period_start], set: { value: sql`excluded.value`, updated_at: sql`now()` },
      })]);
      for (const { metric, period, value } of dirty) this.#all("update counters set flushed = ? where metric = ? and period = ?", value, metric, period);
    }
    this.#all("delete from unpaced where id not in (select id from holds)");
    this.#all("delete from counters where value = flushed and period < ? and not exists (select 1 from holds h where h.metric = counters.metric and h.period = counters.period)", monthOf(Date.now()));
    const [left] = this.#all<{ dirty: number; expires_at: number | null }>("select exists (select 1 from counters where value <> flushed) as dirty, (select min(expires_at) from holds) as expires_at");
    if (left!.dirty) await this.#wake(Date.now() + FLUSH_MS);
    if (left!.expires_at !== null) await this.#wake(left!.expires_at);
  }

  /** Starts from what Postgres knows when this object does not: at first use, or when its storage was lost. */
  async #load(tenant_id: string, metric: Metric, period: string): Promise<void> {
    if (this.#all("select 1 from counters where metric = ? and period = ?", metric, period).length) return;
    const key = `${metric} ${period}`;
    const loading = this.#loading.get(key) ?? (async () => {
      const where = and(eq(usageCounters.key, metric), eq(usageCounters.period_start, period));
      const [[known]] = await send("read", who(tenant_id), [db.select({ value: usageCounters.value }).from(usageCounters).where(where)] as const);
      const value = known?.value ?? 0;
      this.#all("insert into counters (tenant_id, metric, period, value, flushed) values (?, ?, ?, ?, ?) on conflict do nothing", tenant_id, metric, period, value, value);
    })().finally(() => this.#loading.delete(key));
    this.#loading.set(key, loading);
    await loading;
  }

  /** One verdict of a call. What it grants counts for those after it. */
  #judge({ id, metric, cap, per_minute }: Ask, due: number, call: Call): Verdict {
    const period = monthOf(due), key = `${metric} ${period}`, used = call.used.get(key) ?? this.#used(metric, period), later = due - call.now > NOW_MS;
    const [hold] = this.#all<{ unpaced: number }>("select exists (select 1 from unpaced where unpaced.id = holds.id) as unpaced from holds where id = ?", id);
    if (!hold && cap !== null && used >= cap) return { id, granted: false, used, refused: "cap" };
    const retry_after_s = per_minute === undefined || later || hold?.unpaced === 0 ? 0 : this.#take(metric, per_minute, call);
    if (retry_after_s) return { id, granted: false, used, refused: "throttle", retry_after_s };
    if (!later) this.#all("delete from unpaced where id = ?", id);
    if (hold) return { id, granted: true, used };
    this.#all("insert into holds (id, metric, period, expires_at) values (?, ?, ?, ?)", id, metric, period, due + HOLD_MS);
    if (later) this.#all("insert into unpaced (id) values (?)", id);
    call.used.set(key, used + 1);
    return { id, granted: true, used: used + 1 };
  }

  /** Takes a token of this minute; where there is none, says in how many seconds there is one for this caller. */
  #take(metric: Metric, per_minute: number, { now, buckets }: Call): number {
    const perMs = per_minute / 60_000, bucket = buckets.get(metric) ?? this.#bucket(metric, per_minute, now);
    buckets.set(metric, bucket);
    if (bucket.tokens < 1) return Math.max(1, Math.ceil((++bucket.refused - bucket.tokens) / perMs / 1000));
    bucket.tokens--;
    return 0;
  }

  #bucket(metric: Metric, per_minute: number, now: number): Bucket {
    const [kept] = this.#all<{ tokens: number; at: number }>("select tokens, at from buckets where metric = ?", metric);
    return { tokens: kept ? Math.min(per_minute, kept.tokens + ((now - kept.at) * per_minute) / 60_000) : per_minute, refused: 0 };
  }

  #used(metric: Metric, period: string): number {
    const [row] = this.#all<{ used: number }>("select (select value from counters where metric = ?1 and period = ?2) + (select count(*) from holds where metric = ?1 and period = ?2) as used", metric, period);
    return row!.used;
  }

  /** Turns holds into use. */
  #settle(which: "id = ?" | "expires_at <= ?", value: string | number): void {
    for (const { metric, period } of this.#all<{ metric: string; period: string }>(`delete from holds where ${which} returning metric, period`, value))
      this.#all("update counters set value = value + 1 where metric = ? and period = ?", metric, period);
  }

  async #wake(at: number): Promise<void> {
    const planned = await this.ctx.storage.getAlarm();
    if (planned === null || planned > at) await this.ctx.storage.setAlarm(at);
  }

  #all<T extends Record<string, SqlStorageValue>>(query: string, ...bindings: SqlStorageValue[]): T[] {
    return this.ctx.storage.sql.exec<T>(query, ...bindings).toArray();
  }
}

const who = (tenant_id: string): Who => ({ role: "app_tenant", tenant_id, actor_id: "system:usage-meter", request_id: crypto.randomUUID(), ip: null, user_agent: null });
