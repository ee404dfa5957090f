import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import type * as z from "zod";
import { providerCredentials as p } from "#db/schema/notify.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db, deleteOne, first, updateOne } from "#worker/kernel/db.ts";
import { invalid } from "#worker/kernel/errors.ts";
import { seal, unseal } from "#worker/kernel/seal.ts";
import { type BrevoAccount, type Credentials, type InfobipAccount, type Provider, sendingEvents } from "./sending-contract.ts";

type Account = z.output<typeof BrevoAccount> | z.output<typeof InfobipAccount>;
type Name = z.output<typeof Provider>;
type Sealed = { tenant_id: string; id: string; data: string };

const rowOf = (provider: Name) => db.select().from(p).where(eq(p.provider, provider));
const placeOf = ({ tenant_id, id }: Omit<Sealed, "data">) => ({ tenant_id, table: "provider_credentials", id });
const shown = ({ id, version, updated_at, provider, hint }: Omit<z.output<typeof Credentials>, "settings">, { api_key: _, ...settings }: Account) => ({ id, version, updated_at, provider, hint, settings });

/** The account that was sealed for this row. */
export const openAccount = async (row: Sealed): Promise<Account> => JSON.parse(await unseal(row.data, placeOf(row))) as Account;

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
    const made = ctx.fresh({ provider, hint });
    const data = await seal(JSON.stringify(held), placeOf({ tenant_id: ctx.tenant_id, id: made.id }));
    return ctx.commit(shown(made, held), db.insert(p).values({ ...made, data }), event);
  }
  const after = ctx.next(before, { hint, data: await seal(JSON.stringify(held), placeOf(before)) });
  return ctx.commit(shown(after, held), updateOne(p, before, { hint, data: after.data, updated_at: after.updated_at }), event);
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
