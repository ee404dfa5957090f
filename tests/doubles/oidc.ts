import { randomUUID } from "node:crypto";
import { OAuth2Server } from "oauth2-mock-server";

/** A real OpenID provider on this machine. `login_hint` of the authorization request is JSON: claims to put into the id_token; null takes one out. */
export async function startOidcProvider(): Promise<{ url: string; stop(): Promise<void> }> {
  const server = new OAuth2Server();
  await server.issuer.keys.generate("RS256");
  await server.start(0, "127.0.0.1");
  const claims = new Map<string, Record<string, unknown>>();
  server.service.on("beforeAuthorizeRedirect", ({ url }: { url: URL }, request: { query: Record<string, string> }) => {
    claims.set(url.searchParams.get("code")!, JSON.parse(request.query["login_hint"] ?? "{}") as Record<string, unknown>);
  });
  server.service.on("beforeTokenSigning", ({ payload }: { payload: Record<string, unknown> }, request: { body: { code?: string; client_id?: string } }) => {
    Object.assign(payload, { sub: randomUUID(), aud: request.body.client_id }, claims.get(request.body.code ?? ""));
    for (const [name, value] of Object.entries(payload)) if (value === null) delete payload[name];
  });
  return { url: server.issuer.url!, stop: () => server.stop() };
}
