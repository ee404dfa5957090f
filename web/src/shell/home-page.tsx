import { Navigate } from "@solidjs/router";
import { pagePaths } from "#web/src/routes.tsx";
import { allowed, NAV } from "./nav.ts";

/** The first page that this person may open. */
export function HomePage() {
  return <Navigate href={allowed(NAV, pagePaths())[0]?.path ?? "/inbox"} />;
}
