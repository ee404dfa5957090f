import type { GateAnswer } from "#durable-objects/tenant-gate.ts";
import type { AccessSnapshot } from "./kernel/ctx.ts";
import { AppError } from "./kernel/errors.ts";
import type { Admission, Claims, Ports } from "./kernel/http.ts";
import type { Permission } from "./kernel/permissions.ts";
import type { Route } from "./kernel/resource.ts";
import { bearerOf, PREFIX, readAccessToken, readPersonalToken } from "./modules/auth/access-token.ts";
import { gateOf } from "./tenant-objects.ts";

/** How the kernel learns who is asking and what they may do: a signed token, then one call to the tenant gate. */
export const admission: Pick<Ports, "authenticate" | "admit" | "admitAnyone"> = {
  async authenticate(request) {
    const token = bearerOf(request);
    if (!token) throw new AppError("AUTH_UNAUTHORIZED");
    return token.startsWith(PREFIX) ? readPersonalToken(token) : readAccessToken(token);
  },
  async admit(claims, route) {
    const admitted = toAdmission(await gateOf(claims.tenant_id).admit(claims, route.rate));
    return admitted.access ? limited(admitted, admitted.access, claims, route) : admitted;
  },
  admitAnyone: async (ip, route) => toAdmission(await gateOf(`ip:${ip}`).admitAnyone(route.rate)),
};

function toAdmission({ rate, access, retry_after_s, refused }: GateAnswer): Admission {
  if (retry_after_s) return { rate, refused: new AppError("RATE_LIMIT", { retry_after_s }) };
  return { rate, access, refused: refused ? new AppError("AUTH_UNAUTHORIZED", { reason: refused }) : undefined };
}

/** What somebody needs to get a second factor, whatever their roles. */
const ENROLMENT = ["twofa.manage.self", "phone.verify.start", "phone.verify.confirm"] satisfies Permission[];

/** Keeps tokens from what only a person may do, and people without the second factor they must have to getting one. */
function limited(admitted: Admission, access: AccessSnapshot, { token_hash }: Claims, route: Route): Admission {
  if (token_hash !== undefined && route.tokens === false) return { ...admitted, refused: new AppError("FORBIDDEN", { reason: "A personal access token may not do this. Sign in." }) };
  const { enrolled, required, grace_ends_at } = access.mfa;
  if (enrolled || !required || grace_ends_at > new Date().toISOString()) return admitted;
  if (!route.enrolment) return { ...admitted, refused: new AppError("FORBIDDEN", { reason: "mfa_enrolment_required", grace_ended_at: grace_ends_at }) };
  return { ...admitted, access: { ...access, permissions: [...new Set([...access.permissions, ...ENROLMENT])] } };
}

/** From the next request on, the user (or everybody in the tenant) is judged anew. */
export const evictAccess = (tenant_id: string, user_id: string | null): Promise<void> => gateOf(tenant_id).evict(user_id);
