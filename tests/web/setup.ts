import type { TestProject } from "vitest/node";
import { findChromium } from "#local/chromium.ts";
import { startForked } from "#local/forked.ts";
import type { StackReport } from "#local/stack-process.ts";

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
  const stack = await startForked<StackReport>("stack-process.ts");
  provide("chromium", chromium);
  provide("apiUrl", stack.apiUrl);
  provide("webUrl", stack.webUrl);
  provide("neonUrl", stack.neonUrl);
  provide("ownerUrl", stack.ownerUrl);
  return stack.stop;
}
