import { env } from "cloudflare:workers";
import { eq, sql } from "drizzle-orm";
import type * as z from "zod";
import { providerCredentials as p } from "#db/schema/notify.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db, deleteOne, first, many, updateOne } from "#worker/kernel/db.ts";
import { invalid } from "#worker/kernel/errors.ts";
import { seal, unseal } from "#worker/kernel/seal.ts";
import { adapterName } from "../adapters/index.ts";
import { CHANNELS } from "./claim.ts";
import { type BrevoAccount, type Credentials, type InfobipAccount, type listProviders, Provider, sendingEvents } from "./sending-contract.ts";

type Account = z.output<typeof BrevoAccount> | z.output<typeof InfobipAccount>;
type Name = z.output<typeof Provider>;
type Sealed = { tenant_id: string; id: string; data: string };

export const rowOf = (provider: Name) => db.select().from(p).where(eq(p.provider, provider));
const placeOf = ({ tenant_id, id }: Omit<Sealed, "data">) => ({ tenant_id, table: "provider_credentials", id });
const shown = ({ id, version, created_at, updated_at, updated_by, provider, hint }: Omit<z.output<typeof Credentials>, "settings">, { api_key: _, ...settings }: Account) =>
  ({ id, version, created_at, updated_at, updated_by, provider, hint, settings });

/** The account that was sealed for this row. */
export const openAccount = async (row: Sealed): Promise<Account> => JSON.parse(await unseal(row.data, placeOf(row))) as Account;

/** Stands for an account that does not open: it can be replaced or removed all the same. */
const SEALED: Account = { api_key: "", from: "" };

/** Every provider: whose account is used, for which channels, and how it fares. */
export async function list(ctx: Ctx): Promise<z.output<typeof listProviders.returns>> {
  const channelsOf = (provider: Name) => CHANNELS.filter((channel) => adapterName(channel) === provider);
  const [rows, { rows: circuits }, { rows: waiting }] = await ctx.read(db.select().from(p),
    db.execute<{ key: string; failures: number; open_until: string | null }>(sql`
      select key, failures, to_char(open_until at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as open_until from provider_circuits where failures > 0 and key = any(${many(Provider.options.flatMap((name) => [name, `${name}:${ctx.tenant_id}`]), "text")})`),
    db.execute<{ channel: string; count: number }>(sql`select channel, count(*)::int as count from messages_outbox where status = 'queued' group by channel`));
  return { items: await Promise.all(Provider.options.map(async (provider) => {
    const row = rows.find((one) => one.provider === provider), channels = channelsOf(provider), key = row ? `${provider}:${ctx.tenant_id}` : provider, circuit = circuits.find((one) => one.key === key);
    return {
      provider, channels, own: row ? shown(row, await openAccount(row).catch(() => SEALED)) : null, circuit: circuit ? { failures: circuit.failures, open_until: circuit.open_until } : null,
      waiting: waiting.reduce((sum, { channel, count }) => sum + (channels.some((one) => one === channel) ? count : 0), 0),
    };
  })) };
}

/** Without the key. NOT_FOUND where the workspace sends through the platform's account. */
export async function get(ctx: Ctx, provider: Name) {
  const [rows] = await ctx.read(rowOf(provider)), row = first(rows);
  return shown(row, await openAccount(row));
}

/** From the next claim on, what this provider sends for the workspace leaves through this account. The whole account is replaced. */
export async function put(ctx: Ctx, provider: Name, account: Account) {
  const [[before]] = await ctx.read(rowOf(provider));
  const held = "base_url" in account ? { ...account, base_url: insistInfobip(account.base_url) } : account, hint = account.api_key.slice(-4);
  const event = ctx.emit(sendingEvents["provider_credentials.changed"], { provider });
  if (!before) {
    const made = ctx.fresh({ provider, hint, updated_by: ctx.user_id });
    const data = await seal(JSON.stringify(held), placeOf({ tenant_id: ctx.tenant_id, id: made.id }));
    return ctx.commit(shown(made, held), db.insert(p).values({ ...made, data }), event);
  }
  const after = ctx.next(before, { hint, data: await seal(JSON.stringify(held), placeOf(before)), updated_by: ctx.user_id });
  return ctx.commit(shown(after, held), updateOne(p, before, { hint, data: after.data, updated_by: after.updated_by, updated_at: after.updated_at }), event);
}

export async function remove(ctx: Ctx, provider: Name) {
  const [rows] = await ctx.read(rowOf(provider)), row = first(rows);
  ctx.next(row, {});
  return ctx.commit({ id: row.id }, deleteOne(p, row), ctx.emit(sendingEvents["provider_credentials.removed"], { provider }));
}

/** The Worker will call this address: it must be Infobip's own. A laptop may have a double of it. */
function insistInfobip(base_url: string): string {
  const { protocol, hostname, port, username, password, pathname, search, hash, origin } = new URL(base_url);
  const bare = !username && !password && pathname === "/" && !search && !hash;
  const local = env.APP_ENV === "development" || env.APP_ENV === "test";
  const itself = protocol === "https:" && !port && hostname.endsWith(".infobip.com");
  const double = local && protocol === "http:" && ["127.0.0.1", "localhost"].includes(hostname);
  if (!bare || !(itself || double)) throw invalid("base_url", "Use the https address of your account at infobip.com, without a path.");
  return origin;
}
