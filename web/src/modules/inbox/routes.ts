import type { PageRoute } from "#web/src/routes.tsx";

export const routes: readonly PageRoute[] = [{ path: "/inbox/:notification_id?", page: () => import("./inbox-page.tsx") }];
