import type { PageRoute } from "#web/src/routes.tsx";

export const routes: readonly PageRoute[] = [
  { path: "/groups", page: () => import("./groups-page.tsx"), permission: "role.read" },
  { path: "/groups/:id", page: () => import("./group-page.tsx"), permission: "role.read" },
];
