import { type Bench, insist } from "./hook.ts";

interface Envelope { success?: boolean; data?: { accepted: number; duplicates: number } | null; error?: { code: string } | null }

/** Sends a delivery report to our own webhook as the provider would; it is left out where no deployment is named. */
export async function replay(bench: Bench, provider: "brevo" | "infobip", report: unknown): Promise<void> {
  const { CRM_URL, [`WEBHOOK_SECRET_${provider.toUpperCase()}`]: secret } = bench.env;
  if (!CRM_URL || !secret) return bench.leaveOut("delivery report replayed", `set CRM_URL and WEBHOOK_SECRET_${provider.toUpperCase()} to send one to a deployment`);
  await bench.check("delivery report replayed", async () => {
    const response = await fetch(`${CRM_URL}/v1/webhooks/${provider}`, { method: "POST", headers: { "content-type": "application/json", "x-webhook-signature": secret }, body: JSON.stringify(report) });
    const { success, data, error } = (await response.json()) as Envelope;
    insist(response.ok && success === true, `${response.status} ${error?.code ?? "in an unknown shape"}`);
    insist((data?.accepted ?? 0) + (data?.duplicates ?? 0) === 1, "it was neither stored nor known");
    return data!.accepted ? "stored" : "known already";
  });
}
