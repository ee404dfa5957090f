import { env } from "cloudflare:workers";
import { and, eq, sql } from "drizzle-orm";
import type * as z from "zod";
import { tenantExports } from "#db/schema/business.ts";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { auditEntry, db, first } from "#worker/kernel/db.ts";
import { AppError } from "#worker/kernel/errors.ts";
import type { PublicCtx } from "#worker/kernel/http.ts";
import { pageOf, toPage } from "#worker/kernel/page.ts";
import { type listExports, privacyEvents } from "./contract.ts";
import { readLink, signLink } from "./link.ts";

type Stored = typeof tenantExports.$inferSelect;
export const exportById = (id: string) => db.select().from(tenantExports).where(eq(tenantExports.id, id));
export const partKey = ({ tenant_id, id }: Pick<Stored, "tenant_id" | "id">, part: number) => `exports/${tenant_id}/${id}/${part}`;

async function present({ position: _, parts: __, tenant_id, ...row }: Stored) {
  return { ...row, download_url: row.status === "done" ? await signLink({ tenant_id, id: row.id, expires_at: row.expires_at! }) : null };
}

/** Starts a copy of everything the workspace has; the jobs queue writes it. One at a time. */
export async function start(ctx: Ctx) {
  const row = ctx.fresh({ status: "running" as const, requested_by: ctx.user_id, position: {}, parts: 0, row_count: 0, byte_count: 0, finished_at: null, expires_at: null });
  return ctx.commit(
    await present({ ...row, tenant_id: ctx.tenant_id }),
    db.insert(tenantExports).values(row),
    auditEntry("tenant.exported", "tenant_exports", row.id),
    ctx.emit(privacyEvents["tenant.export.started"], { export_id: row.id, requested_by: ctx.user_id }),
  );
}

export async function list(ctx: Ctx, query: z.output<NonNullable<typeof listExports.query>>) {
  const page = pageOf(tenantExports, { created_at: tenantExports.created_at }, query);
  const [rows, total] = await ctx.read(db.select().from(tenantExports).where(page.where).orderBy(...page.orderBy).limit(page.limit), page.total);
  const { items, ...rest } = toPage(rows, query, total);
  return { ...rest, items: await Promise.all(items.map(present)) };
}

export async function get(ctx: Ctx, id: string) {
  const [rows] = await ctx.read(exportById(id));
  return present(first(rows));
}

/** The file behind a link, part after part. Every download is on record. */
export async function download(pub: PublicCtx, token: string): Promise<Response> {
  const { tenant_id, id } = await readLink(token);
  const ctx = pub.as({ tenant_id, actor_id: "system:export-link" });
  const [[stored]] = await ctx.read(db.select().from(tenantExports).where(and(eq(tenantExports.id, id), eq(tenantExports.status, "done"), sql`${tenantExports.expires_at} > now()`)));
  if (!stored) throw new AppError("AUTH_TOKEN_INVALID");
  await ctx.witness("tenant.export_downloaded", "tenant_exports", id);
  let part = 0;
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (part === stored.parts) return controller.close();
      const object = await env.MEDIA.get(partKey(stored, part++));
      if (!object) throw new Error(`Part ${part - 1} of export ${id} is missing.`);
      controller.enqueue(await object.bytes());
    },
  });
  return new Response(body, { headers: { "content-type": "application/jsonl; charset=utf-8", "cache-control": "no-store", "content-disposition": `attachment; filename="m3core-${stored.created_at.slice(0, 10)}.jsonl"` } });
}
