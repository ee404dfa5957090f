import type { PageRoute } from "#web/src/routes.tsx";

export const routes: readonly PageRoute[] = [
  { path: "/companies", page: () => import("./companies-page.tsx"), permission: "company.read" },
  { path: "/companies/:id", page: () => import("./company-page.tsx"), permission: "company.read" },
];
