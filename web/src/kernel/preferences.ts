import { createRoot, createSignal } from "solid-js";

export type Theme = "light" | "dark" | "system";
export type Density = "compact" | "comfortable";
export type Locale = "en" | "ar";
export type Digits = "latn" | "arab";

export interface Preferences {
  theme: Theme;
  contrast?: "more" | "normal";
  density: Density;
  language: Locale;
  digits: Digits;
  /** Set by the tenant; any CSS colour. */
  accent?: string;
  nav: "full" | "rail";
}

const KEY = "m3core.preferences";

function stored(): Partial<Preferences> {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? "{}") as Partial<Preferences>;
  } catch {
    return {};
  }
}

const browserLocale: Locale = navigator.language.startsWith("ar") ? "ar" : "en";

const [read, write] = createRoot(() =>
  createSignal<Preferences>({ theme: "system", density: "compact", language: browserLocale, digits: "latn", nav: "full", ...stored() }),
);

/** The person's settings on this device; reactive. */
export const preferences = read;

/** Applies a change to the page and keeps it for the next visit. Change language with setLocale of i18n.ts, which loads the words first. */
export function setPreferences(change: Partial<Preferences>) {
  const next = write({ ...read(), ...change });
  try {
    localStorage.setItem(KEY, JSON.stringify(next));
  } catch {
    // Private windows may refuse storage: the setting then lasts for this visit.
  }
  applyPreferences(next);
}

/** Mirrors the preferences onto the document element, where the tokens read them. */
export function applyPreferences(next: Preferences = read()) {
  const root = document.documentElement;
  root.lang = next.language;
  root.dir = next.language === "ar" ? "rtl" : "ltr";
  root.dataset.theme = next.theme;
  root.dataset.density = next.density;
  const more = next.contrast ? next.contrast === "more" : matchMedia("(prefers-contrast: more)").matches;
  if (more) root.dataset.contrast = "more";
  else delete root.dataset.contrast;
  if (next.accent) root.style.setProperty("--accent", next.accent);
  else root.style.removeProperty("--accent");
}
