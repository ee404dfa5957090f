import { env } from "cloudflare:workers";
import { AppError } from "#worker/kernel/errors.ts";
import { readToken } from "#worker/kernel/ids.ts";

const NAME = "m3_refresh";
export const REFRESH_DAYS = 30;

/** The refresh token of a request: which session of which tenant it says it is, and its hash. */
export async function readRefreshCookie(request: Request) {
  const value = new RegExp(`(?:^|;\\s*)${NAME}=([^;]+)`).exec(request.headers.get("cookie") ?? "")?.[1];
  return value ? readToken(value) : undefined;
}

/** Out of reach of scripts, of other sites and of every other path. A null token takes the cookie away. */
export function setRefreshCookie(reply: Headers, request: Request, token: string | null): void {
  const secure = new URL(request.url).protocol === "https:" ? "; Secure" : "";
  reply.append("set-cookie", `${NAME}=${token ?? ""}; Path=/v1/auth; HttpOnly; SameSite=Strict; Max-Age=${token ? REFRESH_DAYS * 86_400 : 0}${secure}`);
}

/** A browser says which site a POST comes from. One of another site is refused, should its cookies ever come along. */
export function insistOnOwnOrigin(request: Request): void {
  const origin = request.headers.get("origin");
  const own = [new URL(request.url).origin, env.APP_URL, ...env.CORS_ORIGINS.split(",")];
  if (origin !== null && !own.includes(origin)) throw new AppError("FORBIDDEN", { reason: "This origin may not use the session cookie." });
}
