import type { PageRoute } from "#web/src/routes.tsx";

export const routes: readonly PageRoute[] = [
  { path: "/templates", page: () => import("./templates-page.tsx"), permission: "notify.templates.manage" },
  { path: "/templates/:family", page: () => import("./family-page.tsx"), permission: "notify.templates.manage" },
];
