import { AppError } from "#worker/kernel/errors.ts";
import { sameSecret } from "#worker/kernel/ids.ts";

/** What a provider proves itself with: a shared secret in one of three places, or a signature over the body. */
export interface Secrets { readonly token: string | undefined; readonly hmac?: { readonly key: string | undefined; readonly header: string } }

/** Everything in the request that may be the shared secret: Basic password, bearer token, custom header. */
function offered(request: Request): string[] {
  const [, scheme, value] = /^(Basic|Bearer) (\S+)$/i.exec(request.headers.get("authorization") ?? "") ?? [];
  const basic = scheme?.toLowerCase() === "basic" ? Buffer.from(value!, "base64").toString() : undefined;
  return [basic?.slice(basic.indexOf(":") + 1), scheme?.toLowerCase() === "bearer" ? value : undefined, request.headers.get("x-webhook-signature") ?? undefined].filter((v) => v !== undefined);
}

/** HMAC-SHA256 of the body, in hex or base64, with or without `sha256=` before it. */
async function isSigned(request: Request, text: string, { key, header }: NonNullable<Secrets["hmac"]>): Promise<boolean> {
  const given = request.headers.get(header)?.replace(/^sha256=/i, "");
  if (!key || !given) return false;
  const encoder = new TextEncoder(), hmac = await crypto.subtle.importKey("raw", encoder.encode(key), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  const mac = Buffer.from(await crypto.subtle.sign("HMAC", hmac, encoder.encode(text)));
  const [hex, base64] = await Promise.all([sameSecret(given.toLowerCase(), mac.toString("hex")), sameSecret(given, mac.toString("base64"))]);
  return hex || base64;
}

/** Refuses a call that carries neither the secret nor a signature, and every call when neither is configured. Compares in constant time. */
export async function authenticate(request: Request, text: string, { token, hmac }: Secrets): Promise<void> {
  const matches = await Promise.all(offered(request).map((value) => sameSecret(value, token ?? "")));
  const isAllowed = (token && matches.includes(true)) || (hmac && (await isSigned(request, text, hmac)));
  if (!isAllowed) throw new AppError("AUTH_UNAUTHORIZED", { reason: "This webhook's credentials are missing or wrong." });
}
