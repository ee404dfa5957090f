interface Captured { channel: string; to: string; subject: string | null; text: string; html: string | null; created_at: string }

const escape = (text: string) => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

const STYLE = `:root{color-scheme:light dark}body{margin:2rem auto;max-width:60rem;padding:0 1rem;font:15px/1.5 system-ui,sans-serif}
article{margin:0 0 1rem;border:1px solid #8884;border-radius:6px;padding:1rem}h2{margin:0;font-size:1rem}p{margin:.25rem 0;opacity:.7}
pre{white-space:pre-wrap;font:inherit}iframe{width:100%;height:26rem;border:1px solid #8884;border-radius:6px;background:#fff}`;
/** The page runs no script, and neither does a message in it. */
const CSP = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const article = ({ channel, to, subject, text, html, created_at }: Captured) => `<article>
<h2 dir="auto">${escape(subject ?? text.slice(0, 80))}</h2>
<p>${escape(channel)} to <bdi>${escape(to)}</bdi>, <time datetime="${created_at}">${created_at.replace("T", " ").slice(0, 19)} UTC</time></p>
<details${html ? "" : " open"}><summary>Text</summary><pre dir="auto">${escape(text)}</pre></details>
${html ? `<iframe sandbox title="Message" loading="lazy" srcdoc="${escape(html)}"></iframe>` : ""}
</article>`;

/** The mailbox as a page: everything escaped, each message's HTML in a frame without any rights. */
export function page(items: readonly Captured[]): Response {
  const body = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Mailbox</title><style>${STYLE}</style></head>
<body><h1>Mailbox</h1>
${items.map(article).join("\n") || "<p>No messages yet. What the product would send lands here.</p>"}
</body></html>`;
  return new Response(body, { headers: { "content-type": "text/html; charset=UTF-8", "content-security-policy": CSP, "cache-control": "no-store" } });
}
