import type { PageRoute } from "#web/src/routes.tsx";

export const routes: readonly PageRoute[] = [
  { path: "/units", page: () => import("./units-page.tsx"), permission: "unit.read" },
  { path: "/units/:id", page: () => import("./unit-page.tsx"), permission: "unit.read" },
];
