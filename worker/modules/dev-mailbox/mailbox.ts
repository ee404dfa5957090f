import { env } from "cloudflare:workers";
import { and, desc, eq } from "drizzle-orm";
import type * as z from "zod";
import { devMailbox } from "#db/schema/notify.ts";
import { db } from "#worker/kernel/db.ts";
import { AppError } from "#worker/kernel/errors.ts";
import type { PublicCtx } from "#worker/kernel/http.ts";
import { readAcrossTenants } from "#worker/kernel/system.ts";
import type { listMailbox } from "./contract.ts";
import { page } from "./page.ts";

const m = devMailbox;
const shown = { id: m.id, channel: m.channel, to: m.recipient, subject: m.subject, text: m.body_text, html: m.body_html, created_at: m.created_at };

/** Where the mailbox may be opened at all: it shows every tenant's messages, links with tokens included. */
export const mailboxIsOpen = (): boolean => env.APP_ENV === "development" || env.APP_ENV === "test";

/** The captured messages of all tenants, newest first, as JSON or, to a browser, as a page. Elsewhere it does not exist. */
export async function list(ctx: PublicCtx, query: z.output<typeof listMailbox.query & {}>, accept: string | null) {
  if (!mailboxIsOpen()) throw new AppError("NOT_FOUND");
  const where = and(query.to === undefined ? undefined : eq(m.recipient, query.to), query.channel && eq(m.channel, query.channel));
  const [items] = await readAcrossTenants("dev-mailbox", ctx.request_id, db.select(shown).from(m).where(where).orderBy(desc(m.created_at), desc(m.id)).limit(query.limit));
  return accept?.includes("text/html") ? page(items) : { items };
}
