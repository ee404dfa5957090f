import type { PageRoute } from "#web/src/routes.tsx";

export const routes: readonly PageRoute[] = [
  { path: "/sign-in", public: true, page: () => import("./sign-in.tsx") },
  { path: "/sign-up", public: true, page: () => import("./sign-up.tsx") },
  { path: "/verify-email", public: true, page: () => import("./verify-email.tsx") },
  { path: "/forgot-password", public: true, page: () => import("./forgot-password.tsx") },
  { path: "/reset-password", public: true, page: () => import("./reset-password.tsx") },
  { path: "/oauth/callback", public: true, page: () => import("./oauth-callback.tsx") },
  { path: "/accept-invite", public: true, page: () => import("./accept-invite.tsx") },
];
