import { and, eq, ne, sql } from "drizzle-orm";
import { messageTemplates } from "#db/schema/notify.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db, first, updateOne } from "#worker/kernel/db.ts";
import { AppError } from "#worker/kernel/errors.ts";
import { ownView, type View } from "./catalogue.ts";
import { refuseSystem, templateById, told } from "./save-template.ts";
import { templateEvents } from "./templates-contract.ts";

const t = messageTemplates;

/** Puts a draft to use from the next message on. What it replaces is retired in the same commit, so there is never a moment with none or two. */
export async function approve(ctx: Ctx, id: string): Promise<View> {
  refuseSystem(id);
  const [rows, siblings] = await ctx.read(templateById(id), db.select({ id: t.id, family: t.family, channel: t.channel, locale: t.locale, number: t.number }).from(t)
    .where(and(eq(t.status, "approved"), sql`(${t.family}, ${t.channel}, ${t.locale}) = (select family, channel, locale from message_templates where id = ${id})`)));
  const before = first(rows);
  if (before.status !== "draft") throw new AppError("CONFLICT", { reason: "Only a draft can be approved.", status: before.status });
  const after = ctx.next(before, { status: "approved", approved_by: ctx.user_id, approved_at: ctx.now, updated_at: ctx.now });
  const { status, approved_by, approved_at, updated_at, family, channel, locale } = after;
  return ctx.commit(
    ownView(after),
    db.update(t).set({ status: "retired", updated_at: ctx.now, version: sql`${t.version} + 1` })
      .where(and(eq(t.family, family), eq(t.channel, channel), eq(t.locale, locale), eq(t.status, "approved"), ne(t.id, id))),
    updateOne(t, before, { status, approved_by, approved_at, updated_at }),
    ...siblings.map((sibling) => ctx.emit(templateEvents["template.retired"], told(sibling))),
    ctx.emit(templateEvents["template.approved"], told(after)),
  );
}

/** Gives a version up: a draft is dropped, an approved one is sent no more. It stays in the history. */
export async function retire(ctx: Ctx, id: string): Promise<View> {
  refuseSystem(id);
  const [rows] = await ctx.read(templateById(id)), before = first(rows);
  if (before.status === "retired") throw new AppError("CONFLICT", { reason: "It is retired already.", status: before.status });
  if (before.status === "approved" && !ctx.can("notify.templates.approve")) throw new AppError("FORBIDDEN", { permission: "notify.templates.approve" });
  const after = ctx.next(before, { status: "retired", updated_at: ctx.now }), { status, updated_at } = after;
  return ctx.commit(ownView(after), updateOne(t, before, { status, updated_at }), ctx.emit(templateEvents["template.retired"], told(after)));
}
