import { AppError } from "#worker/kernel/errors.ts";
import { sameSecret } from "#worker/kernel/ids.ts";

/** Everything in the request that may be the shared secret: Basic password, bearer token, custom header. */
function offered(request: Request): string[] {
  const [, scheme, value] = /^(Basic|Bearer) (\S+)$/i.exec(request.headers.get("authorization") ?? "") ?? [];
  const basic = scheme?.toLowerCase() === "basic" ? Buffer.from(value!, "base64").toString() : undefined;
  return [basic?.slice(basic.indexOf(":") + 1), scheme?.toLowerCase() === "bearer" ? value : undefined, request.headers.get("x-webhook-signature") ?? undefined].filter((v) => v !== undefined);
}

/** Refuses a call that does not carry the secret, and every call when there is none. Compares in constant time. */
export async function authenticate(request: Request, secret: string | undefined): Promise<void> {
  const matches = await Promise.all(offered(request).map((value) => sameSecret(value, secret ?? "")));
  if (!secret || !matches.includes(true)) throw new AppError("AUTH_UNAUTHORIZED", { reason: "This webhook's credentials are missing or wrong." });
}
