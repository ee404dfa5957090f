import type { PageRoute } from "#web/src/routes.tsx";

export const routes: readonly PageRoute[] = [{ path: "/audit-log", page: () => import("./audit-page.tsx"), permission: "audit.read" }];
