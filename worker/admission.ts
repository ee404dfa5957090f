import type { GateAnswer } from "#durable-objects/tenant-gate.ts";
import { AppError } from "./kernel/errors.ts";
import type { Admission, Claims, Ports } from "./kernel/http.ts";
import { bearerOf, readAccessToken } from "./modules/auth/access-token.ts";
import { gateOf } from "./tenant-objects.ts";

/** How the kernel learns who is asking and what they may do: a signed token, then one call to the tenant gate. */
export const admission: Pick<Ports, "authenticate" | "admit" | "admitAnyone"> = {
  async authenticate(request) {
    const token = bearerOf(request);
    if (!token) throw new AppError("AUTH_UNAUTHORIZED");
    return readAccessToken(token);
  },
  admit: async (claims: Claims, route) => toAdmission(await gateOf(claims.tenant_id).admit(claims, route.rate)),
  admitAnyone: async (ip, route) => toAdmission(await gateOf(`ip:${ip}`).admitAnyone(route.rate)),
};

function toAdmission({ rate, access, retry_after_s, refused }: GateAnswer): Admission {
  if (retry_after_s) return { rate, refused: new AppError("RATE_LIMIT", { retry_after_s }) };
  return { rate, access, refused: refused ? new AppError("AUTH_UNAUTHORIZED", { reason: refused }) : undefined };
}

/** From the next request on, the user (or everybody in the tenant) is judged anew. */
export const evictAccess = (tenant_id: string, user_id: string | null): Promise<void> => gateOf(tenant_id).evict(user_id);
