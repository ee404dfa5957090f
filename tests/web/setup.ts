import type { TestProject } from "vitest/node";
import { findChromium } from "#local/chromium.ts";
import { startForked } from "#local/forked.ts";
import type { StackReport } from "#local/stack-process.ts";
import { startBrevoDouble } from "../doubles/brevo.ts";
import { startInfobipDouble } from "../doubles/infobip.ts";
import { startOidcProvider } from "../doubles/oidc.ts";

declare module "vitest" {
  interface ProvidedContext {
    apiUrl: string;
    webUrl: string;
    /** Where the browser's program is, for playwright-core's executablePath. */
    chromium: string;
    /** The double of Infobip: the address of an account with it. */
    infobipUrl: string;
  }
}

/** The whole product on free ports with a throwaway database, and a browser to drive it. */
export default async function ({ provide }: TestProject) {
  const chromium = findChromium();
  const [oidc, brevo, infobip] = await Promise.all([startOidcProvider(), startBrevoDouble(), startInfobipDouble()]);
  const google = { client_id: "m3core-google", client_secret: "google-secret", issuer: oidc.url };
  const stack = await startForked<StackReport>("stack-process.ts", [`OAUTH_PROVIDERS=${JSON.stringify({ google })}`, `BREVO_BASE_URL=${brevo.url}`]);
  provide("chromium", chromium);
  provide("apiUrl", stack.apiUrl);
  provide("webUrl", stack.webUrl);
  provide("neonUrl", stack.neonUrl);
  provide("ownerUrl", stack.ownerUrl);
  provide("oidcUrl", oidc.url);
  provide("infobipUrl", infobip.url);
  return () => Promise.all([stack.stop(), oidc.stop(), brevo.stop(), infobip.stop()]);
}
