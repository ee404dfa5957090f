import { Faker, ar, en } from "@faker-js/faker";
import { randomUUID } from "node:crypto";
import pg from "pg";

export const LEADS = 20_000, CONTACTS = 10_000, OTHER_TENANTS = 20, LEADS_OF_OTHERS = 1_000;

export interface Seeded {
  readonly tenant_id: string;
  readonly user_id: string;
  readonly session_id: string;
  readonly lead_ids: readonly string[];
  /** Names as a person would type them into the search box. */
  readonly names: readonly string[];
}

/** A time-ordered id, so that seeded rows lie in the table as real ones would. */
const idAt = (ms: number) => {
  const time = ms.toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
};


async function insert(client: pg.Client, table: string, rows: object[]) {
  const columns = Object.keys(rows[0]!).join(", ");
  await client.query(`insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, $1::jsonb)`, [JSON.stringify(rows)]);
}

async function tenant(client: pg.Client, name: string, plan: string) {
  const tenant_id = randomUUID(), user_id = randomUUID(), session_id = randomUUID();
  await client.query("insert into tenants (tenant_id, id, name) values ($1, $1, $2)", [tenant_id, name]);
  await client.query("insert into tenant_plan (tenant_id, id, plan_code) values ($1, $1, $2)", [tenant_id, plan]);
  await client.query("insert into users (tenant_id, id, email, email_verified_at) values ($1, $2, $3, now())", [tenant_id, user_id, `${user_id}@bench.test`]);
  await client.query("insert into user_profiles (tenant_id, id, full_name) values ($1, $2, 'Bench')", [tenant_id, user_id]);
  await client.query("insert into sessions (tenant_id, id, user_id, refresh_token_hash, expires_at) values ($1, $2, $3, 'x', now() + interval '1 day')", [tenant_id, session_id, user_id]);
  return { tenant_id, user_id, session_id };
}

/** One tenant of 20,000 leads and 10,000 contacts among twenty others, from a fixed seed. */
export async function seed(ownerUrl: string, permissions: readonly string[]): Promise<Seeded> {
  const client = new pg.Client(ownerUrl);
  await client.connect();
  const faker = new Faker({ locale: [ar, en], seed: 2026 }), latin = new Faker({ locale: [en], seed: 2026 });
  await client.query("insert into plans (code, name, tier, all_features) values ('bench', 'Bench', 0, true)");
  const main = await tenant(client, "Bench Realty", "bench"), role_id = randomUUID();
  await client.query("insert into roles (tenant_id, id, code, name) values ($1, $2, 'bench', 'Bench')", [main.tenant_id, role_id]);
  await client.query("insert into role_permissions (tenant_id, role_id, permission) select $1, $2, unnest($3::text[])", [main.tenant_id, role_id, permissions]);
  await client.query("insert into user_roles (tenant_id, user_id, role_id) values ($1, $2, $3)", [main.tenant_id, main.user_id, role_id]);

  await client.query("insert into notification_policies (tenant_id, id, value) values ($1, $1, $2)", [main.tenant_id, JSON.stringify({ throttle_per_minute: { email: 10_000 } })]);

  const start = Date.now() - LEADS * 60_000;
  const leadsOf = (tenant_id: string, count: number) => Array.from({ length: count }, (_, i) => {
    const who = i % 2 ? faker : latin, at = start + i * 60_000;
    return {
      tenant_id, id: idAt(at), created_at: new Date(at).toISOString(), updated_at: new Date(at).toISOString(),
      first_name: who.person.firstName(), last_name: who.person.lastName(), email: `lead${i}@bench.test`, phone_e164: `+2010${String(i).padStart(8, "0")}`,
      source: faker.helpers.arrayElement(["web", "referral", "manual", "campaign"]), status: faker.helpers.arrayElement(["new", "contacted", "qualified"]),
      score: faker.number.int({ min: 0, max: 100 }), version: 1,
    };
  });
  const leads = leadsOf(main.tenant_id, LEADS);
  await insert(client, "leads", leads);
  for (let t = 0; t < OTHER_TENANTS; t++) await insert(client, "leads", leadsOf((await tenant(client, `Other ${t}`, "bench")).tenant_id, LEADS_OF_OTHERS));
  const contacts = Array.from({ length: CONTACTS }, (_, i) => ({
    tenant_id: main.tenant_id, id: idAt(start + i * 60_000), version: 1, created_at: new Date(start + i * 60_000).toISOString(), updated_at: new Date(start + i * 60_000).toISOString(),
    first_name: (i % 2 ? faker : latin).person.firstName(), last_name: (i % 2 ? faker : latin).person.lastName(), lifecycle_stage: "prospect",
  }));
  await insert(client, "contacts", contacts);
  await insert(client, "contact_channels", contacts.map((c, i) => ({
    tenant_id: c.tenant_id, id: randomUUID(), version: 1, created_at: c.created_at, updated_at: c.created_at, contact_id: c.id, type: "phone",
    value: `+97150${String(i).padStart(7, "0")}`, normalized_value: `+97150${String(i).padStart(7, "0")}`, is_primary: true, opt_in: false,
  })));
  await client.query("vacuum analyze");
  await client.end();
  return { ...main, lead_ids: leads.map((l) => l.id), names: leads.slice(0, 400).map((l) => `${l.first_name} ${l.last_name}`) };
}
