import type { PageRoute } from "#web/src/routes.tsx";

export const routes: readonly PageRoute[] = [
  { path: "/contacts", page: () => import("./contacts-page.tsx"), permission: "contact.read" },
  { path: "/contacts/:id", page: () => import("./contact-page.tsx"), permission: "contact.read" },
];
