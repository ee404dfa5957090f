import { env } from "cloudflare:workers";
import * as z from "zod";
import { type App, type Bound, handlePublic } from "./kernel/http.ts";
import { openapi } from "./kernel/openapi.ts";
import { defineModule } from "./kernel/resource.ts";

const { route } = defineModule("meta");
export const getOpenapi = route({
  method: "get", path: "/v1/openapi.json", access: "public", summary: "This document", produces: "application/json", returns: z.string(),
});

const CSP = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>M3Core API</title>
<link rel="stylesheet" href="/docs/swagger-ui.css">
</head>
<body>
<div id="reference"></div>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</body>
</html>`;
const START = `SwaggerUIBundle({ url: "/v1/openapi.json", dom_id: "#reference", deepLinking: true, tryItOutEnabled: false, validatorUrl: null });`;

/** These routes and one more, which describes them all. */
export function describedRoutes(routes: readonly Bound[]): readonly Bound[] {
  let document: string | undefined;
  const all: Bound[] = [...routes, handlePublic(getOpenapi, async () => {
    document ??= JSON.stringify(openapi(all.map((bound) => bound.route)));
    return new Response(document, { headers: { "content-type": "application/json; charset=UTF-8", "cache-control": "public, max-age=300" } });
  })];
  return all;
}

/** The reference page. Everything it loads is our own, so that it works offline. */
export function mountDocs(app: App): void {
  app.get("/docs", (c) => c.html(PAGE, 200, { "content-security-policy": CSP }));
  app.get("/docs/start.js", (c) => c.body(START, 200, { "content-type": "text/javascript; charset=UTF-8" }));
  app.get("/docs/:file", (c) => env.ASSETS.fetch(c.req.raw));
}
