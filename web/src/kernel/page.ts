import { createEffect, createRoot, createSignal, onCleanup } from "solid-js";
import { t } from "./text/index.ts";

export interface Crumb {
  label: string;
  href?: string;
}
export interface PageInfo {
  title: string;
  /** The way here, without the page itself. */
  crumbs?: readonly Crumb[];
}

const [read, write] = createRoot(() => createSignal<PageInfo>({ title: "" }));

/** The page on screen, for the top bar and the document title. */
export const page = read;

/** Names the page while the component is on screen: `usePage(() => ({ title: lead.name, crumbs: [{ label: "Leads", href: "/leads" }] }))`. */
export function usePage(info: () => PageInfo) {
  createEffect(() => {
    const next = info();
    write(next);
    document.title = next.title ? `${next.title} · ${t("app")}` : t("app");
  });
  onCleanup(() => write({ title: "" }));
}
