create table lead_imports (
  tenant_id uuid not null default app.tenant_id(), id uuid not null, version integer not null default 1,
  created_at timestamptz(3) not null default now(), updated_at timestamptz(3) not null default now(),
  file_name    text not null,
  file_key     text not null,
  file_bytes   bigint not null,
  encoding     text not null,
  delimiter    text not null,
  newline      text not null,
  columns      jsonb not null,
  mapping      jsonb not null,
  options      jsonb not null default '{}',
  status       text not null default 'previewed',
  rows_total   integer not null,
  rows_done    integer not null default 0,
  data_offset  bigint not null,
  byte_offset  bigint not null,
  created      integer not null default 0,
  duplicates   integer not null default 0,
  failed       integer not null default 0,
  undone       integer not null default 0,
  error        text,
  started_by   uuid,
  started_at   timestamptz(3),
  finished_at  timestamptz(3),
  primary key (tenant_id, id),
  constraint lead_imports_status_check check (status in ('previewed', 'running', 'done', 'failed', 'undoing', 'undone')),
  constraint lead_imports_started_by_fkey foreign key (tenant_id, started_by) references users
);
create index lead_imports_newest on lead_imports (tenant_id, created_at desc, id desc);
call app.tenant_table('lead_imports', audited => false);

-- Rows that were not stored, with the reason a person can act on and the cells as they came, so that the report can be
-- mended and imported again. row_number counts from 1; the header and blank lines are not rows.
create table lead_import_issues (
  tenant_id  uuid not null default app.tenant_id(),
  id         uuid not null default gen_random_uuid(),
  import_id  uuid not null,
  row_number integer not null,
  kind       text not null,
  code       text not null,
  field      text,
  message    text not null,
  value      text,
  match_type text,
  match_id   uuid,
  cells      jsonb not null,
  primary key (tenant_id, import_id, row_number, id),
  constraint lead_import_issues_kind_check check (kind in ('error', 'duplicate')),
  constraint lead_import_issues_import_id_fkey foreign key (tenant_id, import_id) references lead_imports on delete cascade
);
call app.tenant_table('lead_import_issues', audited => false);

create table leads (
  tenant_id uuid not null default app.tenant_id(), id uuid not null, version integer not null default 1,
  created_at timestamptz(3) not null default now(), updated_at timestamptz(3) not null default now(),
  first_name          text not null,
  last_name           text,
  full_name           text not null generated always as (trim(first_name || ' ' || coalesce(last_name, ''))) stored,
  email               text,
  phone_e164          text,
  source              text not null default 'manual',
  source_detail       text,
  status              text not null default 'new',
  score               integer not null default 0,
  score_reason        text,
  owner_user_id       uuid,
  company_name        text,
  interest            text,
  budget_minor        bigint,
  currency            char(3),
  country             char(2),
  notes               text,
  disqualified_reason text,
  import_id           uuid,
  search_text         text not null generated always as (app.fold(trim(first_name || ' ' || coalesce(last_name, '')) || ' ' || coalesce(email, '') || ' ' || coalesce(phone_e164, '') || ' ' || coalesce(company_name, ''))) stored,
  primary key (tenant_id, id),
  constraint leads_email_check check (email = lower(email)),
  constraint leads_source_check check (source in ('web', 'referral', 'manual', 'import', 'campaign', 'other')),
  constraint leads_status_check check (status in ('new', 'contacted', 'qualified', 'disqualified', 'converted')),
  constraint leads_score_check check (score between 0 and 100),
  constraint leads_channel_check check (email is not null or phone_e164 is not null),
  constraint leads_owner_user_id_fkey foreign key (tenant_id, owner_user_id) references users,
  constraint leads_import_id_fkey foreign key (tenant_id, import_id) references lead_imports
);
-- A person may come back later: only leads that are still open exclude each other.
create unique index leads_email_key on leads (tenant_id, email) where status in ('new', 'contacted', 'qualified');
create unique index leads_phone_e164_key on leads (tenant_id, phone_e164) where status in ('new', 'contacted', 'qualified');
create index leads_newest on leads (tenant_id, created_at desc, id desc);
create index leads_updated on leads (tenant_id, updated_at desc, id desc);
create index leads_status on leads (tenant_id, status, created_at desc, id desc);
create index leads_source on leads (tenant_id, source, created_at desc, id desc);
create index leads_owner on leads (tenant_id, owner_user_id, created_at desc, id desc);
create index leads_score on leads (tenant_id, score desc, id desc);
create index leads_name on leads (tenant_id, full_name, id);
create index leads_import on leads (tenant_id, import_id, id) where import_id is not null;
create index leads_search on leads using gin (tenant_id, search_text gin_trgm_ops) with (fastupdate = off);
call app.tenant_table('leads');

create table lead_conversions (
  tenant_id    uuid not null default app.tenant_id(),
  id           uuid not null default gen_random_uuid(),
  lead_id      uuid not null,
  contact_id   uuid not null,
  company_id   uuid,
  deal_id      uuid,
  converted_by uuid,
  converted_at timestamptz(3) not null default now(),
  primary key (tenant_id, id),
  constraint lead_conversions_lead_key unique (tenant_id, lead_id),
  constraint lead_conversions_lead_id_fkey foreign key (tenant_id, lead_id) references leads,
  constraint lead_conversions_contact_id_fkey foreign key (tenant_id, contact_id) references contacts,
  constraint lead_conversions_company_id_fkey foreign key (tenant_id, company_id) references companies,
  constraint lead_conversions_deal_id_fkey foreign key (tenant_id, deal_id) references deals
);
create index lead_conversions_deal on lead_conversions (tenant_id, deal_id);
call app.tenant_table('lead_conversions');

create table lead_duplicates (
  tenant_id  uuid not null default app.tenant_id(),
  lead_id    uuid not null,
  contact_id uuid not null,
  reason     text not null,
  score      integer not null default 100,
  primary key (tenant_id, lead_id, contact_id, reason),
  constraint lead_duplicates_reason_check check (reason in ('email', 'phone', 'name')),
  constraint lead_duplicates_lead_id_fkey foreign key (tenant_id, lead_id) references leads on delete cascade,
  constraint lead_duplicates_contact_id_fkey foreign key (tenant_id, contact_id) references contacts on delete cascade
);
call app.tenant_table('lead_duplicates', audited => false);

-- Searches run as their owner, because row security would make trigram indexes useless (their operators are not
-- leakproof). Each holds itself to the tenant of the transaction, and gives only ids, which are joined back through
-- row security. A word that matches very much is answered with the newest thousand.
create function app.search_pattern(q text) returns text language sql immutable
  return '%' || regexp_replace(app.fold(trim(q)), '([\\%_])', '\\\1', 'g') || '%';
create function app.search_leads(q text) returns setof uuid language sql stable security definer rows 100 set search_path = public as $$
  select id from leads where tenant_id = app.tenant_id() and search_text like app.search_pattern(q) order by created_at desc limit 1000 $$;
create function app.search_contacts(q text) returns setof uuid language sql stable security definer rows 100 set search_path = public as $$
  (select id from contacts where tenant_id = app.tenant_id() and search_text like app.search_pattern(q) order by created_at desc limit 1000)
  union
  (select contact_id from contact_channels where tenant_id = app.tenant_id() and normalized_value like app.search_pattern(q) limit 1000) $$;
create function app.search_companies(q text) returns setof uuid language sql stable security definer rows 100 set search_path = public as $$
  select id from companies where tenant_id = app.tenant_id() and search_text like app.search_pattern(q) order by created_at desc limit 1000 $$;
create function app.search_deals(q text) returns setof uuid language sql stable security definer rows 100 set search_path = public as $$
  select id from deals where tenant_id = app.tenant_id() and search_text like app.search_pattern(q) order by created_at desc limit 1000 $$;
create function app.search_units(q text) returns setof uuid language sql stable security definer rows 100 set search_path = public as $$
  select id from units where tenant_id = app.tenant_id() and search_text like app.search_pattern(q) order by created_at desc limit 1000 $$;
