// The same work in plain Node: node:http and a warm pg pool beside the database. Forked by the benchmark.
import { randomUUID } from "node:crypto";
import http from "node:http";
import pg from "pg";

const [databaseUrl, tenant_id, user_id] = process.argv.slice(2) as [string, string, string];
const pool = new pg.Pool({ connectionString: databaseUrl, max: 20 });
const COLUMNS = `id, version, created_at, updated_at, first_name, last_name, full_name, email, phone_e164, source, source_detail, status, score, owner_user_id,
  company_name, interest, budget_minor, currency, country, notes, disqualified_reason, import_id`;

async function transaction<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query("begin");
    await client.query("select set_config('role', 'app_tenant', true), set_config('app.tenant_id', $1, true), set_config('app.actor_id', $2, true), set_config('app.request_id', 'floor', true)", [tenant_id, `user:${user_id}`]);
    const result = await work(client);
    await client.query("commit");
    return result;
  } catch (error) {
    await client.query("rollback");
    throw error;
  } finally {
    client.release();
  }
}

const event = (client: pg.PoolClient, name: string, lead_id: string) =>
  client.query(`with logged as (insert into event_log (id, name, payload) values ($1, $2, $3) returning id)
    insert into event_subjects (subject_type, subject_id, event_id) select 'lead', $4, id from logged`, [randomUUID(), name, { lead_id }, lead_id]);

const verbs: Record<string, (query: URLSearchParams, body: Record<string, string>) => Promise<unknown>> = {
  "GET /hello": async () => "hello",
  "GET /lead": (query) => transaction(async (c) => (await c.query(`select ${COLUMNS} from leads where id = $1`, [query.get("id")])).rows[0]),
  "GET /list": () => transaction(async (c) => (await c.query(`select ${COLUMNS} from leads where status = any($1) and score >= $2 order by score desc, id desc limit 51`, [["new", "contacted"], 20])).rows),
  "GET /search": (query) => transaction(async (c) => (await c.query(`select ${COLUMNS} from leads where id in (select app.search_leads($1)) order by created_at desc, id desc limit 51`, [query.get("q")])).rows),
  "POST /create": (_, body) => transaction(async (c) => {
    const id = randomUUID();
    await c.query("insert into leads (id, first_name, last_name, phone_e164, source) values ($1, $2, $3, $4, 'manual')", [id, body["first_name"], body["last_name"], body["phone_e164"]]);
    await event(c, "lead.created", id);
    return { id };
  }),
  "POST /convert": (query) => transaction(async (c) => {
    const id = query.get("id")!, contact_id = randomUUID();
    const { rows: [lead] } = await c.query<Record<string, string>>("select * from leads where id = $1", [id]);
    await c.query("update leads set status = 'converted', version = version + 1 where id = $1 and version = $2", [id, lead!["version"]]);
    await c.query("insert into contacts (id, first_name, last_name) values ($1, $2, $3)", [contact_id, lead!["first_name"], lead!["last_name"]]);
    await c.query("insert into contact_channels (id, contact_id, type, value, normalized_value, is_primary) select gen_random_uuid(), $1, t, v, v, true from unnest($2::text[], $3::text[]) as x(t, v)",
      [contact_id, ["phone", "email"], [lead!["phone_e164"], lead!["email"]]]);
    await c.query("insert into lead_conversions (lead_id, contact_id) values ($1, $2)", [id, contact_id]);
    await event(c, "lead.converted", id);
    return { contact_id };
  }),
};

const server = http.createServer(async (request, response) => {
  let text = "";
  for await (const chunk of request.setEncoding("utf8")) text += chunk as string;
  const url = new URL(request.url!, "http://floor");
  try {
    const data = await verbs[`${request.method} ${url.pathname}`]!(url.searchParams, text ? (JSON.parse(text) as Record<string, string>) : {});
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ success: true, data, error: null }));
  } catch (error) {
    response.writeHead(500).end(String(error));
  }
});
server.listen(0, "127.0.0.1", () => process.send!({ port: (server.address() as { port: number }).port }));
process.on("disconnect", () => process.exit());
