import { infobipSms, infobipWhatsApp } from "#worker/modules/notify/adapters/infobip.ts";
import { type Env, type Hook, insist } from "./hook.ts";
import { replay } from "./replay.ts";
import { refusesKey, sample } from "./sample.ts";

/** Infobip's sender for trials, which writes to registered numbers only. */
const TRIAL_SENDER = "447860099299";
const baseUrl = ({ INFOBIP_BASE_URL, INFOBIP_BASE_DOMAIN }: Env) => INFOBIP_BASE_URL ?? `https://${INFOBIP_BASE_DOMAIN ?? "api.infobip.com"}`;

/** Infobip's SMS v3 and WhatsApp, through the adapters that ship. */
export const infobip: Hook = {
  needs: { INFOBIP_API_KEY: "a key of a trial account, never the production one", SMS_TEST_E164: "the number to write to, as +201000000001; of a trial account, a registered one" },
  secrets: ["INFOBIP_API_KEY", "WEBHOOK_SECRET_INFOBIP"],
  numbers: ["SMS_TEST_E164", "WA_TEST_E164"],
  async run(bench) {
    const { INFOBIP_API_KEY, SMS_TEST_E164, WA_TEST_E164, INFOBIP_SMS_SENDER = "M3CRM", INFOBIP_WHATSAPP_SENDER = TRIAL_SENDER, TENANT_ID } = bench.env, base_url = baseUrl(bench.env);
    const sms = sample("sms", SMS_TEST_E164!, TENANT_ID), by = (api_key: string) => infobipSms({ base_url, api_key, sender: INFOBIP_SMS_SENDER });
    await bench.check("SMS accepted", async () => {
      const { provider_message_id } = await by(INFOBIP_API_KEY!).send(sms);
      insist(provider_message_id === sms.id, "it has another id than ours");
      return provider_message_id;
    });
    await bench.check("a wrong key is refused as one", () => refusesKey(by("wrong"), sample("sms", SMS_TEST_E164!, TENANT_ID)));
    if (WA_TEST_E164) await bench.check("WhatsApp text accepted", async () => (await infobipWhatsApp({ base_url, api_key: INFOBIP_API_KEY, sender: INFOBIP_WHATSAPP_SENDER }).send(sample("whatsapp", WA_TEST_E164, TENANT_ID))).provider_message_id!);
    else bench.leaveOut("WhatsApp text accepted", "set WA_TEST_E164 to a number that has written to the sender within a day");
    const status = { groupId: 3, groupName: "DELIVERED", id: 5, name: "DELIVERED_TO_HANDSET" };
    await replay(bench, "infobip", [{ results: [{ messageId: sms.id, to: SMS_TEST_E164, doneAt: new Date().toISOString(), status, price: { pricePerMessage: 0.01, currency: "USD" } }] }]);
  },
};
