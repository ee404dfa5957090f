import { html, raw } from "hono/html";

interface Captured { channel: string; to: string; subject: string | null; text: string; html: string | null; created_at: string }

const STYLE = `:root{color-scheme:light dark}body{margin:2rem auto;max-width:60rem;padding:0 1rem;font:15px/1.5 system-ui,sans-serif}
article{margin:0 0 1rem;border:1px solid #8884;border-radius:6px;padding:1rem}h2{margin:0;font-size:1rem}p{margin:.25rem 0;opacity:.7}
pre{white-space:pre-wrap;font:inherit}iframe{width:100%;height:26rem;border:1px solid #8884;border-radius:6px;background:#fff}`;
/** The page runs no script, and neither does a message in it. */
const CSP = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const article = ({ channel, to, subject, text, html: body, created_at }: Captured) => html`<article>
<h2 dir="auto">${subject ?? text.slice(0, 80)}</h2>
<p>${channel} to <bdi>${to}</bdi>, <time datetime="${created_at}">${created_at.replace("T", " ").slice(0, 19)} UTC</time></p>
<details${body ? "" : " open"}><summary>Text</summary><pre dir="auto">${text}</pre></details>
${body ? html`<iframe sandbox title="Message" loading="lazy" srcdoc="${body}"></iframe>` : ""}
</article>`;

/** The mailbox as a page: everything escaped, each message's HTML in a frame without any rights. */
export async function page(items: readonly Captured[]): Promise<Response> {
  const body = await html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Mailbox</title><style>${raw(STYLE)}</style></head>
<body><h1>Mailbox</h1>
${items.length ? items.map(article) : html`<p>No messages yet. What the product would send lands here.</p>`}
</body></html>`;
  return new Response(body, { headers: { "content-type": "text/html; charset=UTF-8", "content-security-policy": CSP, "cache-control": "no-store" } });
}
