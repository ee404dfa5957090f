import type { PageRoute } from "#web/src/routes.tsx";

export const routes: readonly PageRoute[] = [{ path: "/settings/:section?", page: () => import("./settings-page.tsx") }];
