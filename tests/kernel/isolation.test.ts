import { is, getTableColumns, getTableName, sql } from "drizzle-orm";
import { PgTable } from "drizzle-orm/pg-core";
import { expect, test } from "vitest";
import * as accessSchema from "#db/schema/access.ts";
import * as activitySchema from "#db/schema/activities.ts";
import * as approvalSchema from "#db/schema/approvals.ts";
import * as billingSchema from "#db/schema/billing.ts";
import * as businessSchema from "#db/schema/business.ts";
import * as contactSchema from "#db/schema/contacts.ts";
import * as dealSchema from "#db/schema/deals.ts";
import * as identitySchema from "#db/schema/identity.ts";
import * as inventorySchema from "#db/schema/inventory.ts";
import * as kernelSchema from "#db/schema/kernel.ts";
import * as leadSchema from "#db/schema/leads.ts";
import * as notifySchema from "#db/schema/notify.ts";
import { leads } from "#db/schema/leads.ts";
import { db, send, type Who } from "#worker/kernel/db.ts";
import { createLead, deleteLead, getLead, listLeads, patchLead } from "#worker/modules/leads/contract.ts";
import { admin, newTenant } from "../support/harness.ts";

const ana = { first_name: "Ana", phone_e164: "+971501112233" };
const whoIs = (tenant_id: string): Who => ({ role: "app_tenant", tenant_id, actor_id: "user:01900000-0000-7000-8000-000000000001", request_id: "r", ip: null, user_agent: null });

test("another tenant's lead does not exist: 404 by path, absent from lists and search, 422 in a body", async () => {
  const mine = await newTenant(), theirs = await newTenant();
  const lead = await mine.owner.ok(createLead, { body: ana }), params = { lead_id: lead.id };
  for (const answer of [await theirs.owner.call(getLead, { params }), await theirs.owner.call(patchLead, { params, body: { notes: "x" } }), await theirs.owner.call(deleteLead, { params })])
    expect(answer).toMatchObject({ status: 404, error: { code: "NOT_FOUND" } });
  expect((await theirs.owner.ok(listLeads)).items).toEqual([]);
  expect((await theirs.owner.ok(listLeads, { query: { q: "Ana" } })).items).toEqual([]);
  expect(await theirs.owner.call(createLead, { body: { ...ana, owner_user_id: mine.owner.user_id } })).toMatchObject({ status: 422, error: { details: { issues: [{ path: "owner_user_id" }] } } });
  expect((await mine.owner.ok(getLead, { params })).version).toBe(1);
});

test("a query that forgets the tenant still sees one tenant only, and none without one", async () => {
  const mine = await newTenant();
  await mine.owner.ok(createLead, { body: ana });
  const [rows] = await send("read", whoIs(mine.tenant_id), [db.select({ tenant_id: leads.tenant_id }).from(leads)] as const);
  expect(rows).toEqual([{ tenant_id: mine.tenant_id }]);
  expect((await send("read", { ...whoIs(mine.tenant_id), tenant_id: null }, [db.select().from(leads)] as const))[0]).toEqual([]);
});

test("a row cannot be written into another tenant", async () => {
  const mine = await newTenant(), theirs = await newTenant();
  const row = { tenant_id: theirs.tenant_id, id: mine.tenant_id, first_name: "Planted", phone_e164: "+971501112244" };
  await expect(send("write", whoIs(mine.tenant_id), [db.insert(leads).values(row)])).rejects.toThrow(/row-level security/);
});

test("a read cannot write, and a query outside a context does not run", async () => {
  await expect(send("read", whoIs((await newTenant()).tenant_id), [db.delete(leads)])).rejects.toThrow(/read-only/);
  await expect((async () => db.select().from(leads))()).rejects.toThrow();
});

test("the Worker's login cannot rewrite what happened", async () => {
  const { tenant_id } = await newTenant();
  for (const statement of ["delete from audit_logs", "update audit_logs set action = 'x'", "insert into audit_logs (tenant_id) values (gen_random_uuid())", "delete from event_log", "update event_log set payload = '{}'"])
    for (const role of ["app_tenant", "app_system"] as const) {
      if (role === "app_system" && statement.includes("event_log")) continue;
      await expect(send("write", { ...whoIs(tenant_id), role }, [db.execute(sql.raw(statement))]), `${role}: ${statement}`).rejects.toThrow(/permission denied/);
    }
});

test("the Worker's login owns nothing, bypasses nothing and may do nothing before it takes a role", async () => {
  const [login] = await admin`select rolsuper or rolbypassrls or rolinherit as strong, (select count(*)::int from pg_class where relowner = pg_roles.oid) as owns from pg_roles where rolname like 'm3core%worker'`;
  expect(login).toEqual({ strong: false, owns: 0 });
  const [members] = await admin`select count(*)::int as n from pg_roles where rolname in ('app_tenant', 'app_system') and (rolsuper or rolbypassrls or rolcanlogin)`;
  expect(members).toEqual({ n: 0 });
});

test("every table has row security, forced, and a policy", async () => {
  const open = await admin`select relname from pg_class c join pg_namespace n on n.oid = relnamespace
    where nspname = 'public' and relkind in ('r', 'p') and relname <> 'schema_migrations'
      and not (relrowsecurity and relforcerowsecurity and exists (select from pg_policy where polrelid = c.oid))`;
  expect(open).toEqual([]);
});

test("every foreign key between tenant tables carries the tenant", async () => {
  const loose = await admin`select conname from pg_constraint f
    where contype = 'f' and connamespace = 'public'::regnamespace
      and exists (select from pg_attribute where attrelid = f.confrelid and attname = 'tenant_id')
      and not exists (select from unnest(f.conkey) k join pg_attribute a on a.attrelid = f.conrelid and a.attnum = k where a.attname = 'tenant_id')`;
  expect(loose).toEqual([]);
});

test("every index of a tenant table starts with the tenant, but for those the sweepers use", async () => {
  const stray = await admin`select c.relname from pg_index i join pg_class c on c.oid = indexrelid join pg_class t on t.oid = indrelid
    join pg_attribute a on a.attrelid = i.indexrelid and a.attnum = 1
    where t.relnamespace = 'public'::regnamespace and exists (select from pg_attribute where attrelid = t.oid and attname = 'tenant_id')
      and a.attname <> 'tenant_id' order by 1`;
  expect(stray.map((row) => row["relname"])).toEqual([
    "approval_requests_due", "approval_requests_remind", "billing_usage_events_age", "dead_letters_newest", "dev_mailbox_newest", "digest_queue_age", "digest_queue_open", "digest_subscriptions_due", "escalations_age", "escalations_open", "event_log_pending", "idempotency_keys_age", "messages_outbox_claimed", "messages_outbox_due", "messages_outbox_expiring", "messages_outbox_provider", "messages_outbox_texted",
    "notifications_inbox_old", "reminders_due", "tasks_overdue", "tenant_plan_external_customer", "tenant_plan_external_sub", "unit_price_history_due", "unit_reservations_expiry", "user_identities_by_subject", "users_by_email", "webhook_events_age", "webhook_events_dedupe_key", "webhook_events_pending",
  ]);
});

test("the Drizzle schema names just the columns that the migrations made", async () => {
  const tables = [accessSchema, activitySchema, approvalSchema, billingSchema, businessSchema, contactSchema, dealSchema, identitySchema, inventorySchema, kernelSchema, leadSchema, notifySchema]
    .flatMap((schema) => Object.values(schema) as unknown[]).filter((value): value is PgTable => is(value, PgTable));
  const rows = await admin`select table_name, column_name, is_nullable = 'YES' as nullable from information_schema.columns join information_schema.tables using (table_schema, table_name) where table_schema = 'public' and table_type = 'BASE TABLE'`;
  for (const table of tables) {
    const name = getTableName(table), there = new Set(rows.filter((r) => r["table_name"] === name).map((r) => r["column_name"]));
    expect([name, Object.values(getTableColumns(table)).map((c) => c.name).filter((column) => !there.has(column))]).toEqual([name, []]);
  }
  const declared = new Set(tables.map(getTableName));
  expect([...new Set(rows.map((r) => r["table_name"] as string))].filter((name) => !declared.has(name) && name !== "schema_migrations")).toEqual([]);
});
