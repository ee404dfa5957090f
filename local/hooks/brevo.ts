import { brevo as adapter } from "#worker/modules/notify/adapters/brevo.ts";
import { type Hook, insist } from "./hook.ts";
import { replay } from "./replay.ts";
import { refusesKey, sample } from "./sample.ts";

/** Brevo's transactional email, through the adapter that ships. `X-Sib-Sandbox` has Brevo check everything and deliver nothing. */
export const brevo: Hook = {
  needs: { BREVO_API_KEY: "a key of a sandbox account, never the production one", EMAIL_FROM: "a sender that this account has verified", EMAIL_TEST: "the address to write to" },
  secrets: ["BREVO_API_KEY", "WEBHOOK_SECRET_BREVO"],
  async run(bench) {
    const { BREVO_API_KEY, BREVO_BASE_URL = "https://api.brevo.com", EMAIL_FROM, EMAIL_TEST, TENANT_ID } = bench.env;
    const message = sample("email", EMAIL_TEST!, TENANT_ID, { headers: { "X-Sib-Sandbox": "drop" } });
    const using = (api_key: string) => adapter({ base_url: BREVO_BASE_URL, api_key, from: EMAIL_FROM! });
    let id = "<sbx@brevo>";
    await bench.check("email accepted", async () => {
      const { provider_message_id } = await using(BREVO_API_KEY!).send(message);
      insist(provider_message_id !== null, "it was accepted without an id");
      return (id = provider_message_id);
    });
    await bench.check("a wrong key is refused as one", () => refusesKey(using("wrong"), sample("email", EMAIL_TEST!, TENANT_ID)));
    await replay(bench, "brevo", [{ event: "delivered", email: EMAIL_TEST, messageId: id, date: new Date().toISOString() }]);
  },
};
