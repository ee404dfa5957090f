import type * as z from "zod";
import { effectiveOf, type PreferenceKey } from "./effective.ts";
import { type Address, type Facts, policiesOf } from "./facts.ts";
import { daysOff, type Quiet, quietUntil } from "./quiet-hours.ts";
import { type PoliciesValue, type Reason, REASONS, type Route as RouteSchema, type RouteChannel } from "./routing-contract.ts";

export type Route = z.output<typeof RouteSchema>;
export type Channel = z.output<typeof RouteChannel>;

/** What is to be said, as far as it matters for where it may go. */
export interface About {
  readonly type: "transactional" | "marketing";
  /** Codes, sign-ins, changes of an account: neither preferences nor quiet hours hold them back. */
  readonly security: boolean;
  /** No message leaves before it. */
  readonly schedule_at?: string | undefined;
}
/** One channel that is wanted. `primary` is the one it was asked for on, where this one is a copy. */
export interface Wish { readonly channel: Channel; readonly primary?: "sms" | "whatsapp" | undefined; /** What the caller said of this copy, if anything. */ readonly asked?: boolean | undefined }

/** A recipient with what holds for them: worked out once, for all that is decided about them. */
export interface Standing { readonly facts: Facts; readonly policies: PoliciesValue; readonly effective: ReturnType<typeof effectiveOf> }
export function standingOf(facts: Facts): Standing {
  const policies = policiesOf(facts);
  return { facts, policies, effective: effectiveOf(facts, policies) };
}

interface Case extends Standing { about: About; wish: Wish; prefers(key: PreferenceKey): boolean }
type Verdict = Reason | undefined;

/** Why a copy is not made. A security message is always copied; of a marketing message where the workspace says so. */
function refusesCopy({ policies: { mirroring }, about, wish, prefers }: Case): Verdict {
  if (!wish.primary || about.security) return undefined;
  if (wish.asked === false) return "MIRROR_OFF";
  const email = wish.channel === "email", allowed = (email ? mirroring.email : mirroring.inbox) && (about.type !== "marketing" || mirroring.marketing);
  return allowed && prefers(email ? `mirror.email_on_${wish.primary}` : "mirror.inbox_on_all") ? undefined : "MIRROR_OFF";
}

/** What the law and the address itself forbid, before anybody's wishes. STOP also holds back what is not advertising, unless the workspace decides otherwise. */
function refusesAddress({ facts, policies, about, wish }: Case): Verdict {
  const channel = wish.channel as Address, marketing = about.type === "marketing";
  const held = facts.suppressed.filter((entry) => entry.channel === channel);
  if (held.some(({ reason }) => reason === "stop") && (marketing || !policies.allow_transactional_over_stop)) return "STOPPED";
  if (held.some(({ reason, scope }) => reason !== "stop" && scope === "all")) return "SUPPRESSED";
  if (marketing && held.some(({ scope }) => scope === "marketing")) return "UNSUBSCRIBED";
  return marketing && !agreed(facts, channel) ? "CONSENT_REQUIRED" : undefined;
}

/** A person agrees by a recorded consent, or by switching marketing on themselves; a default of somebody else is no consent. */
const agreed = ({ consents, prefs }: Facts, channel: Address) => consents.includes(channel) || prefs[channel]?.marketing === true;

function refusal(c: Case): Verdict {
  const { facts, about, wish, prefers } = c, { channel } = wish;
  if (channel === "inbox") return facts.user ? (refusesCopy(c) ?? (about.security || prefers("inbox.all") ? undefined : "PREFERENCE_OFF")) : "NO_ADDRESS";
  if (!facts.addresses[channel]) return "NO_ADDRESS";
  const feature = channel === "email" || about.security ? undefined : `${about.type === "marketing" ? "marketing" : "notifications"}.${channel}`;
  if (feature && !facts.features.includes(feature)) return "PLAN_REQUIRED";
  const unwanted = !about.security && facts.user !== null && !prefers(`${channel}.${about.type}`);
  return refusesCopy(c) ?? refusesAddress(c) ?? (unwanted ? "PREFERENCE_OFF" : undefined);
}

/** The quiet hours that hold on a channel for what is to be said. */
export const quietOn = ({ facts, policies, effective: { quiet_hours, timezone } }: Standing, about: About, channel: Channel): Quiet | null =>
  quiet_hours.enabled && quiet_hours.channels.some((one) => one === channel) && !(about.security && policies.security_overrides_quiet_hours) ? { hours: quiet_hours, timezone, weekend: daysOff(facts) } : null;

/** When it leaves, and what holds it until then. The inbox holds nothing back: it is looked at, it does not ring. */
function timing(c: Case, now: number): { at: number; reasons: Reason[] } {
  const { facts, policies, about, wish } = c;
  const asked = Math.max(now, about.schedule_at ? Date.parse(about.schedule_at) : now), scheduled: Reason[] = asked > now ? ["SCHEDULED"] : [];
  if (wish.channel === "inbox" || (about.security && policies.security_overrides_quiet_hours)) return { at: asked, reasons: scheduled };
  const snoozed = about.security ? 0 : Date.parse(facts.snooze_until ?? "1970-01-01T00:00:00Z"), awake = Math.max(asked, snoozed);
  const at = quietUntil(quietOn(c, about, wish.channel), awake) ?? awake;
  return { at, reasons: [...scheduled, ...(awake > asked ? ["SNOOZED" as const] : []), ...(at > awake ? ["QUIET_HOURS" as const] : [])] };
}

/** Where it goes while the workspace tries things out. A security message goes to whom it is for, or nobody could sign in. */
function redirected({ policies: { sandbox }, about, wish }: Case, to: string | null): { to: string | null; reason?: Reason } {
  if (!sandbox.enabled || about.security || wish.channel === "inbox") return { to };
  const test = wish.channel === "email" ? sandbox.email : sandbox.phone;
  return test ? { to: test, reason: "SANDBOX_REDIRECTED" } : { to: null, reason: "SANDBOX_BLOCKED" };
}

const because = (...codes: Reason[]) => codes.map((code) => ({ code, message: REASONS[code] }));

/** What becomes of one wish: sent, held until a time, or not sent; with every reason. Decides by what it is given, and nothing else. */
export function decide(standing: Standing, about: About, wish: Wish, now: string): Route {
  const c: Case = { ...standing, about, wish, prefers: (key) => standing.effective.settings.find((setting) => setting.key === key)!.value };
  const { facts } = standing, { channel } = wish, is_mirror = wish.primary !== undefined;
  const own = channel === "inbox" ? (facts.user?.id ?? null) : facts.addresses[channel];
  const refused = refusal(c), { to, reason } = redirected(c, own);
  if (refused ?? reason === "SANDBOX_BLOCKED") return { channel, to: own, decision: "skip", at: null, is_mirror, reasons: because(refused ?? "SANDBOX_BLOCKED") };
  const { at, reasons } = timing(c, Date.parse(now));
  const codes: Reason[] = [...(reason ? [reason] : []), ...(about.security ? ["SECURITY" as const] : []), ...reasons];
  return { channel, to, decision: at > Date.parse(now) ? "defer" : "send", at: new Date(at).toISOString(), is_mirror, reasons: because(...codes) };
}
