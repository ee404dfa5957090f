import { sql } from "drizzle-orm";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { db, type Statement } from "#worker/kernel/db.ts";
import { AppError, invalid } from "#worker/kernel/errors.ts";
import { isOwner } from "#worker/modules/access/public.ts";
import { contactEvents } from "./contract.ts";

interface Held { id: string; is_private: boolean; owner_user_id: string | null }

/** For ctx.read: whether the tenant has a private contact already. */
export const anyPrivateQuery = db.execute<{ any: boolean }>(sql`select exists (select from contacts where is_private) as any`);

/** A contact is made private where the plan allows it, by whom it belongs to, and belongs to somebody as long as it is. */
export function insistMayHide(ctx: Ctx, before: Held | undefined, after: Held): void {
  if (!after.is_private) return;
  if (!after.owner_user_id) throw invalid("owner_user_id", "A private contact belongs to somebody.");
  if (before?.is_private) return;
  if (!ctx.access!.features.includes("contacts.privateRecords")) throw new AppError("PLAN_REQUIRED", { feature: "contacts.privateRecords" });
  if (after.owner_user_id !== ctx.user_id && !isOwner(ctx)) throw new AppError("FORBIDDEN", { reason: "Only its owner makes a contact private." });
}

/** From the first private contact on, everybody is asked whose records they see. */
export const hidden = (ctx: Ctx, contact: Held, [found]: readonly { any: boolean }[]): Statement[] =>
  contact.is_private && !found?.any ? [ctx.emit(contactEvents["contact.privacy.began"], { contact_id: contact.id })] : [];
