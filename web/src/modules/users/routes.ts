import type { PageRoute } from "#web/src/routes.tsx";

export const routes: readonly PageRoute[] = [
  { path: "/users", page: () => import("./users-page.tsx"), permission: "user.read" },
  { path: "/users/dictionaries", page: () => import("./dictionaries-page.tsx"), permission: "user.read" },
  { path: "/users/:id", page: () => import("./user-page.tsx"), permission: "user.read" },
];
