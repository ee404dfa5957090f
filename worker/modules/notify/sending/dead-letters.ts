import { env } from "cloudflare:workers";
import { and, eq, isNotNull, isNull, sql } from "drizzle-orm";
import * as z from "zod";
import { deadLetters } from "#db/schema/kernel.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db, first, orFail, type TenantTable } from "#worker/kernel/db.ts";
import { AppError } from "#worker/kernel/errors.ts";
import { newId, NOBODY } from "#worker/kernel/ids.ts";
import { pageOf, toPage } from "#worker/kernel/page.ts";
import { writeAcrossTenants } from "#worker/kernel/system.ts";
import { ADDRESS_HELD, heldBackQuery } from "../consent/suppress.ts";
import { notifyEvents } from "../contract.ts";
import type { listDeadLetters } from "./sending-contract.ts";

const d = deadLetters;
const shown = { id: d.id, queue: d.queue, body: d.body, created_at: d.created_at, requeued_at: d.requeued_at };

type Row = Pick<typeof d.$inferSelect, keyof typeof shown>;
const asBody = (row: Row) => ({ ...row, body: row.body as Record<string, unknown> });

export async function list(ctx: Ctx, query: z.output<NonNullable<typeof listDeadLetters.query>>) {
  const page = pageOf(d as unknown as TenantTable, { created_at: d.created_at }, query, query.requeued === undefined ? undefined : query.requeued ? isNotNull(d.requeued_at) : isNull(d.requeued_at));
  const [rows, total] = await ctx.read(db.select(shown).from(d).where(page.where).orderBy(...page.orderBy).limit(page.limit), page.total);
  return toPage(rows.map(asBody), query, total);
}

/** Marks a letter as sent again and has it sent, once: CONFLICT when someone did already. */
export async function requeue(ctx: Ctx, id: string) {
  const message = sql`(select case when body->>'message_id' ~ '^[0-9a-f-]{36}$' then (body->>'message_id')::uuid end from dead_letters where id = ${id})`;
  const [rows, { rows: [held] }] = await ctx.read(db.select(shown).from(d).where(eq(d.id, id)), heldBackQuery(message));
  const letter = asBody(first(rows));
  if (letter.requeued_at) throw new AppError("CONFLICT", { reason: "This was sent again already.", requeued_at: letter.requeued_at });
  if (held) throw new AppError("CONFLICT", { suppression_reason: held.reason, reason: ADDRESS_HELD });
  return ctx.commit({ ...letter, requeued_at: ctx.now },
    orFail(db.update(d).set({ requeued_at: ctx.now }).where(and(eq(d.id, id), isNull(d.requeued_at))).returning({ id: d.id }), "CONFLICT"),
    ctx.emit(notifyEvents["dead_letter.requeued"], { dead_letter_id: id }));
}

const QUEUES: Record<string, { send(body: never): Promise<unknown> }> = { "m3core-outbox": env.OUTBOX_QUEUE, "m3core-webhooks": env.WEBHOOKS_QUEUE, "m3core-jobs": env.JOBS_QUEUE };

/** Puts a letter back into the queue it came from. Doing it twice is harmless: every consumer bears a second delivery. */
export async function sendAgain(ctx: Ctx, id: string): Promise<void> {
  const [[letter]] = await ctx.read(db.select(shown).from(d).where(eq(d.id, id)));
  await QUEUES[letter?.queue ?? ""]?.send(letter!.body as never);
}

/** Keeps a message that a queue gave up on, once however often it comes. Events are kept one by one: each may be mended alone. */
export async function keepDeadLetter(queue: string, body: unknown): Promise<void> {
  const given = (typeof body === "object" && body !== null ? body : { value: body }) as { tenant_id?: unknown; event_ids?: unknown };
  // A letter that does not say whose it is, is no tenant's: only the operator sees it.
  const tenant_id = z.uuid().safeParse(given.tenant_id).data ?? NOBODY;
  const bodies = Array.isArray(given.event_ids) && given.event_ids.length ? given.event_ids.map((id) => ({ ...given, event_ids: [id] })) : [given];
  const rows = JSON.stringify(bodies.map((one) => ({ id: newId(), body: one })));
  await writeAcrossTenants("dead-letters", newId(), db.execute(sql`
    insert into dead_letters (tenant_id, id, queue, body) select ${tenant_id}::uuid, l.id, ${queue}, l.body from jsonb_to_recordset(${rows}::jsonb) as l(id uuid, body jsonb)
    where not exists (select from dead_letters d where d.tenant_id = ${tenant_id}::uuid and d.queue = ${queue} and d.body = l.body and d.requeued_at is null)`));
}
