import { eq, ilike, or, sql } from "drizzle-orm";
import type * as z from "zod";
import { messageTemplates } from "#db/schema/notify.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { containing, db, first } from "#worker/kernel/db.ts";
import { decode, encode } from "#worker/kernel/page.ts";
import { ownView, type Place, placeOf, PLACES, systemView, type View } from "./catalogue.ts";
import { isSendable } from "./resolve.ts";
import type { listTemplates } from "./templates-contract.ts";

const t = messageTemplates;
type Query = z.output<NonNullable<typeof listTemplates.query>>;

/** Places of the product's families where a tenant's own words are sent instead. */
const replacedQuery = db.select({ family: t.family, channel: t.channel, locale: t.locale, provider_status: t.provider_status }).from(t).where(eq(t.status, "approved"));
type Replaced = Awaited<typeof replacedQuery>;
const isReplaced = (replaced: Replaced, at: Place) => replaced.some((row) => row.family === at.family && row.channel === at.channel && row.locale === at.locale && isSendable(row));

/** The order of the list: by place, the newest version of each first, the product's words last. */
const keyOf = ({ family, channel, locale, number }: Place & { number: number }) => `${family}/${channel}/${locale}/${String(999_999 - number).padStart(6, "0")}`;
const key = sql<string>`(${t.family} || '/' || ${t.channel} || '/' || ${t.locale} || '/' || lpad((999999 - ${t.number})::text, 6, '0')) collate "C"`;

/** Own versions and the product's words in one list. The tenant's come from the database, the product's from the code; both are paged by one key. */
export async function list(ctx: Ctx, query: Query) {
  const after = query.cursor ? String(decode(query.cursor, "family").value) : "";
  const words = query.q && containing(query.q);
  const [rows, replaced] = await ctx.read(
    db.select().from(t).where(sql.join([
      sql`${key} > ${after}`,
      ...(query.family ? [eq(t.family, query.family)] : []), ...(query.channel ? [eq(t.channel, query.channel)] : []), ...(query.locale ? [eq(t.locale, query.locale)] : []),
      ...(query.status ? [eq(t.status, query.status)] : []), ...(words ? [or(ilike(t.family, words), ilike(t.name, words), ilike(t.subject, words), ilike(t.body, words))!] : []),
    ], sql` and `)).orderBy(key).limit(query.limit + 1),
    replacedQuery,
  );
  const fixed = PLACES.filter((p) => (!query.family || p.family === query.family) && (!query.channel || p.channel === query.channel) && (!query.locale || p.locale === query.locale) && (!query.status || query.status === "approved"))
    .map((place) => systemView(place, isReplaced(replaced, place))).filter((view) => keyOf(view) > after && (!query.q || says(view, query.q)));
  const all = [...rows.map(ownView), ...fixed].toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)), items = all.slice(0, query.limit), last = items.at(-1);
  return { items, next_cursor: all.length > query.limit ? encode({ sort: "family", value: keyOf(last!), id: last!.id }) : null };
}

const says = ({ family, name, subject, body }: View, q: string) => [family, name, subject, body].some((text) => text.toLowerCase().includes(q.toLowerCase()));

export async function get(ctx: Ctx, id: string): Promise<View> {
  const place = placeOf(id), [rows, replaced] = await ctx.read(db.select().from(t).where(eq(t.id, id)), replacedQuery);
  return place ? systemView(place, isReplaced(replaced, place)) : ownView(first(rows));
}
