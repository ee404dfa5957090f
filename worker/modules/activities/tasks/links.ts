import { eq, type SQL, sql } from "drizzle-orm";
import type * as z from "zod";
import { taskLinks, tasks } from "#db/schema/activities.ts";
import { db, type Statement } from "#worker/kernel/db.ts";
import { invalid } from "#worker/kernel/errors.ts";
import type { Subject } from "../subjects.ts";
import type { Task } from "./tasks-contract.ts";

type Links = z.output<typeof Task>["links"];
interface Main { related_type: Subject | null; related_id: string | null }

/** The other records of a task, in the order they are stored in. */
export const linksShown = sql<Links>`(select coalesce(jsonb_agg(jsonb_build_object('related_type', l.related_type, 'related_id', l.related_id) order by l.related_type, l.related_id), '[]')
  from task_links l where l.tenant_id = tasks.tenant_id and l.task_id = tasks.id
    and (l.related_type, l.related_id) is distinct from (tasks.related_type, tasks.related_id))`;

const keyOf = ({ related_type, related_id }: { related_type: unknown; related_id: unknown }) => `${related_type}:${related_id}`;

/** Each other record once, in the order they are read back. */
export function othersOf(main: Main, links: Links): Links {
  const byKey = new Map(links.map((link) => [keyOf(link), link]));
  byKey.delete(keyOf(main));
  return [...byKey.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, link]) => link);
}

/** Makes these the records of a task. */
export function relink(task_id: string, { related_type, related_id, links }: Main & { links: Links }): Statement[] {
  const rows = [...(related_type ? [{ related_type, related_id: related_id! }] : []), ...links];
  return [db.delete(taskLinks).where(eq(taskLinks.task_id, task_id)), ...(rows.length ? [db.insert(taskLinks).values(rows.map((link) => ({ task_id, ...link })))] : [])];
}

/** The records that a body names, for `recordsExist`. */
export const named = ({ related_type, related_id, links = [] }: { related_type?: Subject | null | undefined; related_id?: string | null | undefined; links?: Links | undefined }) => [
  ...(related_type && related_id ? [{ type: related_type, id: related_id, path: "related_id" }] : []),
  ...links.map((link, i) => ({ type: link.related_type, id: link.related_id, path: `links.${i}.related_id` })),
];

/** Refuses a type without its id, and an id without its type. */
export function insistOnPair({ related_type, related_id }: { related_type?: unknown; related_id?: unknown }): void {
  if (!related_type !== !related_id || (related_type === undefined) !== (related_id === undefined)) throw invalid(related_type ? "related_id" : "related_type", "Send related_type and related_id together.");
}

/** Tasks about one record, mainly or besides. */
export const aboutRecord = (type: Subject, id: string): SQL => sql`${tasks.id} in (select task_id from task_links where related_type = ${type} and related_id = ${id}::uuid)`;
