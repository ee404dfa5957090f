import { AppError } from "#worker/kernel/errors.ts";
import { type Mistake, mistakeOf, pieces, tryToFill, usedBy } from "./liquid.ts";
import { valuesFor } from "./render.ts";
import { channelsOf } from "./resolve.ts";
import { sanitize } from "./sanitize.ts";
import type { Channel, ChannelWords, Locale, Template } from "./template.ts";
import type { Variables } from "./templates-contract.ts";
import { examplesOf, isOfType } from "./variables.ts";

export interface Draft extends ChannelWords {
  readonly channel: Channel;
  readonly locale: Locale;
  readonly type: "transactional" | "marketing";
  readonly variables: Variables;
  readonly provider_template_id: string | null;
}
interface Issue extends Mistake { readonly path: string; readonly code?: string; readonly variable?: string }

const PARTS = ["subject", "body", "html", "action_label"] as const;
const SMS_LENGTH = 1600;

/** The same words with only allowed HTML in them, or VALIDATION_FAILED with everything that is wrong with them, by field and line. */
export async function checkWords<D extends Draft>(draft: D, system: Template | undefined): Promise<D & { removed: string[] }> {
  const { html, removed } = draft.html ? await sanitized(draft.html, draft.variables, system) : { html: draft.html, removed: [] };
  const clean = { ...draft, html };
  const issues = [...ofChannel(clean, system), ...ofVariables(clean, system), ...PARTS.flatMap((part) => [...ofLiquid(clean, part)])];
  if (issues.length) throw new AppError("VALIDATION_FAILED", { issues, variables: [...new Set(issues.flatMap((issue) => issue.variable ?? []))] });
  return { ...clean, removed };
}

async function sanitized(html: string, variables: Variables, system: Template | undefined) {
  try {
    // Lists are made by the product alone, and their addresses with them.
    return await sanitize(html, (name) => name === "unsubscribe_url" || variables[name]?.type === "url" || (system !== undefined && name.endsWith(".url")));
  } catch (error) {
    throw error instanceof AppError ? error : new AppError("VALIDATION_FAILED", { issues: [{ path: "html", ...mistakeOf(error) }] });
  }
}

function* ofChannel({ channel, subject, body, html, action_label, variables, provider_template_id }: Draft, system: Template | undefined): Iterable<Issue> {
  if (system && !channelsOf(system).includes(channel)) yield { path: "channel", message: "This message does not go out on this channel." };
  const titled = channel === "email" || channel === "inbox";
  if (titled && !subject.trim()) yield { path: "subject", message: channel === "email" ? "A mail needs a subject." : "An inbox entry needs a title." };
  if (!titled && subject) yield { path: "subject", message: "Only mails and inbox entries have one." };
  if (!body.trim()) yield { path: "body", message: channel === "email" ? "A mail needs plain text too, for those who read without HTML." : "Write what the message says." };
  if (channel === "sms" && body.length > SMS_LENGTH) yield { path: "body", message: `An SMS takes ${SMS_LENGTH} characters at most.` };
  if (channel !== "email" && html !== null) yield { path: "html", message: "Only mails have HTML." };
  if (channel !== "email" && action_label !== null) yield { path: "action_label", message: "Only mails have a button. Write the link into the text." };
  if (action_label && variables["url"]?.type !== "url") yield { path: "action_label", message: "The button opens the variable url: declare it, of type url.", variable: "url" };
  if (channel !== "whatsapp" && provider_template_id !== null) yield { path: "provider_template_id", message: "Only WhatsApp templates have one." };
  if (provider_template_id !== null && tagged(body)) yield { path: "body", message: "The provider fills placeholders in their order, so the words of its template cannot branch." };
}

function* ofVariables({ variables }: Draft, system: Template | undefined): Iterable<Issue> {
  if (system) return;
  for (const [name, { type, example }] of Object.entries(variables))
    if (!isOfType(type, example)) yield { path: `variables.${name}.example`, message: `The example is not a ${type}.` };
}

function* ofLiquid(draft: Draft, part: (typeof PARTS)[number]): Iterable<Issue> {
  const words = draft[part], used = words ? usedBy(words) : { variables: [] };
  if ("message" in used) return yield { path: part, ...used };
  const given = new Set([...Object.keys(draft.variables), ...(draft.type === "marketing" ? ["unsubscribe_url"] : [])]);
  const unknown = used.variables.filter((name) => !given.has(name));
  yield* unknown.map((variable) => ({ path: part, code: "undeclared_variable", message: `${variable} is not one of the variables.`, variable }));
  if (words && !unknown.length) yield* attempt(draft, words, part);
}

/** Some mistakes show only when the words are filled in. */
function* attempt(draft: Draft, words: string, part: (typeof PARTS)[number]): Iterable<Issue> {
  const filled = tryToFill(words, valuesFor(draft, examplesOf(draft.variables)), { locale: draft.locale, own: true, html: part === "html" });
  if (typeof filled !== "string") yield { path: part, ...filled };
}

const tagged = (words: string): boolean => /\{%/.test(words) && pieces(words).some(({ liquid, text }) => liquid && text.startsWith("{%"));
