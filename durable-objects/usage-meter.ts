import { DurableObject } from "cloudflare:workers";
import { and, eq, sql } from "drizzle-orm";
import { usageCounters } from "#db/schema/identity.ts";
import { db, send, type Who } from "#worker/kernel/db.ts";

/** What is counted per calendar month (UTC). */
export type Metric = "email.sent" | "sms.sent" | "whatsapp.sent";

export interface Reservation {
  readonly tenant_id: string;
  readonly metric: Metric;
  /** Of the thing the unit is for: reserving it again changes nothing. */
  readonly id: string;
  /** Null: counted but not limited. */
  readonly cap: number | null;
}

/** `used` counts what is confirmed and what is held. */
export interface Reserved { readonly granted: boolean; readonly used: number }

type Counter = { tenant_id: string; metric: string; period: string; value: number };

const FLUSH_MS = 10_000;
/** A hold that nobody settled: its sender died, most likely after it had sent. It counts, so that a cap is never passed. */
const HOLD_MS = 24 * 3600_000;
const monthOf = (time: number) => `${new Date(time).toISOString().slice(0, 7)}-01`;

/** One per tenant: what it used this month and what it holds, so that no cap is passed however many send at once. */
export class UsageMeter extends DurableObject<Cloudflare.Env> {
  #loading = new Map<string, Promise<void>>();

  constructor(state: DurableObjectState, env: Cloudflare.Env) {
    super(state, env);
    state.storage.sql.exec(`
      create table if not exists counters (tenant_id text not null, metric text not null, period text not null, value integer not null, flushed integer not null, primary key (metric, period));
      create table if not exists holds (id text primary key, metric text not null, period text not null, expires_at integer not null)`);
  }

  /** Holds one unit of this month until it is confirmed or released, unless that would pass the cap. */
  async reserve({ tenant_id, metric, id, cap }: Reservation): Promise<Reserved> {
    const period = monthOf(Date.now());
    await this.#load(tenant_id, metric, period);
    const used = this.#used(metric, period);
    if (this.#all("select 1 from holds where id = ?", id).length) return { granted: true, used };
    if (cap !== null && used >= cap) return { granted: false, used };
    const expires_at = Date.now() + HOLD_MS;
    this.#all("insert into holds (id, metric, period, expires_at) values (?, ?, ?, ?)", id, metric, period, expires_at);
    await this.#wake(expires_at);
    return { granted: true, used: used + 1 };
  }

  /** The unit was used. Doing it twice counts once. */
  async confirm(id: string): Promise<void> {
    this.#settle("id = ?", id);
    await this.#wake(Date.now() + FLUSH_MS);
  }

  /** The unit was not used after all: it may be reserved again. */
  release(id: string): void {
    this.#all("delete from holds where id = ?", id);
  }

  /** What the tenant used of a metric this month, holds included. */
  async used(tenant_id: string, metric: Metric): Promise<number> {
    const period = monthOf(Date.now());
    await this.#load(tenant_id, metric, period);
    return this.#used(metric, period);
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
