import { AppError } from "#worker/kernel/errors.ts";
import { frame, type Look, paragraphs, UNSUBSCRIBE } from "./layout.ts";
import { fill, pieces } from "./liquid.ts";
import type { Resolved } from "./resolve.ts";

/** A template of a WhatsApp provider and what fills its placeholders, in their order. */
export interface ProviderTemplate { readonly name: string; readonly language: string; readonly parameters: string[] }

export interface Rendered {
  readonly subject: string;
  readonly text: string;
  /** Of a mail; empty elsewhere. */
  readonly html: string;
  readonly whatsapp_template?: ProviderTemplate;
}

/** A header is one line, whatever a name contains. */
const oneLine = (text: string) => text.replace(/\s+/g, " ").trim();
const isWeb = (url: unknown): url is string => typeof url === "string" && /^https?:\/\//i.test(url);

/** What is declared and may be left out is empty, not an error. */
export const valuesFor = ({ variables }: Pick<Resolved, "variables">, payload: object): Record<string, unknown> =>
  ({ unsubscribe_url: "", ...Object.fromEntries(Object.keys(variables).map((name) => [name, null])), ...payload });

/**
 * A message in words. A mail is also an HTML document in the direction of its language; whoever sends advertising puts
 * `unsubscribe_url` into the payload, and the mail ends with it. Advertising without one is TEMPLATE_VARIABLES_MISSING.
 * `look` is for previews: a mail that is sent has both.
 */
export function render(resolved: Resolved, payload: Record<string, unknown>, look?: Look): Rendered {
  const { words, locale, channel, type, is_own: own } = resolved, values = valuesFor(resolved, payload);
  const text = fill(words.body, values, { locale, own }).trim();
  if (channel !== "email") return { subject: "", text, html: "", ...providerTemplate(resolved, values) };
  const { url, unsubscribe_url } = values;
  if (type === "marketing" && !isWeb(unsubscribe_url)) throw new AppError("TEMPLATE_VARIABLES_MISSING", { family: resolved.family, channel, variables: ["unsubscribe_url"] });
  const subject = oneLine(fill(words.subject, values, { locale, own }));
  const action = words.action_label && isWeb(url) ? { caption: fill(words.action_label, values, { locale, own }), url } : undefined;
  const body = words.html === null ? paragraphs(text) : fill(words.html, values, { locale, own, html: true });
  const unsubscribe = isWeb(unsubscribe_url) ? unsubscribe_url : undefined;
  const parts = [text, action && `${action.caption}:\n${action.url}`, unsubscribe && `${UNSUBSCRIBE[locale].caption}: ${unsubscribe}`];
  return { subject, text: parts.filter(Boolean).join("\n\n"), html: frame({ look, locale, subject, body, action, unsubscribe }) };
}

/** For the inbox: a title and one short paragraph. */
export function renderInbox(resolved: Resolved, payload: Record<string, unknown>): { title: string; body: string } {
  const { words, locale, is_own: own } = resolved, values = valuesFor(resolved, payload);
  return { title: oneLine(fill(words.subject, values, { locale, own })), body: fill(words.body, values, { locale, own }).trim() };
}

/** Placeholders are filled in their order, so words that branch have no provider template. */
function providerTemplate({ provider_template: name, words, locale, is_own: own }: Resolved, values: object): { whatsapp_template?: ProviderTemplate } {
  const liquid = pieces(words.body).filter((piece) => piece.liquid).map((piece) => piece.text);
  if (name === null || liquid.some((text) => text.startsWith("{%"))) return {};
  return { whatsapp_template: { name, language: locale, parameters: liquid.map((text) => fill(text, values, { locale, own })) } };
}
