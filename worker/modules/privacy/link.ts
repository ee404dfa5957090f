import { env } from "cloudflare:workers";
import { jwtVerify, SignJWT } from "jose";
import { AppError } from "#worker/kernel/errors.ts";

const AUDIENCE = "m3core-export", ALGORITHM = "HS256";
const secret = () => new TextEncoder().encode(env.JWT_SECRET);

/** An address that opens one export for whoever has it, until it expires. */
export async function signLink({ tenant_id, id, expires_at }: { tenant_id: string; id: string; expires_at: string }): Promise<string> {
  const token = await new SignJWT({ tenant_id }).setProtectedHeader({ alg: ALGORITHM }).setAudience(AUDIENCE).setSubject(id).setExpirationTime(new Date(expires_at)).sign(secret());
  return `${env.APP_URL}/v1/business/exports/file?token=${token}`;
}

/** The export a link opens. AUTH_TOKEN_INVALID when it is none of ours, or too late. */
export async function readLink(token: string): Promise<{ tenant_id: string; id: string }> {
  try {
    const { payload } = await jwtVerify(token, secret(), { algorithms: [ALGORITHM], audience: AUDIENCE, requiredClaims: ["sub", "exp"] });
    return { tenant_id: payload["tenant_id"] as string, id: payload.sub! };
  } catch {
    throw new AppError("AUTH_TOKEN_INVALID");
  }
}
