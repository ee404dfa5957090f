import type { Locale } from "./template.ts";

/** Makes text safe inside HTML, in elements and in quoted attributes. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

/** Plain text as HTML: blank lines separate paragraphs. */
export const paragraphs = (text: string): string =>
  text.split(/\n{2,}/).map((p) => `<p style="margin:0 0 16px">${escapeHtml(p.trim()).replaceAll("\n", "<br>")}</p>`).join("\n");

/** How a mail looks to whoever reads it; which of them, their program decides. */
export type Look = "light" | "dark";
interface Framed { /** Only this look, for a preview. */ look?: Look | undefined; locale: Locale; subject: string; body: string; action?: { caption: string; url: string } | undefined; unsubscribe?: string | undefined }

export const UNSUBSCRIBE = {
  en: { why: "You receive this because you agreed to news and offers.", caption: "Unsubscribe" },
  ar: { why: "تصلك هذه الرسالة لأنك وافقت على تلقي الأخبار والعروض.", caption: "إلغاء الاشتراك" },
} as const satisfies Record<Locale, object>;

const FONT = "font-family:'Segoe UI',Tahoma,Arial,sans-serif";
const COLOURS = {
  light: { page: "#f3f4f6", card: "#ffffff", text: "#1f2328", quiet: "#5f6368" },
  dark: { page: "#16181c", card: "#22252b", text: "#e8eaed", quiet: "#9aa0a6" },
} as const satisfies Record<Look, object>;
const { dark } = COLOURS;
const DARK = `<style>@media (prefers-color-scheme:dark){.page{background:${dark.page}!important}.card{background:${dark.card}!important;color:${dark.text}!important}.quiet{color:${dark.quiet}!important}}</style>`;

/** The frame of every message: readable in light and dark, mirrored in Arabic, no images, nothing fetched. */
export function frame({ look, locale, subject, body, action, unsubscribe }: Framed): string {
  const colour = COLOURS[look ?? "light"], scheme = look ?? "light dark";
  const dir = locale === "ar" ? "rtl" : "ltr", start = locale === "ar" ? "right" : "left";
  const button = action && `<p style="margin:24px 0"><a href="${escapeHtml(action.url)}" style="display:inline-block;padding:12px 20px;border-radius:6px;background:#1f5eff;color:#ffffff;text-decoration:none;font-weight:600">${escapeHtml(action.caption)}</a></p>
<p class="quiet" dir="ltr" style="margin:0;font-size:12px;color:${colour.quiet};word-break:break-all;text-align:${start}">${escapeHtml(action.url)}</p>`;
  const words = UNSUBSCRIBE[locale];
  const footer = unsubscribe && `<p class="quiet" style="margin:24px 0 0;font-size:12px;color:${colour.quiet}">${words.why} <a class="quiet" href="${escapeHtml(unsubscribe)}" style="color:${colour.quiet}">${words.caption}</a></p>`;
  return `<!doctype html>
<html lang="${locale}" dir="${dir}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="${scheme}"><meta name="supported-color-schemes" content="${scheme}">
<title>${escapeHtml(subject)}</title>${look ? "" : DARK}</head>
<body class="page" style="margin:0;padding:24px;background:${colour.page}">
<div class="card" dir="${dir}" style="max-width:560px;margin:0 auto;padding:32px;border-radius:8px;background:${colour.card};color:${colour.text};${FONT};font-size:15px;line-height:1.6;text-align:${start}">
${body}
${button ?? ""}
${footer ?? ""}
</div>
</body>
</html>
`;
}
