import type { PageRoute } from "#web/src/routes.tsx";

export const routes: readonly PageRoute[] = [{ path: "/roles", page: () => import("./roles-page.tsx"), permission: "role.read" }];
