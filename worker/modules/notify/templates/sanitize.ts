import { invalid } from "#worker/kernel/errors.ts";
import { pieces } from "./liquid.ts";

const ELEMENTS = new Set("a b strong i em u s small sub sup span p div br hr h1 h2 h3 h4 ul ol li blockquote table thead tbody tr td th img".split(" "));
const VOID = new Set(["br", "hr", "img"]);
/** What is inside these is not text. */
const OPAQUE = new Set("script style title textarea noscript noframes noembed iframe object applet svg math template select xmp plaintext head".split(" "));
const SIZE = /^\d{1,4}%?$/;
const COUNT = /^\d{1,2}$/;
const ATTRIBUTES: Record<string, RegExp> = {
  dir: /^(ltr|rtl|auto)$/, align: /^(left|right|center)$/, colspan: COUNT, rowspan: COUNT, cellpadding: COUNT, cellspacing: COUNT, border: COUNT, width: SIZE, role: /^presentation$/, class: /^quiet$/,
};
const OF_IMAGES: Record<string, RegExp> = { width: SIZE, height: SIZE, alt: /^/ };
const STYLES = /^(color|background-color|font-(size|weight|style)|text-(align|decoration)|line-height|(max-)?width|border(-(top|bottom|radius|collapse|color|style|width))?|(margin|padding)(-(top|right|bottom|left|inline|block)(-(start|end))?)?)$/;

/** These stand for pieces of Liquid while the HTML around them is read. */
const OPEN = "\uE000", CLOSE = "\uE001", HOLDER = /\uE000(\d+)\uE001/g;

/**
 * HTML with nothing in it but what the allow-list names, and what was taken out. Written anew from what workerd's own
 * HTML parser reads, so that no other parser can see in it what this one did not. Liquid may stand in text and in values
 * of attributes, so whatever it gives (values are escaped) is text or a value; a link is http(s), mailto, or one variable
 * that `isLink` says is an address. VALIDATION_FAILED for what cannot be read for certain. The class `quiet` is the frame's own.
 */
export async function sanitize(html: string, isLink: (name: string) => boolean): Promise<{ html: string; removed: string[] }> {
  const liquid: string[] = [], out: string[] = [], open: string[] = [], removed = new Set<string>();
  const held = pieces(html.replace(/[\uE000\uE001\0]/g, "")).map((piece) => (piece.liquid ? `${OPEN}${liquid.push(piece.text) - 1}${CLOSE}` : piece.text)).join("");
  let hidden = 0;
  const reader = new HTMLRewriter().on("*", {
    element(element) {
      const name = element.tagName.toLowerCase();
      if (OPAQUE.has(name)) {
        removed.add(`<${name}>`);
        hidden++;
        element.onEndTag(() => { hidden--; });
      } else if (hidden) {
        return;
      } else if (!ELEMENTS.has(name)) {
        removed.add(shown(`<${name}>`));
      } else {
        out.push(`<${[name, ...attributes(element, name)].join(" ")}>`);
        if (VOID.has(name)) return;
        open.push(name);
        element.onEndTag(() => close(name));
      }
    },
    comments() { removed.add("<!-- -->"); },
  }).onDocument({ text({ text }) { if (!hidden) out.push(text.replace(/&(?!#?\w+;)/g, "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")); } });

  function close(name: string) {
    if (!open.includes(name)) return;
    for (let last; last !== name;) out.push(`</${(last = open.pop()!)}>`);
  }

  function* attributes(element: Element, tag: string): Iterable<string> {
    for (const [name, value] of element.attributes as Iterable<[string, string]>) {
      const [kept, lost] = name === "style" ? styles(value) : isAllowed(tag, name, value) ? [value, false] : ["", true];
      if (lost) removed.add(shown(`${name}="${value}"`));
      if (!lost || kept) yield `${name}="${kept.replaceAll('"', "&quot;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")}"`;
    }
  }

  function isAllowed(tag: string, name: string, value: string): boolean {
    const tags = [...value.matchAll(HOLDER)].map(([, i]) => liquid[Number(i)]!);
    if (tags.some((text) => text.startsWith("{%"))) return false;
    if ((tag === "a" && name === "href") || (tag === "img" && name === "src")) return isAddress(tag, value);
    return (tag === "img" ? OF_IMAGES : ATTRIBUTES)[name]?.test(value) ?? false;
  }

  function isAddress(tag: string, value: string): boolean {
    const whole = /^\uE000(\d+)\uE001$/.exec(value), name = whole && /^\{\{-?\s*([\w.]+)\s*-?\}\}$/.exec(liquid[Number(whole[1])]!)?.[1];
    return whole ? name != null && isLink(name) : tag === "img" ? /^https:\/\/\w/i.test(value) : /^(https?:\/\/|mailto:)[^\s]+$/i.test(value);
  }

  const back = (text: string) => text.replace(HOLDER, (_, i: string) => liquid[Number(i)]!);
  const shown = (text: string) => back(text).slice(0, 80);
  try {
    await reader.transform(new Response(held, { headers: { "content-type": "text/html; charset=utf-8" } })).text();
  } catch {
    // The parser gives up where browsers disagree about what is text and what is not.
    throw invalid("html", "This HTML means different things to different programs. Leave out select, xmp, noscript and the like.");
  }
  while (open.length) close(open.at(-1)!);
  return { html: back(out.join("")).trim(), removed: [...removed] };
}

/** Declarations of the allowed properties whose values cannot fetch or run anything; whether any other was left out. */
function styles(value: string): [kept: string, lost: boolean] {
  const all = value.split(";").map((part) => part.trim()).filter(Boolean);
  const kept = all.filter((part) => {
    const [property = "", ...rest] = part.split(":");
    return STYLES.test(property.trim().toLowerCase()) && /^[\w\s#%.,-]+$/.test(rest.join(":"));
  });
  return [kept.join(";"), kept.length < all.length];
}
