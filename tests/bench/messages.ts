import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import type { Workerd } from "./bare-workerd.ts";
import { startBrevoDouble } from "../doubles/brevo.ts";

/** What the Worker is told so that its mail goes to a double of Brevo. */
export async function startProvider() {
  const brevo = await startBrevoDouble();
  return { stop: () => brevo.stop(), vars: { EMAIL_ADAPTER: "brevo", BREVO_BASE_URL: brevo.url, BREVO_API_KEY: "bench", EMAIL_FROM: "Bench <bench@bench.test>" } };
}

const PAYLOAD = JSON.stringify({ full_name: "Mona El-Sayed", tenant_name: "Bench Realty", url: "https://app.test/i", expires_hours: 1 });

/** A delivery report as Brevo sends it. */
export const report = (n: number) => ({ event: "delivered", email: `bench${n}@bench.test`, "message-id": `<${n}.bench@smtp-relay.mailin.fr>`, ts_epoch: 1_795_201_460_000 + n, date: "2026-11-20 20:04:20", subject: "Your invitation to Bench Realty", tags: ["auth.invite"], "X-Mailin-custom": `${NONE}:${NONE}` });
const NONE = "00000000-0000-0000-0000-000000000000";

/** Messages a second from rows that are due to rows that are sent: claim, meter, provider, record and their events, through the queue. */
export async function pipeline(ownerUrl: string, tenant_id: string, count: number, clock: Workerd["clock"]): Promise<{ per_s: number; sent: number }> {
  const client = new pg.Client(ownerUrl);
  await client.connect();
  try {
    const source = randomUUID();
    await client.query(`insert into messages_outbox (tenant_id, id, channel, recipient, template_code, family, payload, status, source, scheduled_at, created_at)
      select $1, gen_random_uuid(), 'email', 'bench' || n || '@bench.test', 'auth.invite', 'auth.invite', $2, 'queued', $3, now(), now() - interval '2 minutes' from generate_series(1, $4::int) n`, [tenant_id, PAYLOAD, source, count]);
    const start = performance.now();
    void clock("tick");
    for (let sent = 0; ; await sleep(100)) {
      sent = (await client.query<{ n: number }>("select count(*)::int as n from messages_outbox where source = $1 and status = 'sent'", [source])).rows[0]!.n;
      const seconds = (performance.now() - start) / 1000;
      if (sent === count || seconds > 60) return { per_s: Number((sent / seconds).toFixed(1)), sent };
    }
  } finally {
    await clock("stop");
    await client.end();
  }
}
