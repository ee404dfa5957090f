import { and, eq, gte, inArray, isNull, lt, type SQL, sql } from "drizzle-orm";
import type * as z from "zod";
import { activities, activityLinks } from "#db/schema/activities.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { columns, db, deleteOne, first, type Statement, updateOne } from "#worker/kernel/db.ts";
import { AppError, invalid } from "#worker/kernel/errors.ts";
import { pageOf, toPage } from "#worker/kernel/page.ts";
import { Activity, activityEvents, type ActivityPatch, type listActivities as ListActivities, type NewActivity } from "./contract.ts";
import { recordsExist, type Subject } from "./subjects.ts";

type ActivityRow = z.output<typeof Activity>;
type Links = ActivityRow["links"];

const links = sql<Links>`(select coalesce(jsonb_agg(jsonb_build_object('related_type', l.related_type, 'related_id', l.related_id) order by l.related_type, l.related_id), '[]')
  from activity_links l where l.tenant_id = activities.tenant_id and l.activity_id = activities.id
    and (l.related_type, l.related_id) <> (activities.subject_type, activities.subject_id))`;
const shown = { ...columns(activities, Activity.omit({ links: true })), links: links.as("links") };
const sorts = { started_at: activities.started_at, created_at: activities.created_at };
const byId = (id: string) => db.select(shown).from(activities).where(eq(activities.id, id));

export async function list(ctx: Ctx, query: z.output<NonNullable<typeof ListActivities.query>>) {
  const page = pageOf(activities, sorts, query,
    aboutOne(query),
    query.type && inArray(activities.type, query.type),
    query.owner === "none" ? isNull(activities.owner_user_id) : query.owner ? eq(activities.owner_user_id, query.owner) : undefined,
    query.from ? gte(activities.started_at, query.from) : undefined,
    query.to ? lt(activities.started_at, query.to) : undefined,
  );
  const [rows, total] = await ctx.read(db.select(shown).from(activities).where(page.where).orderBy(...page.orderBy).limit(page.limit), page.total);
  return toPage(rows, query, total);
}

export async function get(ctx: Ctx, id: string) {
  const [rows] = await ctx.read(byId(id));
  return first(rows);
}

/** An activity, and the statements that store it and tell of it in somebody's commit. */
export function draftActivity(ctx: Ctx, body: z.output<typeof NewActivity>) {
  const { links: given = [], ...fields } = body;
  const row = ctx.fresh({ body: null, direction: null, owner_user_id: ctx.user_id, started_at: ctx.now, ended_at: null, ...fields });
  const activity = { ...row, links: sorted(given, row) };
  const statements = [
    ...recordsExist(ctx, [{ type: row.subject_type, id: row.subject_id, path: "subject_id" }, ...linked(given)]),
    db.insert(activities).values(row),
    storeLinks(row.id, [{ related_type: row.subject_type, related_id: row.subject_id }, ...activity.links]),
    ctx.emit(activityEvents["activity.created"], { ...about(activity), owner_user_id: row.owner_user_id }),
  ];
  return { activity, statements };
}

export function create(ctx: Ctx, body: z.output<typeof NewActivity>) {
  const { activity, statements } = draftActivity(ctx, body);
  return ctx.commit(activity, ...statements);
}

export async function patch(ctx: Ctx, id: string, body: z.output<typeof ActivityPatch>) {
  const [rows] = await ctx.read(byId(id));
  const before = editable(rows);
  const { links: given, ...fields } = body;
  const after = ctx.next(before, { ...fields, ...(given ? { links: sorted(given, before) } : {}) });
  const relink = given ? [
    ...recordsExist(ctx, linked(given)),
    db.delete(activityLinks).where(and(eq(activityLinks.activity_id, id), sql`(${activityLinks.related_type}, ${activityLinks.related_id}) <> (${before.subject_type}, ${before.subject_id}::uuid)`)),
    storeLinks(id, after.links),
  ] : [];
  return ctx.commit(
    after,
    updateOne(activities, before, { ...fields, updated_at: after.updated_at }),
    ...relink,
    ctx.emit(activityEvents["activity.updated"], { ...about(before), fields: Object.keys(body) }),
  );
}

export async function remove(ctx: Ctx, id: string) {
  const [rows] = await ctx.read(byId(id));
  const before = editable(rows);
  ctx.next(before, {});
  return ctx.commit({ id }, deleteOne(activities, before), ctx.emit(activityEvents["activity.deleted"], about(before)));
}

/** What the system wrote is a record of what happened: nobody edits it. */
function editable(rows: Parameters<typeof first<ActivityShown>>[0]) {
  const activity = first(rows);
  if (activity.type === "system") throw new AppError("CONFLICT", { reason: "The system wrote this activity. It cannot be changed." });
  return activity;
}
type ActivityShown = Omit<ActivityRow, "subject_type"> & { subject_type: Subject };

const about = ({ id, type, subject_type, subject_id }: ActivityShown) => ({ activity_id: id, type, subject_type, subject_id });
const keyOf = ({ related_type, related_id }: Links[number]) => `${related_type}:${related_id}`;
const linked = (given: Links) => given.map(({ related_type, related_id }, i) => ({ type: related_type, id: related_id, path: `links.${i}.related_id` }));

/** Each other record once, in the order they are read back. */
function sorted(given: Links, { subject_type, subject_id }: { subject_type: Subject; subject_id: string }): Links {
  const byKey = new Map(given.map((link) => [keyOf(link), link]));
  byKey.delete(`${subject_type}:${subject_id}`);
  return [...byKey.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, link]) => link);
}

const storeLinks = (activity_id: string, rows: Links): Statement =>
  rows.length ? db.insert(activityLinks).values(rows.map((link) => ({ activity_id, ...link }))) : db.execute(sql`select`);

function aboutOne({ subject, subject_type, subject_id }: { subject?: string | undefined; subject_type?: Subject | undefined; subject_id?: string | undefined }): SQL | undefined {
  if (!subject_type !== !subject_id) throw invalid(subject_type ? "subject_id" : "subject_type", "Send subject_type and subject_id together.");
  const [type, id] = subject ? subject.toLowerCase().split(":") : [subject_type, subject_id];
  if (!type) return undefined;
  return sql`${activities.id} in (select activity_id from activity_links where related_type = ${type} and related_id = ${id}::uuid)`;
}
