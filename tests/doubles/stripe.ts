import { type Double, read, send, serve } from "./serve.ts";

export interface StripeDouble extends Double { readonly customers: ReadonlySet<string> }

const missing = (what: string, id: string) => [404, { error: { type: "invalid_request_error", code: "resource_missing", message: `No such ${what}: '${id}'`, param: what, doc_url: "https://stripe.com/docs/error-codes/resource-missing" } }] as const;

/** As much of Stripe as the hooks ask: customers, and one recurring price, `price_test_basic_123`. */
export async function startStripeDouble(): Promise<StripeDouble> {
  const customers = new Set<string>();

  function answer(method: string, path: string, key: string, form: URLSearchParams): readonly [number, object] {
    if (!/^[sr]k_test_(?!wrong)\w+$/.test(key)) return [401, { error: { type: "invalid_request_error", message: `Invalid API Key provided: ${key.slice(0, 8)}***` } }];
    const [, resource, id = ""] = /^\/v1\/(\w+)(?:\/(\w+))?$/.exec(path) ?? [];
    if (method === "POST" && resource === "customers") {
      const made = `cus_${customers.size + 1}`;
      customers.add(made);
      return [200, { id: made, object: "customer", livemode: false, email: form.get("email"), metadata: { tenantId: form.get("metadata[tenantId]") } }];
    }
    if (method === "DELETE" && resource === "customers") return customers.delete(id) ? [200, { id, object: "customer", deleted: true }] : missing("customer", id);
    if (id === "price_test_basic_123") return [200, { id, object: "price", livemode: false, active: true, currency: "usd", unit_amount: 4900, recurring: { interval: "month", interval_count: 1 } }];
    return missing("price", id);
  }

  const double = await serve((request, response) => {
    const key = Buffer.from((request.headers.authorization ?? "").replace(/^Basic /, ""), "base64").toString().replace(/:$/, "");
    void read(request).then((text) => {
      const [status, body] = answer(request.method!, new URL(request.url!, "http://double").pathname, key, new URLSearchParams(text));
      send(response, status, body);
    });
  });
  return { ...double, customers };
}
