import { listMailbox } from "#worker/modules/dev-mailbox/contract.ts";
import { dispatch } from "#worker/modules/notify/messages/messages-contract.ts";
import { putPolicies } from "#worker/modules/notify/routing/routing-contract.ts";
import { admin, type Client, eventually, newTenant, nobody, type Tenant } from "./harness.ts";

/** Policies of a workspace that may be written to at any hour, and of one that may not. */
export const AWAKE = { throttle_per_minute: { sms: 10_000 }, quiet_hours: { enabled: false, start: "21:00", end: "08:00", channels: ["sms" as const], weekend: null } };
export const ALL_DAY = { quiet_hours: { enabled: true, start: "00:00", end: "23:59", channels: ["email" as const, "sms" as const, "whatsapp" as const], weekend: null } };

let number = 0;
export const newPhone = () => `+2010${String(Date.now() % 10_000_000).padStart(7, "0").slice(0, 5)}${String(++number).padStart(3, "0")}`;

/** An owner with a verified phone, in a workspace that is awake at any hour. */
export async function reachable(options?: Parameters<typeof newTenant>[0]): Promise<Tenant & { phone: string }> {
  const tenant = await newTenant(options), phone = newPhone();
  await admin`update user_profiles set phone_e164 = ${phone}, phone_verified_at = now() where id = ${tenant.owner.user_id}`;
  await tenant.owner.ok(putPolicies, { body: AWAKE });
  return { ...tenant, phone };
}

/** A message to dispatch, all but to whom and how. */
export const hot = { template_code: "lead.hot", payload: { lead_name: "Mona El-Sayed", score: 80 } };
export const say = (user: Client, body: object) => user.call(dispatch, { body: { ...hot, ...body } as never });

/** What reached an address, newest first, as soon as anything has. */
export const mailOf = (to: string) => eventually(async () => {
  const { items } = (await nobody.call(listMailbox, { query: { to } })).data as { items: Record<string, string>[] };
  return items.length > 0 && items;
});

/** Decisions in short: `sms send`, `email skip MIRROR_OFF`. */
export const codes = (routes: readonly { channel: string; decision: string; reasons: readonly { code: string }[] }[]) => routes.map((r) => [r.channel, r.decision, ...r.reasons.map(({ code }) => code)].join(" "));
