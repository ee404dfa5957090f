import { ProviderError } from "./adapter.ts";
import { type Answer, ask, faultOf } from "./http.ts";
import { bare, type Reply as Refusal, type Settings } from "./infobip.ts";

/** Words as WhatsApp is asked to approve them, with {{1}}, {{2}}… where a message fills them in. */
export interface Submission {
  readonly name: string;
  readonly language: string;
  readonly category: "MARKETING" | "UTILITY";
  readonly text: string;
  readonly examples: readonly string[];
}
export type Decision = "pending" | "approved" | "rejected" | "paused" | "disabled";
/** A template as the provider knows it. `decision` null: it is about to be no more. */
export interface Known { readonly name: string; readonly language: string; readonly text: string | null; readonly decision: Decision | null; readonly reason: string | null }

/** What a provider has approved, or is asked to. Throws ProviderError. */
export interface TemplateBook {
  list(): Promise<readonly Known[]>;
  submit(template: Submission): Promise<Known>;
}

interface Template { name?: unknown; language?: unknown; status?: unknown; rejectionReason?: unknown; structure?: { body?: { text?: unknown } } }
interface Reply extends Template, Pick<Refusal, "requestError"> { templates?: Template[] }

const DECISIONS: Record<string, Decision> = { APPROVED: "approved", PENDING: "pending", IN_APPEAL: "pending", REJECTED: "rejected", PAUSED: "paused", DISABLED: "disabled" };
const text = (value: unknown) => (typeof value === "string" && value && value !== "NONE" ? value : null);
const known = ({ name, language, status, rejectionReason, structure }: Template): Known =>
  ({ name: String(name), language: String(language), text: text(structure?.body?.text), decision: DECISIONS[String(status)] ?? null, reason: text(rejectionReason) });

/** Infobip's templates of one WhatsApp sender. */
export const infobipTemplates = ({ base_url, api_key, sender, timeout_ms = 10_000 }: Settings): TemplateBook => {
  const asked = async (body?: object): Promise<Reply> => {
    if (!api_key) throw new ProviderError("infobip.no_api_key", "account");
    if (!sender) throw new ProviderError("infobip.no_sender", "account");
    const answer = await ask<Reply>({ url: `${base_url}/whatsapp/2/senders/${bare(sender)}/templates`, body, timeout_ms, headers: { authorization: `App ${api_key}` } });
    if (typeof answer === "string") throw new ProviderError(`infobip.${answer}`, "passing");
    return understood(answer);
  };
  return {
    async list() {
      const { templates } = await asked();
      if (!Array.isArray(templates)) throw new ProviderError("infobip.not_understood", "passing");
      return templates.map(known);
    },
    async submit({ name, language, category, text: body, examples }) {
      const made = await asked({ name, language, category, structure: { type: "TEXT", body: { text: body, ...(examples.length ? { examples } : {}) } } });
      if (made.name !== name) throw new ProviderError("infobip.not_understood", "passing");
      return known(made);
    },
  };
};

function understood({ status, reply }: Answer<Reply>): Reply {
  const refusal = reply?.requestError?.serviceException;
  if (status >= 200 && status < 300 && reply) return reply;
  const code = text(refusal?.messageId)?.toLowerCase() ?? (status < 400 ? "not_understood" : String(status));
  throw new ProviderError(`infobip.${code}`, faultOf(status), text(refusal?.text) ?? undefined);
}

/** Where WhatsApp is not really sent, nobody has to approve anything. */
export const approvesAtOnce: TemplateBook = {
  list: async () => [],
  submit: async ({ name, language, text: words }) => ({ name, language, text: words, decision: "approved", reason: null }),
};
