import { consentRoutes } from "./consent/routes.ts";
import { digestRoutes } from "./digests/routes.ts";
import { inboxRoutes } from "./inbox/routes.ts";
import { messageRoutes } from "./messages/routes.ts";
import { routingRoutes } from "./routing/routes.ts";
import { sendingRoutes } from "./sending/routes.ts";
import { templateRoutes } from "./templates/routes.ts";

export const notifyRoutes = [...inboxRoutes, ...digestRoutes, ...messageRoutes, ...routingRoutes, ...consentRoutes, ...sendingRoutes, ...templateRoutes];
