import type { PageRoute } from "#web/src/routes.tsx";

export const routes: readonly PageRoute[] = [
  { path: "/unsubscribe", public: true, page: () => import("./unsubscribe.tsx") },
  { path: "/subscriptions/confirm", public: true, page: () => import("./confirm.tsx") },
];
