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

/** What goes with the person to every device, and the values there are. The rest stays with this browser. */
const KEPT = { theme: ["light", "dark", "system"], contrast: ["more", "normal"], density: ["compact", "comfortable"], language: ["en", "ar"], digits: ["latn", "arab"] } as const;
type Kept = keyof typeof KEPT;
export type KeptPreferences = Partial<Pick<Preferences, Kept>>;

const KEY = "m3core.preferences", UNSENT = "m3core.preferences.unsent";

function stored<T>(key: string, otherwise: T): T {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "null") as T ?? otherwise;
  } catch {
    return otherwise;
  }
}
function store(key: string, value: unknown) {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Private windows may refuse storage: the setting then lasts for this visit.
  }
}

const browserLocale: Locale = navigator.language.startsWith("ar") ? "ar" : "en";

const [read, write] = createRoot(() =>
  createSignal<Preferences>({ theme: "system", density: "compact", language: browserLocale, digits: "latn", nav: "full", ...stored<Partial<Preferences>>(KEY, {}) }),
);

/** The person's settings on this device; reactive. */
export const preferences = read;

let unsent = new Set(stored<Kept[]>(UNSENT, []));
let onChosen = () => {};
function mark(keys: Iterable<Kept>) {
  unsent = new Set(keys);
  store(UNSENT, [...unsent]);
}

/** Applies a choice of the person to the page and keeps it for the next visit. Change language with setLocale of i18n.ts, which loads the words first. */
export function setPreferences(change: Partial<Preferences>) {
  mark([...unsent, ...(Object.keys(change) as Kept[]).filter((key) => key in KEPT)]);
  adoptPreferences(change);
  onChosen();
}

/** The same for what was chosen elsewhere. */
export function adoptPreferences(change: Partial<Preferences>) {
  const next = write({ ...read(), ...change });
  store(KEY, next);
  applyPreferences(next);
}

/** Called after each choice: what is unsent may be kept with the person now. */
export function onPreferenceChosen(fn: () => void) {
  onChosen = fn;
}

/** What the person has chosen here and is not kept with them yet; undefined when nothing is. */
export const unsentPreferences = (): KeptPreferences | undefined => (unsent.size ? Object.fromEntries([...unsent].map((key) => [key, read()[key]])) : undefined);

/** These are kept, unless they were chosen anew meanwhile. Without any, what was chosen is let go: it was somebody else's. */
export const preferencesSent = (sent?: KeptPreferences) => mark(sent ? [...unsent].filter((key) => sent[key] !== read()[key]) : []);

/** Of what is kept with the person, what looks different here and was not chosen here since. */
export function differing(kept: Readonly<Record<string, unknown>>): KeptPreferences {
  const keys = (Object.keys(KEPT) as Kept[]).filter((key) => (KEPT[key] as readonly unknown[]).includes(kept[key]) && kept[key] !== read()[key] && !unsent.has(key));
  return Object.fromEntries(keys.map((key) => [key, kept[key]]));
}

/** Whether this browser has been told how to look at all. */
export const hasPreferences = () => Object.keys(stored<object>(KEY, {})).length > 0;

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
