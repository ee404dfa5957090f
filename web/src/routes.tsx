import type { Component } from "solid-js";

/** One page of a module. */
export interface PageRoute {
  /** "/leads" or "/leads/:id"; the first part decides whether the navigation shows the module. */
  path: string;
  /** Loaded when it is first opened, or when a link to it is hovered. */
  page: () => Promise<{ default: Component }>;
  permission?: string;
  feature?: string;
  /** Shown without signing in, outside the shell. */
  public?: boolean;
}

/**
 * Every page of the app. A module adds its own by `web/src/modules/<name>/routes.ts` exporting `routes: PageRoute[]`;
 * the files are collected here, so two modules never edit the same one.
 */
const found = import.meta.glob<{ routes: readonly PageRoute[] }>("./modules/*/routes.ts", { eager: true });

export const PAGES: readonly PageRoute[] = Object.values(found).flatMap((module) => module.routes);

const paths = new Set(PAGES.filter((route) => !route.public).map((route) => `/${route.path.split("/")[1]}`));

/** The first parts of all paths that have a page ("/leads"). */
export const pagePaths = (): ReadonlySet<string> => paths;
