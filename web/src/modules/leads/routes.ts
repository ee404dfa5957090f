import type { PageRoute } from "#web/src/routes.tsx";

export const routes: readonly PageRoute[] = [
  { path: "/leads", page: () => import("./leads-page.tsx"), permission: "lead.read" },
  { path: "/leads/import", page: () => import("./import/upload-page.tsx"), permission: "lead.import", feature: "leads.import" },
  { path: "/leads/import/:id", page: () => import("./import/import-page.tsx"), permission: "lead.import", feature: "leads.import" },
  { path: "/leads/:id", page: () => import("./lead-page.tsx"), permission: "lead.read" },
  { path: "/leads/:id/convert", page: () => import("./convert/convert-page.tsx"), permission: "lead.convert" },
];
