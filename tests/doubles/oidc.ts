import { createHmac, generateKeyPairSync, randomUUID, sign } from "node:crypto";
import { OAuth2Server } from "oauth2-mock-server";

type Claims = Record<string, unknown>;
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
const stranger = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;

/** The same id_token by somebody who is not the provider. */
function forged(id_token: string, how: unknown): string {
  const [head, payload, signature] = id_token.split(".") as [string, string, string];
  const as = (alg: string) => `${part({ ...(JSON.parse(Buffer.from(head, "base64url").toString()) as object), alg })}.${payload}`;
  if (how === "unsigned") return `${as("none")}.`;
  if (how === "another key") return `${head}.${payload}.${sign("sha256", Buffer.from(`${head}.${payload}`), stranger).toString("base64url")}`;
  if (how === "the client's secret") return `${as("HS256")}.${createHmac("sha256", "google-secret").update(as("HS256")).digest("base64url")}`;
  return `${head}.${payload}.${signature.startsWith("A") ? "B" : "A"}${signature.slice(1)}`;
}

/**
 * A real OpenID provider on this machine. `login_hint` of the authorization request is JSON: claims to put into the
 * id_token (null takes one out), and `forge`, which has somebody else sign it.
 */
export async function startOidcProvider(): Promise<{ url: string; stop(): Promise<void> }> {
  const server = new OAuth2Server(), asked = new Map<string, Claims>();
  const claimsOf = (request: { body: { code?: string } }): Claims => asked.get(request.body.code ?? "") ?? {};
  await server.issuer.keys.generate("RS256");
  server.service.on("beforeAuthorizeRedirect", ({ url }: { url: URL }, { query }: { query: Record<string, string> }) => {
    asked.set(url.searchParams.get("code")!, JSON.parse(query["login_hint"] ?? "{}") as Claims);
  });
  server.service.on("beforeTokenSigning", ({ payload }: { payload: Claims }, request: { body: { code?: string; client_id?: string } }) => {
    const { forge: _, ...claims } = claimsOf(request);
    Object.assign(payload, { sub: randomUUID(), aud: request.body.client_id }, claims);
    for (const [name, value] of Object.entries(payload)) if (value === null) delete payload[name];
  });
  server.service.on("beforeResponse", ({ body }: { body: { id_token?: string } }, request: { body: { code?: string } }) => {
    const { forge } = claimsOf(request);
    if (forge && body.id_token) body.id_token = forged(body.id_token, forge);
  });
  await server.start(0, "127.0.0.1");
  return { url: server.issuer.url!, stop: () => server.stop() };
}
