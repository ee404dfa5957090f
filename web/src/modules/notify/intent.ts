import type * as z from "zod";
import { ApiError } from "#web/src/kernel/api.ts";
import type { Translate } from "#web/src/kernel/i18n.ts";
import { createForm, type Form } from "#web/src/ui/form.tsx";
import type { Intent } from "#worker/modules/notify/routing/routing-contract.ts";
import type { Channel } from "./channels.tsx";
import { reasonText } from "./reasons.ts";
import type en from "./text/en.ts";

type Say = Translate<typeof en>;
export type IntentBody = z.input<typeof Intent>;

/** A message while it is put together: to try the rules with it, or to send it. */
export interface IntentValues {
  channel: Channel;
  who: "user" | "contact" | "address";
  user_id: string | undefined;
  contact_id: string | undefined;
  address: string;
  template_code: string;
  type: "transactional" | "marketing";
  schedule_at: string;
  copies: boolean;
  variables: Record<string, string>;
}
export type IntentForm = Form<IntentValues>;

const START: IntentValues = { channel: "sms", who: "user", user_id: undefined, contact_id: undefined, address: "", template_code: "", type: "transactional", schedule_at: "", copies: true, variables: {} };
/** A short number is a number; a phone or a long reference stays text. */
const valueOf = (text: string) => (/^-?\d{1,9}(\.\d+)?$/.test(text) ? Number(text) : text);
const toOf = ({ who, user_id, contact_id, address }: IntentValues): IntentBody["to"] => (who === "user" ? { user_id: user_id! } : who === "contact" ? { contact_id: contact_id! } : address.trim());

export const copiesOn = (channel: Channel) => channel === "sms" || channel === "whatsapp";

const bodyOf = (values: IntentValues): IntentBody => ({
  channel: values.channel, to: toOf(values), template_code: values.template_code.trim(), type: values.type,
  payload: Object.fromEntries(Object.entries(values.variables).map(([name, text]) => [name, valueOf(text.trim())])),
  ...(copiesOn(values.channel) ? { mirror: values.copies } : {}), ...(values.schedule_at ? { schedule_at: new Date(values.schedule_at).toISOString() } : {}),
});

class Explained extends Error {}
interface Details { variables?: readonly string[]; reason?: string; limit?: number; retry_after_s?: number; issues?: readonly { path: string | readonly (string | number)[] }[] }

/** The form of a message. A template that lacks values gets a field for each of them. */
export function createIntentForm(w: Say, submit: (body: IntentBody) => Promise<unknown>): IntentForm {
  const form = createForm<IntentValues>({
    values: START,
    check: ({ who, user_id, contact_id, address, template_code }) => ({
      user_id: who !== "user" || user_id ? undefined : w("intent.whoMissing"), contact_id: who !== "contact" || contact_id ? undefined : w("intent.whoMissing"),
      address: who !== "address" || address.trim() ? undefined : w("intent.whoMissing"), template_code: template_code.trim() ? undefined : w("intent.templateMissing"),
    }),
    submit: async (values) => {
      try {
        await submit(bodyOf(values));
      } catch (error) {
        throw explained(error, values);
      }
    },
    explain: (error) => (error instanceof Explained ? error.message : undefined),
  });

  function explained(error: unknown, { channel, variables }: IntentValues): unknown {
    if (!(error instanceof ApiError)) return error;
    const details = (error.details ?? {}) as Details, name = w(`channel.${channel}`);
    const say = (text: string) => new Explained(text);
    switch (error.code) {
      case "TEMPLATE_VARIABLES_MISSING":
        form.set({ variables: { ...variables, ...Object.fromEntries((details.variables ?? []).map((missing) => [missing, variables[missing] ?? ""])) } });
        return say(w("intent.variablesMissing"));
      case "TEMPLATE_MISSING": return say(w("intent.templateWrong"));
      case "CONSENT_REQUIRED": return say(w("intent.consent", { channel: name, reason: reasonText(w, details.reason ?? "CONSENT_REQUIRED") }));
      case "PLAN_REQUIRED": return say(w("intent.plan", { channel: name }));
      case "CAP_EXCEEDED": return say(w("intent.cap", { channel: name, count: details.limit ?? 0 }));
      case "RATE_LIMIT": return details.retry_after_s ? say(w("intent.throttle", { count: details.retry_after_s })) : error;
      case "NOT_FOUND": return say(w("intent.gone"));
      case "VALIDATION_FAILED": return wrong(details, error);
      default: return error;
    }
  }
  function wrong({ issues = [] }: Details, error: ApiError): unknown {
    const paths = issues.map(({ path }) => (typeof path === "string" ? path : path.join(".")).replace(/^body\./, ""));
    if (paths.some((path) => path.startsWith("to"))) return new Explained(w(form.values().who === "address" ? "intent.toWrong" : "intent.noAddress"));
    if (paths.includes("schedule_at")) return new Explained(w("intent.scheduleWrong"));
    return paths.includes("template_code") ? new Explained(w("intent.templateWrong")) : error;
  }
  return form;
}
