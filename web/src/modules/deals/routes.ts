import type { PageRoute } from "#web/src/routes.tsx";

export const routes: readonly PageRoute[] = [
  { path: "/deals", page: () => import("./deals-page.tsx"), permission: "deal.read" },
  { path: "/deals/:id", page: () => import("./deal-page.tsx"), permission: "deal.read" },
];
