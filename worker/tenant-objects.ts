import { env } from "cloudflare:workers";

/** Durable Objects live near the users: they are made in the Middle East. */
const near = { locationHint: "me" } as const;

export const gateOf = (name: string) => env.TENANT_GATE.get(env.TENANT_GATE.idFromName(name), near);
export const hubOf = (tenant_id: string) => env.INBOX_HUB.get(env.INBOX_HUB.idFromName(tenant_id), near);
export const meterOf = (tenant_id: string) => env.USAGE_METER.get(env.USAGE_METER.idFromName(tenant_id), near);
