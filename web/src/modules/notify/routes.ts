import type { PageRoute } from "#web/src/routes.tsx";

export const routes: readonly PageRoute[] = [
  { path: "/messages", page: () => import("./messages/messages-page.tsx"), permission: "notify.outbox.read" },
  { path: "/messages/health", page: () => import("./health/health-page.tsx"), permission: "notify.outbox.read" },
  { path: "/suppression", page: () => import("./suppression/suppression-page.tsx"), permission: "notify.suppression.read" },
  { path: "/notification-policies", page: () => import("./policies/policies-page.tsx"), permission: "notify.policies.manage" },
  { path: "/notification-policies/providers", page: () => import("./providers/providers-page.tsx"), permission: "notify.policies.manage" },
];
