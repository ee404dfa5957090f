import { startOauth, type Provider } from "./api.ts";

/** What this tab remembers while the person is at a provider. */
interface Journey {
  provider: Provider;
  next?: string | undefined;
}
const KEY = "m3core.oauth";

/** Sends the browser to a provider, to come back at /oauth/callback. */
export async function leaveForProvider(provider: Provider, { next, tenant_id }: { next?: string | undefined; tenant_id?: string } = {}) {
  const { auth_url } = await startOauth(provider.code, tenant_id);
  sessionStorage.setItem(KEY, JSON.stringify({ provider, next } satisfies Journey));
  location.assign(auth_url);
}

/** Where the person left for; undefined in a tab that did not. */
export function readJourney(): Journey | undefined {
  try {
    return (JSON.parse(sessionStorage.getItem(KEY) ?? "null") as Journey | null) ?? undefined;
  } catch {
    return undefined;
  }
}
