import { env } from "cloudflare:workers";
import type { Ctx } from "#worker/kernel/ctx.ts";
import { AppError } from "#worker/kernel/errors.ts";
import { LIVE_HOLDERS } from "#worker/kernel/resource.ts";
import { hubOf } from "#worker/tenant-objects.ts";

const PROTOCOL = "m3core.v1";
const offered = (request: Request) => (request.headers.get("sec-websocket-protocol") ?? "").split(/\s*,\s*/);

/**
 * Opens the live socket of the caller. A browser sends cookies and tokens to a socket of any page, so only our own
 * origins may; what is not a browser sends no Origin.
 */
export function open(ctx: Ctx, request: Request, since: number | undefined): Promise<Response> {
  if (request.headers.get("upgrade")?.toLowerCase() !== "websocket" || !offered(request).includes(PROTOCOL))
    throw new AppError("UPGRADE_REQUIRED", { upgrade: "websocket", protocols: [PROTOCOL, "<access token>"] });
  const origin = request.headers.get("origin");
  if (origin !== null && ![new URL(env.APP_URL).origin, ...env.CORS_ORIGINS.split(",")].includes(origin)) throw new AppError("FORBIDDEN", { reason: "This origin may not listen." });
  const headers = { upgrade: "websocket", "sec-websocket-protocol": PROTOCOL, "x-user-id": ctx.user_id!, "x-session-id": ctx.session_id!, "x-ids-only": String(Boolean(ctx.access?.sees)), "x-holds": LIVE_HOLDERS.filter((permission) => ctx.can(permission)).join(","), ...(since === undefined ? {} : { "x-since": String(since) }) };
  return hubOf(ctx.tenant_id).fetch("https://hub/", { headers });
}
