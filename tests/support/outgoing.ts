import { admin } from "./harness.ts";

type Many = { channel?: "email" | "sms" | "whatsapp"; to?: string; due?: string; priority?: number; created?: string };
export const payload = JSON.stringify({ full_name: "M", tenant_name: "T", url: "https://app.test/i", expires_hours: 1 });

/** Rows of the outbox, due now, which no queue knows of; `%` in the address becomes the number of each. */
export async function queueMany(tenant_id: string, count: number, { channel = "email", to = "u%@many.test", due = "0 seconds", priority = 1, created = "2 minutes" }: Many = {}): Promise<void> {
  await admin`insert into messages_outbox (tenant_id, id, channel, recipient, template_code, family, payload, status, priority, scheduled_at, created_at)
    select ${tenant_id}, gen_random_uuid(), ${channel}, replace(${to}, '%', n::text), 'auth.invite', 'auth.invite', ${payload}, 'queued', ${priority}, now() + ${due}::interval, now() - ${created}::interval from generate_series(1, ${count}::int) n`;
}

/** A workspace that may send so many messages a minute on every channel. */
export const throttleAt = (tenant_id: string, per_minute: number) =>
  admin`insert into notification_policies (tenant_id, id, value) values (${tenant_id}, ${tenant_id}, ${JSON.stringify({ throttle_per_minute: { email: per_minute, sms: per_minute, whatsapp: per_minute } })})`;

/** How many of a tenant's messages are in which status. */
export async function tally(tenant_id: string): Promise<Record<string, number>> {
  const rows = await admin`select status, count(*)::int as n from messages_outbox where tenant_id = ${tenant_id} group by status`;
  return Object.fromEntries(rows.map((row) => [row["status"] as string, row["n"] as number]));
}

/** Ends what still waits, so that a test leaves no work behind. */
export const cancelAll = (tenant_id: string) => admin`update messages_outbox set status = 'cancelled' where tenant_id = ${tenant_id} and status = 'queued'`;
