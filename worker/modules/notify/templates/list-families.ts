import { desc } from "drizzle-orm";
import type * as z from "zod";
import { messageTemplates } from "#db/schema/notify.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db } from "#worker/kernel/db.ts";
import { NOBODY } from "#worker/kernel/ids.ts";
import { decode, encode } from "#worker/kernel/page.ts";
import { nameOf, type Place, PLACES } from "./catalogue.ts";
import { isSendable } from "./resolve.ts";
import type { listTemplateFamilies, TemplateFamily } from "./templates-contract.ts";

const t = messageTemplates;
type Family = z.output<typeof TemplateFamily>;
type Cell = Family["cells"][number];
type Query = z.output<NonNullable<typeof listTemplateFamilies.query>>;

/** Every family, and on which channels and in which languages it has words. Of each place the newest version of every status is read. */
export async function listFamilies(ctx: Ctx, query: Query): Promise<{ items: Family[]; next_cursor: string | null; total?: number }> {
  const after = query.cursor ? String(decode(query.cursor, "id").value) : "";
  const place = [t.family, t.channel, t.locale, t.status];
  const [rows] = await ctx.read(db.selectDistinctOn(place, { id: t.id, family: t.family, name: t.name, channel: t.channel, locale: t.locale, type: t.type, number: t.number, status: t.status, provider_status: t.provider_status })
    .from(t).orderBy(...place, desc(t.number)));
  const families = new Map<string, Family>();
  const familyAt = (name: string, made: () => Omit<Family, "id" | "cells">) => families.get(name) ?? families.set(name, { id: name, ...made(), cells: [] }).get(name)!;
  const cellAt = ({ cells }: Family, { channel, locale }: Omit<Place, "family">) => {
    const found = cells.find((cell) => cell.channel === channel && cell.locale === locale);
    if (found) return found;
    const cell: Cell = { channel, locale, in_use: null, draft: null, held_back: false };
    cells.push(cell);
    return cell;
  };
  for (const { system, id, ...place } of PLACES)
    cellAt(familyAt(system.family, () => ({ name: nameOf(system.family), type: "transactional", is_system: true, can_replace: !system.secret })), place).in_use = { id, number: 0, is_system: true };
  for (const row of rows) {
    const family = familyAt(row.family, () => ({ name: row.name, type: row.type, is_system: false, can_replace: true })), cell = cellAt(family, row);
    if (row.status === "draft") cell.draft = { id: row.id, number: row.number };
    if (row.status === "approved" && isSendable(row)) cell.in_use = { id: row.id, number: row.number, is_system: false };
    if (row.status === "approved" && !isSendable(row)) cell.held_back = true;
  }
  const all = [...families.values()].filter((family) => matches(family, query)).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const rest = all.filter(({ id }) => id > after), items = rest.slice(0, query.limit);
  return { items, next_cursor: rest.length > query.limit ? encode({ sort: "id", value: items.at(-1)!.id, id: NOBODY }) : null, ...(query.total ? { total: all.length } : {}) };
}

const has = { draft: ({ draft }: Cell) => draft !== null, approved: ({ in_use, held_back }: Cell) => held_back || in_use?.is_system === false };

function matches({ id, name, cells, is_system }: Family, { q = "", channel, locale, status, is_system: asked }: Query): boolean {
  const at = cells.filter((cell) => (!channel || cell.channel === channel) && (!locale || cell.locale === locale));
  return at.some((cell) => !status || has[status](cell)) && (asked ?? is_system) === is_system && [id, name].some((text) => text.toLowerCase().includes(q.toLowerCase()));
}
