import type { PageRoute } from "#web/src/routes.tsx";

export const routes: readonly PageRoute[] = [
  { path: "/approvals", page: () => import("./approvals-page.tsx") },
  { path: "/approvals/policies", page: () => import("./policies-page.tsx"), permission: "approvals.policies.manage" },
  { path: "/approvals/policies/:id", page: () => import("./policy-page.tsx"), permission: "approvals.policies.manage" },
  { path: "/approvals/:id", page: () => import("./request-page.tsx") },
];
