import type { PageRoute } from "#web/src/routes.tsx";

export const routes: readonly PageRoute[] = [
  { path: "/projects", page: () => import("./projects-page.tsx"), permission: "unit.read" },
  { path: "/projects/:id", page: () => import("./project-page.tsx"), permission: "unit.read" },
];
