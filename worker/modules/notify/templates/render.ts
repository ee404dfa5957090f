import { Liquid } from "liquidjs";
import { AppError } from "#worker/kernel/errors.ts";
import { findTemplate } from "./index.ts";
import { frame, paragraphs } from "./layout.ts";
import type { Locale, Template } from "./template.ts";

/** In memory only: no includes, no prototypes, and a template that never ends is stopped. */
const bounded = { ownPropertyOnly: true, strictVariables: true, strictFilters: true, templates: {}, parseLimit: 50_000, renderLimit: 500, memoryLimit: 1_000_000 };
const FIRST_STRONG_ISOLATE = "\u2068", POP_ISOLATE = "\u2069";
const hours = new Intl.PluralRules("ar");
const HOURS_AR: Partial<Record<Intl.LDMLPluralRule, (n: number) => string>> = { one: () => "ساعة واحدة", two: () => "ساعتين", few: (n) => `${n} ساعات` };

function engine(options: object): Liquid {
  const liquid = new Liquid({ ...bounded, ...options });
  /** Keeps a Latin name from turning the Arabic sentence around it. */
  liquid.registerFilter("isolate", (value: unknown) => `${FIRST_STRONG_ISOLATE}${String(value)}${POP_ISOLATE}`);
  liquid.registerFilter("hours_ar", (n: number) => HOURS_AR[hours.select(n)]?.(n) ?? `${n} ساعة`);
  return liquid;
}

const plain = engine({}), escaping = engine({ outputEscape: "escape" });

export interface Rendered { readonly subject: string; readonly text: string; readonly html: string }

/** TEMPLATE_MISSING, or TEMPLATE_VARIABLES_MISSING naming what the payload lacks. */
export function templateFor(code: string, payload: unknown): Template {
  const found = findTemplate(code);
  if (!found) throw new AppError("TEMPLATE_MISSING", { template_code: code });
  const result = found.payload.safeParse(payload);
  if (!result.success) throw new AppError("TEMPLATE_VARIABLES_MISSING", { template_code: code, variables: [...new Set(result.error.issues.map((i) => i.path.join(".")))] });
  return found;
}

/** A header is one line, whatever a name contains. */
const oneLine = (text: string) => text.replace(/\s+/g, " ").trim();

/** A message in words: subject, plain text and an HTML document in the direction of its language. */
export function render(code: string, locale: Locale, payload: Record<string, unknown>): Rendered {
  const words = templateFor(code, payload)[locale];
  const url = typeof payload["url"] === "string" ? payload["url"] : undefined;
  const subject = oneLine(plain.parseAndRenderSync(words.subject, payload));
  const text = plain.parseAndRenderSync(words.text, payload);
  const action = words.action && url ? { caption: plain.parseAndRenderSync(words.action, payload), url } : undefined;
  const body = words.html === undefined ? paragraphs(text) : escaping.parseAndRenderSync(words.html, payload);
  return { subject, text: action ? `${text}\n\n${action.caption}:\n${action.url}` : text, html: frame({ locale, subject, body, action }) };
}

/** The same for the inbox: a title and one short paragraph. */
export function renderInbox(code: string, locale: Locale, payload: Record<string, unknown>): { title: string; body: string } {
  const words = templateFor(code, payload)[locale];
  return {
    title: oneLine(plain.parseAndRenderSync(words.inbox_title ?? words.subject, payload)),
    body: plain.parseAndRenderSync(words.inbox_body ?? words.text, payload).trim(),
  };
}
