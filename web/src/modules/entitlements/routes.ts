import type { PageRoute } from "#web/src/routes.tsx";

export const routes: readonly PageRoute[] = [{ path: "/entitlements", page: () => import("./entitlements-page.tsx"), permission: "entitlements.view" }];
