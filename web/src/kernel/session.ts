import { createRoot, createSignal } from "solid-js";
import { accessToken, call, onMustEnrol, onSessionLost, renewToken, setToken } from "./api.ts";
import { setLocale } from "./i18n.ts";
import { adoptPreferences, differing, hasPreferences, onPreferenceChosen, preferencesSent, unsentPreferences } from "./preferences.ts";
import { invalidate } from "./query.ts";

export interface SessionUser {
  id: string;
  full_name: string;
  email: string;
  locale?: string | null;
  /** What the person keeps for themselves; how the app looks is part of it. */
  preferences?: Readonly<Record<string, unknown>>;
}
export interface SessionTenant {
  id: string;
  name: string;
  country?: string | null;
  currency?: string | null;
  plan?: string | null;
  accent?: string | null;
}
/** Whether somebody has a second factor, must have one, and until when they may work without. */
export interface SessionMfa {
  enrolled: boolean;
  required: boolean;
  grace_ends_at: string | null;
}
/** The answer of GET /v1/me. */
export interface Me {
  user: SessionUser;
  tenant: SessionTenant;
  mfa: SessionMfa;
  roles: readonly string[];
  permissions: readonly string[];
  features: readonly string[];
  modules_off: readonly string[];
}

interface Session extends Omit<Me, "permissions" | "features"> {
  permissions: ReadonlySet<string>;
  features: ReadonlySet<string>;
}

const HINT = "m3core.signed-in";
const [read, write] = createRoot(() => createSignal<Session | undefined>());

/** Who is signed in; reactive, undefined when nobody is. */
export const session = read;

/** Is this permission granted? Undefined asks nothing and is always allowed. */
export const can = (permission?: string) => {
  const granted = read()?.permissions;
  if (!permission) return true;
  return Boolean(granted && (granted.has(permission) || granted.has("*") || granted.has(`${permission.slice(0, permission.indexOf("."))}.*`)));
};

/** Does the plan include this feature? */
export const has = (feature?: string) => !feature || Boolean(read()?.features.has(feature) || read()?.features.has("*"));

/** Has the workspace left this module switched on? */
export const isOn = (module?: string) => !module || !read()?.modules_off.includes(module);

/** When the time without a second factor ends, for who must have one and has none; undefined for everybody else. */
export const mfaDeadline = () => {
  const mfa = read()?.mfa;
  return mfa?.required && !mfa.enrolled ? new Date(mfa.grace_ends_at ?? 0) : undefined;
};

/** Must this person set up a second factor before anything else? */
export const mustEnrol = () => (mfaDeadline()?.getTime() ?? Infinity) <= Date.now();

/** Makes the answer of GET /v1/me the current session. */
export function setSession(me: Me | undefined) {
  write(me && { ...me, permissions: new Set(me.permissions), features: new Set(me.features) });
  hint(Boolean(me));
  if (me?.tenant.accent) adoptPreferences({ accent: me.tenant.accent });
}

/** Starts a session from a fresh access token: asks who it is and fills the session. */
export async function startSession(access_token: string) {
  setToken(access_token);
  await loadMe();
}

/** Asks again what the signed-in person may do, after a role or a plan changed. */
export async function loadMe() {
  const me = (await call({ method: "get", path: "/v1/me" })) as Me;
  await dress(me.user);
  setSession(me);
  void keepPreferences();
}

/** Makes this browser look as the person has chosen elsewhere, before the app shows. One that was told nothing yet speaks the person's language. */
async function dress({ locale, preferences: kept = {} }: SessionUser) {
  const { language, ...looks } = differing({ ...(hasPreferences() ? {} : { language: locale?.slice(0, 2) }), ...kept });
  if (Object.keys(looks).length) adoptPreferences(looks);
  if (language) await setLocale(language, { adopted: true });
}

const KEEP_AFTER_MS = 400;
let timer: ReturnType<typeof setTimeout> | undefined;
onPreferenceChosen(() => {
  clearTimeout(timer);
  timer = setTimeout(() => void keepPreferences(), KEEP_AFTER_MS);
});

/** Keeps with the person what they have chosen on this device; a language is also that of their mail. What does not arrive is sent with the next choice or visit. */
async function keepPreferences() {
  const sent = unsentPreferences(), user = read()?.user;
  if (!sent || !user) return;
  try {
    const speaks = sent.language && sent.language !== user.locale ? { locale: sent.language } : undefined;
    const me = (await call({ method: "patch", path: "/v1/me" }, { body: { preferences: sent, ...speaks } } as never)) as Me;
    preferencesSent(sent);
    if (!speaks) return;
    setSession(me);
    await invalidate("/v1/me");
  } catch {
    // The choice holds on this device, and stays marked.
  }
}

/** Picks up the session of an earlier visit; false when there is none. A browser that never signed in asks nothing. */
export async function restoreSession(): Promise<boolean> {
  if (read()) return true;
  if (!hinted()) return false;
  if (!accessToken() && !(await renewToken())) return false;
  await loadMe();
  return true;
}

/** Ends the session here and in the other tabs, and tells the server. */
export async function signOut() {
  await call({ method: "post", path: "/v1/auth/logout" }).catch(() => {});
  setToken(undefined);
  setSession(undefined);
  preferencesSent();
}

onSessionLost(() => setSession(undefined));
onMustEnrol(() => void loadMe().catch(() => {}));

function hint(signedIn: boolean) {
  try {
    if (signedIn) localStorage.setItem(HINT, "1");
    else localStorage.removeItem(HINT);
  } catch {
    // Without storage every visit asks the server instead.
  }
}
function hinted() {
  try {
    return localStorage.getItem(HINT) === "1";
  } catch {
    return true;
  }
}
