import type { TestProject } from "vitest/node";
import type { DatabaseReport } from "#local/database-process.ts";
import { startForked } from "#local/forked.ts";
import { startBrevoDouble } from "../doubles/brevo.ts";
import { startInfobipDouble } from "../doubles/infobip.ts";
import { startOidcProvider } from "../doubles/oidc.ts";

/** One migrated, throwaway database and the doubles of outside services, for the whole run. */
export default async function ({ provide }: TestProject) {
  const database = await startForked<DatabaseReport>("database-process.ts");
  const brevo = await startBrevoDouble(), infobip = await startInfobipDouble(), oidc = await startOidcProvider();
  provide("brevoUrl", brevo.url);
  provide("infobipUrl", infobip.url);
  provide("oidcUrl", oidc.url);
  provide("neonUrl", database.neonUrl);
  provide("databaseUrl", database.workerUrl);
  provide("ownerUrl", database.ownerUrl);
  return () => Promise.all([brevo.stop(), infobip.stop(), oidc.stop(), database.stop()]);
}
