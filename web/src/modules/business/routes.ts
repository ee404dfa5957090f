import type { PageRoute } from "#web/src/routes.tsx";

export const routes: readonly PageRoute[] = [{ path: "/company", page: () => import("./company-settings-page.tsx"), permission: "user.manage" }];
