import { DurableObject } from "cloudflare:workers";
import type { AccessSnapshot } from "#worker/kernel/ctx.ts";
import type { Claims } from "#worker/kernel/http.ts";
import { describe, log } from "#worker/kernel/log.ts";
import type { RateState } from "#worker/kernel/reply.ts";
import type { RateClass } from "#worker/kernel/resource.ts";
import { loadAccess } from "#worker/modules/access/snapshot.ts";
import { touchToken } from "#worker/modules/auth/personal-tokens/touch.ts";

/** A bucket holds `burst` tokens and regains `per_minute` of them. */
const BUCKETS: Record<RateClass, { burst: number; per_minute: number }> = {
  read: { burst: 200, per_minute: 1200 },
  write: { burst: 100, per_minute: 600 },
  bulk: { burst: 10, per_minute: 30 },
  auth: { burst: 20, per_minute: 30 },
  // Codes of a second factor or of a phone: a person types a few.
  otp: { burst: 10, per_minute: 10 },
  // Sign-up, forgotten passwords and whatever else a stranger may post.
  form: { burst: 10, per_minute: 6 },
  public: { burst: 60, per_minute: 300 },
  // A provider calls from a few addresses for all tenants together.
  webhook: { burst: 600, per_minute: 6000 },
};
/** All users of a tenant together may use this many times what one may. */
const TENANT_SHARE = 20;
/** Postgres owns the facts: a snapshot is trusted for no longer than this even if an eviction were lost. */
const SNAPSHOT_MS = 60_000;

export interface GateAnswer {
  readonly rate: RateState;
  readonly retry_after_s?: number;
  readonly access?: AccessSnapshot;
  readonly refused?: string;
}

type Verdict = { readonly access: AccessSnapshot } | { readonly refused: string };

/** A personal access token is known by its hash: who knows only its id finds nothing. */
const keyOf = ({ session_id, token_hash }: Claims) => token_hash ?? session_id;

/** One per tenant (and one per anonymous address): rate limits, living sessions and what each user may do, from memory. */
export class TenantGate extends DurableObject<Cloudflare.Env> {
  #buckets = new Map<string, { tokens: number; at: number }>();
  #snapshots = new Map<string, { access: AccessSnapshot; until: number }>();
  #loading = new Map<string, Promise<Verdict>>();
  #epoch = 0;

  /** Rate limit, session and access of one request. Goes to the database only for a session it does not know. */
  async admit(who: Claims, rate: RateClass): Promise<GateAnswer> {
    const user = this.#take(`${who.user_id ?? who.session_id}:${rate}`, rate, 1);
    const tenant = this.#take(`*:${rate}`, rate, TENANT_SHARE);
    const tightest = user.retry_after_s || user.rate.remaining <= tenant.rate.remaining ? user : tenant;
    if (tightest.retry_after_s) return tightest;
    return { rate: tightest.rate, ...(await this.#access(who)) };
  }

  /** Rate limit of someone who is not signed in. */
  admitAnyone(rate: RateClass): GateAnswer {
    return this.#take(rate, rate, 1);
  }

  /** Forgets what a user, or everybody, may do: the next request reads it anew. */
  evict(user_id: string | null): void {
    this.#epoch++;
    for (const [session, { access }] of this.#snapshots) if (user_id === null || access.user_id === user_id) this.#snapshots.delete(session);
  }

  async #access(who: Claims): Promise<Verdict> {
    const known = this.#snapshots.get(keyOf(who));
    if (known && known.until > Date.now() && known.access.user_id === (who.user_id ?? known.access.user_id)) return { access: known.access };
    // Requests that come together while a session is unknown share one trip to the database.
    const key = `${keyOf(who)}:${who.user_id}`;
    const loading = this.#loading.get(key) ?? this.#load(who).finally(() => this.#loading.delete(key));
    this.#loading.set(key, loading);
    return loading;
  }

  async #load(who: Claims): Promise<Verdict> {
    const epoch = this.#epoch;
    const loaded = await loadAccess(who);
    // Something changed while this was on its way: what it says may be from before.
    if (epoch !== this.#epoch) return this.#load(who);
    if ("refused" in loaded) return loaded;
    if (who.token_hash !== undefined) this.ctx.waitUntil(touchToken(who.tenant_id, who.session_id).catch((error: unknown) => log("warn", "token not marked as used", { tenant_id: who.tenant_id, ...describe(error) })));
    this.#snapshots.set(keyOf(who), { access: loaded, until: Date.now() + SNAPSHOT_MS });
    if (this.#snapshots.size > 5000) this.#snapshots.delete(this.#snapshots.keys().next().value!);
    return { access: loaded };
  }

  #take(name: string, rate: RateClass, share: number): GateAnswer {
    const scale = share * Number(this.env.RATE_LIMIT_SCALE);
    const burst = BUCKETS[rate].burst * scale, perMs = (BUCKETS[rate].per_minute * scale) / 60_000;
    const now = Date.now(), last = this.#buckets.get(name) ?? { tokens: burst, at: now };
    const tokens = Math.min(burst, last.tokens + (now - last.at) * perMs);
    const granted = tokens >= 1, left = granted ? tokens - 1 : tokens;
    this.#buckets.set(name, { tokens: left, at: now });
    const state: RateState = { limit: burst, remaining: Math.floor(left), reset_s: Math.ceil((burst - left) / perMs / 1000) };
    return granted ? { rate: state } : { rate: state, retry_after_s: Math.max(1, Math.ceil((1 - left) / perMs / 1000)) };
  }
}
