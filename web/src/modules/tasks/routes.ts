import type { PageRoute } from "#web/src/routes.tsx";

/** One page: a task opens beside the list. */
export const routes: readonly PageRoute[] = [{ path: "/tasks/:id?", page: () => import("./tasks-page.tsx"), permission: "task.read" }];
