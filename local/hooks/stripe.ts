import { Fault } from "../fault.ts";
import { type Hook, insist } from "./hook.ts";

interface Thing { id?: string; object?: string; livemode?: boolean; active?: boolean; deleted?: boolean; recurring?: unknown; error?: { type?: string; code?: string } }

/** Stripe in test mode: a customer made and removed again, the price of a plan, and how an error looks. Nothing is bought. */
export const stripe: Hook = {
  needs: { STRIPE_API_KEY: "a secret key of test mode: sk_test_… or rk_test_…", STRIPE_PRICE_BASIC: "the id of a recurring price in test mode", EMAIL_TEST: "the address of the customer to make" },
  secrets: ["STRIPE_API_KEY"],
  async run(bench) {
    const { STRIPE_API_KEY = "", STRIPE_BASE_URL = "https://api.stripe.com", STRIPE_PRICE_BASIC = "", EMAIL_TEST = "", TENANT_ID = "sandbox" } = bench.env;
    if (!/^[sr]k_test_/.test(STRIPE_API_KEY)) throw new Fault("STRIPE_API_KEY is not a key of test mode: the hook refuses to run with it.");
    const ask = async (method: string, path: string, form?: Record<string, string>) => {
      const response = await fetch(`${STRIPE_BASE_URL}/v1/${path}`, { method, headers: { authorization: `Basic ${btoa(`${STRIPE_API_KEY}:`)}` }, ...(form ? { body: new URLSearchParams(form) } : {}) });
      return { status: response.status, thing: (await response.json()) as Thing };
    };
    let customer: string | undefined;
    await bench.check("customer made", async () => {
      const { status, thing } = await ask("POST", "customers", { email: EMAIL_TEST, "metadata[tenantId]": TENANT_ID });
      insist(status === 200 && thing.object === "customer" && typeof thing.id === "string", `${status} ${thing.error?.code ?? thing.error?.type ?? "in an unknown shape"}`);
      customer = thing.id;
      insist(thing.livemode === false, "it is not in test mode");
      return thing.id;
    });
    await bench.check("price is there, and recurs", async () => {
      const { status, thing } = await ask("GET", `prices/${encodeURIComponent(STRIPE_PRICE_BASIC)}`);
      insist(status === 200 && thing.object === "price", `${status} ${thing.error?.code ?? "in an unknown shape"}`);
      insist(thing.active === true && Boolean(thing.recurring), "it is not an active, recurring price");
      return thing.id!;
    });
    await bench.check("an error has the shape we know", async () => {
      const { status, thing } = await ask("GET", "prices/price_that_is_not_there");
      insist(status === 404 && thing.error?.type === "invalid_request_error" && thing.error.code === "resource_missing", `${status} ${thing.error?.code ?? "in an unknown shape"}`);
      return thing.error.code;
    });
    if (customer) await bench.check("customer removed again", async () => {
      const { status, thing } = await ask("DELETE", `customers/${customer!}`);
      insist(status === 200 && thing.deleted === true, `${status}: remove it by hand`);
      return thing.id!;
    });
  },
};
