import { env } from "cloudflare:workers";
import { admission } from "./admission.ts";
import { committed } from "./committed.ts";
import { serve } from "./kernel/http.ts";
import { describedRoutes, mountDocs } from "./docs.ts";
import { routes } from "./modules.ts";
import { scheduled } from "./scheduled.ts";
import { consume } from "#queues/consume.ts";

export { InboxHub } from "#durable-objects/inbox-hub.ts";
export { TenantGate } from "#durable-objects/tenant-gate.ts";
export { UsageMeter } from "#durable-objects/usage-meter.ts";

export const app = serve({ ...admission, committed }, describedRoutes(routes), { origins: env.CORS_ORIGINS.split(","), checkReads: env.APP_ENV !== "production" });
mountDocs(app);

export default {
  fetch: app.fetch,
  queue: consume,
  scheduled,
} satisfies ExportedHandler<Cloudflare.Env>;
