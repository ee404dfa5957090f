import { env } from "cloudflare:workers";
import { jwtVerify, SignJWT } from "jose";
import { AppError } from "./errors.ts";

const ALGORITHM = "HS256";
const secret = () => new TextEncoder().encode(env.JWT_SECRET);
interface Opened { readonly tenant_id: string; readonly id: string }

/** The token of a link that opens one row for whoever has it, for this purpose alone; until it expires, where it does. */
export function signLink(purpose: string, { tenant_id, id }: Opened, expires_at?: string): Promise<string> {
  const token = new SignJWT({ tenant_id }).setProtectedHeader({ alg: ALGORITHM }).setAudience(purpose).setSubject(id);
  return (expires_at === undefined ? token : token.setExpirationTime(new Date(expires_at))).sign(secret());
}

/** What a link opens. AUTH_TOKEN_INVALID when it is none of ours, for another purpose, or too late; `expiring` refuses one that never ends. */
export async function readLink(purpose: string, token: string, { expiring = false } = {}): Promise<Opened> {
  try {
    const { payload } = await jwtVerify(token, secret(), { algorithms: [ALGORITHM], audience: purpose, requiredClaims: ["sub", ...(expiring ? ["exp"] : [])] });
    return { tenant_id: payload["tenant_id"] as string, id: payload.sub! };
  } catch {
    throw new AppError("AUTH_TOKEN_INVALID");
  }
}
