import type { Subscriber } from "./kernel/events.ts";
import type { Bound } from "./kernel/http.ts";
import { mailboxRoutes } from "./modules/dev-mailbox/routes.ts";
import { healthRoutes } from "./modules/health/routes.ts";
import { leadRoutes } from "./modules/leads/routes.ts";

/** Every route of the product, by module. */
export const routes: readonly Bound[] = [
  ...leadRoutes,
  ...healthRoutes,
  ...mailboxRoutes,
];

/** Every reaction of a module to an event. */
export const subscribers: readonly Subscriber[] = [
];
