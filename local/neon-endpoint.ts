import http, { type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import net from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { WebSocketServer, type WebSocket } from "ws";

export type NeonEndpoint = { url: string; stop: () => Promise<void> };
type Options = { port: number; upstream: { host: string; port: number; tls?: boolean }; maxConnections?: number; delayMs?: number };
type Query = { query: string; params?: unknown[] };
type Answer = { command: string; rowCount: number | null; fields: pg.FieldDef[]; rows: unknown[]; rowAsArray: boolean };

const ISOLATION: Record<string, string> = { ReadUncommitted: "read uncommitted", ReadCommitted: "read committed", RepeatableRead: "repeatable read", Serializable: "serializable" };
const ERROR_FIELDS = ["code", "detail", "hint", "position", "internalPosition", "internalQuery", "where", "schema", "table", "column", "dataType", "constraint", "file", "line", "routine", "severity"] as const;

// All of DISCARD ALL except DEALLOCATE ALL and DISCARD PLANS: statements prepared below hold nothing of a caller, and
// Postgres plans them anew when the role, the search path or a table they read changes. SET SESSION AUTHORIZATION also undoes SET ROLE.
const RESET = "close all; set session authorization default; reset all; unlisten *; select pg_advisory_unlock_all(); discard temp; discard sequences";
const MAX_PREPARED = 500;

const asText = { getTypeParser: () => (value: unknown) => value };
const plain = (value: unknown) => (value !== null && typeof value === "object" && !Array.isArray(value) ? JSON.stringify(value) : value);

function beginWith(headers: IncomingHttpHeaders): string {
  const isolation = ISOLATION[String(headers["neon-batch-isolation-level"])];
  const options = [
    isolation && `isolation level ${isolation}`,
    headers["neon-batch-read-only"] === "true" && "read only",
    headers["neon-batch-deferrable"] === "true" && "deferrable",
  ];
  return ["begin", ...options.filter(Boolean)].join(" ");
}

type Failure = { message?: string } & Partial<Pick<pg.DatabaseError, (typeof ERROR_FIELDS)[number]>>;

function errorBody(error: Failure) {
  return { message: error.message, ...Object.fromEntries(ERROR_FIELDS.map((field) => [field, error[field] ?? null])) };
}

// A table that changed, or a DEALLOCATE of the caller's, under a statement prepared earlier: nothing was executed.
const isStale = ({ code, routine }: Failure) => (code === "0A000" && routine === "RevalidateCachedQuery") || (code === "26000" && routine === "FetchPreparedStatement");

type Body = Query | { queries: Query[] };
type Outcome = { answers: Answer[] } | { error: Failure };

/** Runs what one HTTP request asked for with one write to the network; `clean` settles when the session has been reset behind it. */
function run(client: pg.PoolClient, body: Body, headers: IncomingHttpHeaders, nameOf: (text: string) => string | undefined) {
  const rowMode = headers["neon-array-mode"] === "true" ? "array" : undefined;
  const types = headers["neon-raw-text-output"] === "true" ? asText : undefined;
  const post = ({ query: text, params = [] }: Query) => client.query({ name: nameOf(text), text, values: params.map(plain), rowMode, types, queryMode: "extended" } as pg.QueryConfig);

  // pg's types hide the socket; corked, the whole exchange leaves in one packet instead of one per statement.
  const { stream } = (client as unknown as { connection: { stream: net.Socket } }).connection;
  stream.cork();
  const batch = "queries" in body;
  const begun = batch ? client.query(beginWith(headers)) : undefined;
  const sent = (batch ? body.queries : [body]).map(post);
  // After an error inside the batch Postgres refuses the rest and answers COMMIT with a rollback.
  const committed = batch ? client.query("commit") : undefined;
  const clean = client.query(RESET);
  stream.uncork();

  const outcome = Promise.allSettled([begun, ...sent, committed]).then(async (settled): Promise<Outcome> => {
    const failed = settled.find((one) => one.status === "rejected");
    if (failed) return { error: failed.reason as Failure };
    const results = await Promise.all(sent);
    return { answers: results.map(({ command, rowCount, fields, rows }) => ({ command, rowCount, fields, rows, rowAsArray: rowMode === "array" })) };
  });
  clean.catch(() => {}); // Awaited later, when the caller has had its answer.
  return { outcome, clean };
}

// The same text gets the same name on every connection; past the limit statements stay unnamed and are parsed each time.
function statementNames() {
  const names = new Map<string, string>();
  return (text: string) => {
    if (!names.has(text) && names.size < MAX_PREPARED) names.set(text, `p${names.size}`);
    return names.get(text);
  };
}

class Pools {
  readonly #byUrl = new Map<string, { pool: pg.Pool; nameOf: (text: string) => string | undefined }>();
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  for(url: string) {
    let found = this.#byUrl.get(url);
    if (!found) {
      const { username, password, pathname } = new URL(url);
      const { upstream, maxConnections: max = 20 } = this.#options;
      const config = { host: upstream.host, port: upstream.port, ssl: upstream.tls, user: decodeURIComponent(username), password: decodeURIComponent(password), database: decodeURIComponent(pathname.slice(1)), max, idleTimeoutMillis: 30_000, pipeline: true };
      const pool = new pg.Pool(config);
      pool.on("error", () => {}); // A connection lost while idle; the next request opens another.
      this.#byUrl.set(url, (found = { pool, nameOf: statementNames() }));
    }
    return found;
  }

  end = () => Promise.all([...this.#byUrl.values()].map(({ pool }) => pool.end()));
}

const bodyOf = (request: IncomingMessage) =>
  new Promise<string>((resolve, reject) => {
    let text = "";
    request.setEncoding("utf8").on("data", (chunk: string) => (text += chunk)).on("end", () => resolve(text)).on("error", reject);
  });

function send(response: ServerResponse, status: number, value: unknown) {
  const text = JSON.stringify(value);
  response.writeHead(status, { "content-type": "application/json", "content-length": Buffer.byteLength(text) }).end(text);
}

/**
 * Speaks Neon's protocol in front of any Postgres: SQL over HTTP at /sql and the WebSocket proxy.
 * POST /control {"delay_ms": 60} makes the database that round trip away, GET /stats counts what crossed.
 */
export async function startNeonEndpoint(options: Options): Promise<NeonEndpoint> {
  const pools = new Pools(options);
  const stats = { http: 0, statements: 0, ws_connections: 0, ws_messages: 0 };
  let delayMs = options.delayMs ?? 0;

  async function sql(request: IncomingMessage, response: ServerResponse) {
    const body = JSON.parse(await bodyOf(request)) as Body;
    stats.http++;
    stats.statements += "queries" in body ? body.queries.length : 1;
    if (delayMs) await sleep(delayMs);
    let client: pg.PoolClient | undefined;
    let unusable = false;
    try {
      const { pool, nameOf } = pools.for(String(request.headers["neon-connection-string"]));
      client = await pool.connect();
      let { outcome, clean } = run(client, body, request.headers, nameOf);
      let result = await outcome;
      if ("error" in result && isStale(result.error)) {
        ({ outcome, clean } = run(client, body, request.headers, () => undefined));
        result = await outcome;
        unusable = true;
      }
      if ("error" in result) send(response, 400, errorBody(result.error));
      else send(response, 200, "queries" in body ? { results: result.answers } : result.answers[0]);
      await clean;
      unusable ||= client.getTransactionStatus() !== "I"; // A bare BEGIN: the reset ran inside its transaction.
    } catch (error) {
      unusable = true;
      if (!response.headersSent) send(response, 400, errorBody(error as Error));
    } finally {
      client?.release(unusable);
    }
  }

  async function control(request: IncomingMessage, response: ServerResponse) {
    if (request.url === "/control") delayMs = Number((JSON.parse(await bodyOf(request)) as { delay_ms: number }).delay_ms);
    send(response, 200, { delay_ms: delayMs, ...stats });
  }

  const server = http.createServer((request, response) => {
    const answer = request.url?.startsWith("/sql") ? sql : control;
    answer(request, response).catch((error: Error) => send(response, 400, { message: error.message }));
  });
  server.keepAliveTimeout = 60_000;

  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });
  const later = (act: () => void) => (delayMs ? setTimeout(act, delayMs / 2) : act());
  server.on("upgrade", (request, socket, head) =>
    sockets.handleUpgrade(request, socket, head, (ws) => {
      stats.ws_connections++;
      ws.on("message", () => stats.ws_messages++);
      proxy(ws, options.upstream, later);
    }));

  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(options.port, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as net.AddressInfo).port}`,
    async stop() {
      server.close();
      server.closeAllConnections();
      await pools.end();
    },
  };
}

function proxy(ws: WebSocket, upstream: Options["upstream"], later: (act: () => void) => unknown) {
  const tcp = net.connect({ host: upstream.host, port: upstream.port, noDelay: true });
  ws.on("message", (data: Buffer) => later(() => tcp.write(data)));
  ws.on("close", () => later(() => tcp.end()));
  ws.on("error", () => tcp.destroy());
  tcp.on("data", (data) => later(() => ws.readyState === ws.OPEN && ws.send(data)));
  tcp.on("close", () => later(() => ws.close()));
  tcp.on("error", () => ws.close());
}
