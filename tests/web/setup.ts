import type { TestProject } from "vitest/node";
import { findChromium } from "#local/chromium.ts";
import { startForked } from "#local/forked.ts";
import type { StackReport } from "#local/stack-process.ts";
import { startOidcProvider } from "../doubles/oidc.ts";

declare module "vitest" {
  interface ProvidedContext {
    apiUrl: string;
    webUrl: string;
    /** Where the browser's program is, for playwright-core's executablePath. */
    chromium: string;
  }
}

/** The whole product on free ports with a throwaway database, and a browser to drive it. */
export default async function ({ provide }: TestProject) {
  const chromium = findChromium();
  const oidc = await startOidcProvider();
  const google = { client_id: "m3core-google", client_secret: "google-secret", issuer: oidc.url };
  const stack = await startForked<StackReport>("stack-process.ts", [`OAUTH_PROVIDERS=${JSON.stringify({ google })}`]);
  provide("chromium", chromium);
  provide("apiUrl", stack.apiUrl);
  provide("webUrl", stack.webUrl);
  provide("neonUrl", stack.neonUrl);
  provide("ownerUrl", stack.ownerUrl);
  provide("oidcUrl", oidc.url);
  return () => Promise.all([stack.stop(), oidc.stop()]);
}
