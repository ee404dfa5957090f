import type * as z from "zod";
import { formatList, formatNumber, toLatinDigits } from "#web/src/kernel/format.ts";
import type { Translate } from "#web/src/kernel/i18n.ts";
import type { ApproverName } from "#web/src/modules/approvals/approvers.ts";
import type { Policies, PoliciesAnswer } from "#worker/modules/notify/routing/routing-contract.ts";
import { OUTGOING, type Outgoing } from "../channels.tsx";
import { PREFERENCE_KEYS, type Prefs, said } from "../prefs.ts";
import { type QuietDraft, quietDraft, quietOf, quietProblems } from "../quiet.ts";
import type en from "../text/en.ts";
import { escalationProblems, type EscalationsDraft, escalationsDraft, escalationsInWords, escalationsOf } from "./escalations.ts";

type Say = Translate<typeof en>;
/** How a role or a group is called. */
type NameOf = (who: ApproverName) => string;
export type Stored = z.output<typeof PoliciesAnswer>;
export type Policy = z.output<typeof Policies>;

/** The policies while they are edited; numbers as they are typed. */
export interface PolicyValues extends QuietDraft {
  users_may: boolean;
  security: boolean;
  mirror_email: boolean;
  mirror_inbox: boolean;
  mirror_marketing: boolean;
  defaults: Prefs;
  group_rule: Policy["group_rule"];
  stop: boolean;
  double_opt_in: boolean;
  sandbox: boolean;
  sandbox_email: string;
  sandbox_phone: string;
  per_minute_email: string;
  per_minute_sms: string;
  per_minute_whatsapp: string;
  retention: string;
  escalations: EscalationsDraft;
}

export const valuesOf = ({ value: p }: Stored): PolicyValues => ({
  ...quietDraft(p.quiet_hours), users_may: p.users_may_override_quiet_hours, security: p.security_overrides_quiet_hours,
  mirror_email: p.mirroring.email, mirror_inbox: p.mirroring.inbox, mirror_marketing: p.mirroring.marketing, defaults: p.defaults, group_rule: p.group_rule,
  stop: p.allow_transactional_over_stop, double_opt_in: p.double_opt_in, sandbox: p.sandbox.enabled, sandbox_email: p.sandbox.email ?? "", sandbox_phone: p.sandbox.phone ?? "",
  per_minute_email: String(p.throttle_per_minute.email), per_minute_sms: String(p.throttle_per_minute.sms), per_minute_whatsapp: String(p.throttle_per_minute.whatsapp), retention: String(p.retention_days), escalations: escalationsDraft(p.escalations),
});

const whole = (text: string) => Number(toLatinDigits(text).trim());

/** What is sent; `problemsOf` has found nothing. */
export const policyOf = (v: PolicyValues): Policy => ({
  quiet_hours: quietOf(v), users_may_override_quiet_hours: v.users_may, security_overrides_quiet_hours: v.security,
  mirroring: { email: v.mirror_email, inbox: v.mirror_inbox, marketing: v.mirror_marketing }, defaults: v.defaults, group_rule: v.group_rule,
  allow_transactional_over_stop: v.stop, double_opt_in: v.double_opt_in, sandbox: { enabled: v.sandbox, email: v.sandbox_email.trim() || null, phone: v.sandbox_phone || null },
  throttle_per_minute: { email: whole(v.per_minute_email), sms: whole(v.per_minute_sms), whatsapp: whole(v.per_minute_whatsapp) }, retention_days: whole(v.retention), escalations: escalationsOf(v.escalations),
});

export function problemsOf(w: Say, v: PolicyValues): { [K in keyof PolicyValues]?: string | undefined } {
  const within = (text: string, most: number, words: string) => (/^\d+$/.test(toLatinDigits(text).trim()) && whole(text) >= 1 && whole(text) <= most ? undefined : words);
  const minute = (text: string) => within(text, 10_000, w("policies.throttleWrong"));
  return {
    ...escalationProblems(w, v.escalations), ...quietProblems(w, v), sandbox_email: !v.sandbox_email.trim() || /^\S+@\S+\.\S+$/.test(v.sandbox_email.trim()) ? undefined : w("policies.emailWrong"),
    sandbox_phone: !v.sandbox_phone || /^\+[1-9]\d{6,14}$/.test(v.sandbox_phone) ? undefined : w("policies.phoneWrong"),
    per_minute_email: minute(v.per_minute_email), per_minute_sms: minute(v.per_minute_sms), per_minute_whatsapp: minute(v.per_minute_whatsapp), retention: within(v.retention, 365, w("policies.retentionWrong")),
  };
}

const PARTS: { readonly [K in keyof Policy]: (w: Say) => string } = {
  quiet_hours: (w) => w("policies.quiet"), users_may_override_quiet_hours: (w) => w("policies.usersMay"), security_overrides_quiet_hours: (w) => w("policies.security"), mirroring: (w) => w("policies.mirroring"),
  defaults: (w) => w("policies.defaults"), group_rule: (w) => w("policies.groupRule"), allow_transactional_over_stop: (w) => w("policies.stop"), double_opt_in: (w) => w("policies.doubleOptIn"),
  sandbox: (w) => w("policies.sandbox"), throttle_per_minute: (w) => w("policies.throttleShort"), retention_days: (w) => w("policies.retention"), escalations: (w) => w("escalations.title"),
};

/** Every policy with its name and its value in words: for a clash with somebody else's change. */
export const partsOf = (w: Say, nameOf: NameOf) => (Object.keys(PARTS) as (keyof Policy)[]).map((key) => ({ key, label: PARTS[key](w), show: (policy: Policy) => inWords(w, nameOf, policy, key) }));

function inWords(w: Say, nameOf: NameOf, policy: Policy, key: keyof Policy): string {
  const value = policy[key];
  if (typeof value === "boolean") return w(value ? "yes" : "no");
  if (typeof value === "number") return `${formatNumber(value)} ${w("policies.days")}`;
  if (key === "group_rule") return w(`policies.${policy.group_rule}`);
  if (key === "quiet_hours") return policy.quiet_hours.enabled ? w("prefs.quietNow", { start: policy.quiet_hours.start, end: policy.quiet_hours.end, channels: channels(w, policy.quiet_hours.channels) }) : w("prefs.quietOff");
  if (key === "sandbox") return policy.sandbox.enabled ? [w("policies.on"), policy.sandbox.email, policy.sandbox.phone].filter(Boolean).join(" · ") : w("policies.off");
  if (key === "throttle_per_minute") return OUTGOING.map((one) => `${w(`channel.${one}`)} ${formatNumber(policy.throttle_per_minute[one])}`).join(" · ");
  if (key === "escalations") return escalationsInWords(w, nameOf, policy.escalations);
  if (key === "mirroring") return formatList([...(policy.mirroring.email ? [w("policies.mirrorEmail")] : []), ...(policy.mirroring.inbox ? [w("policies.mirrorInbox")] : []), ...(policy.mirroring.marketing ? [w("policies.mirrorMarketing")] : [])]);
  return formatList(PREFERENCE_KEYS.filter((one) => said(policy.defaults, one) !== undefined).map((one) => `${preferenceName(w, one)}: ${w(said(policy.defaults, one) ? "policies.on" : "policies.off")}`));
}
const channels = (w: Say, of: readonly Outgoing[]) => formatList(of.map((one) => w(`channel.${one}`)));

/** "Email: Service messages", "Email me a copy of every SMS". */
export function preferenceName(w: Say, key: (typeof PREFERENCE_KEYS)[number]): string {
  const [part, kind] = key.split(".") as ["email" | "sms" | "whatsapp" | "inbox" | "mirror", "transactional" | "marketing" | "all" | "email_on_sms"];
  return part === "mirror" ? w(`prefs.${kind}`) : part === "inbox" ? w("prefs.all") : `${w(`channel.${part}`)}: ${w(`prefs.${kind}`)}`;
}
