create table pipelines (
  tenant_id uuid not null default app.tenant_id(), id uuid not null, version integer not null default 1,
  created_at timestamptz(3) not null default now(), updated_at timestamptz(3) not null default now(),
  name        text not null,
  description text,
  is_active   boolean not null default true,
  is_default  boolean not null default false,
  primary key (tenant_id, id),
  constraint pipelines_name_key unique (tenant_id, name)
);
create unique index pipelines_default_key on pipelines (tenant_id) where is_default;
call app.tenant_table('pipelines');

create table pipeline_stages (
  tenant_id uuid not null default app.tenant_id(), id uuid not null, version integer not null default 1,
  created_at timestamptz(3) not null default now(), updated_at timestamptz(3) not null default now(),
  pipeline_id     uuid not null,
  name            text not null,
  name_ar         text,
  order_index     integer not null,
  probability_pct integer not null,
  is_win          boolean not null default false,
  is_loss         boolean not null default false,
  primary key (tenant_id, id),
  constraint pipeline_stages_pipeline_key unique (tenant_id, pipeline_id, id),
  constraint pipeline_stages_order_index_key unique (tenant_id, pipeline_id, order_index) deferrable initially deferred,
  constraint pipeline_stages_probability_pct_check check (probability_pct between 0 and 100),
  constraint pipeline_stages_outcome_check check (not (is_win and is_loss)),
  constraint pipeline_stages_pipeline_id_fkey foreign key (tenant_id, pipeline_id) references pipelines on delete cascade
);
create unique index pipeline_stages_win_key on pipeline_stages (tenant_id, pipeline_id) where is_win;
create unique index pipeline_stages_loss_key on pipeline_stages (tenant_id, pipeline_id) where is_loss;
call app.tenant_table('pipeline_stages');

create table lost_reason_codes (
  tenant_id uuid not null default app.tenant_id(), id uuid not null, version integer not null default 1,
  created_at timestamptz(3) not null default now(), updated_at timestamptz(3) not null default now(),
  code      text not null,
  label     text not null,
  label_ar  text,
  is_active boolean not null default true,
  primary key (tenant_id, id),
  constraint lost_reason_codes_code_key unique (tenant_id, code)
);
call app.tenant_table('lost_reason_codes');

create table deals (
  tenant_id uuid not null default app.tenant_id(), id uuid not null, version integer not null default 1,
  created_at timestamptz(3) not null default now(), updated_at timestamptz(3) not null default now(),
  name             text not null,
  amount_minor     bigint not null,
  currency         char(3) not null,
  pipeline_id      uuid not null,
  stage_id         uuid not null,
  owner_user_id    uuid,
  status           text not null default 'open',
  close_date       date,
  lost_reason_code text,
  lost_note        text,
  closed_at        timestamptz(3),
  stage_entered_at timestamptz(3) not null default now(),
  search_text      text not null generated always as (app.fold(name)) stored,
  primary key (tenant_id, id),
  constraint deals_status_check check (status in ('open', 'won', 'lost')),
  constraint deals_amount_minor_check check (amount_minor between 0 and 9007199254740991),
  constraint deals_lost_reason_check check (status <> 'lost' or lost_reason_code is not null),
  constraint deals_pipeline_id_fkey foreign key (tenant_id, pipeline_id) references pipelines,
  constraint deals_stage_id_fkey foreign key (tenant_id, pipeline_id, stage_id) references pipeline_stages (tenant_id, pipeline_id, id),
  constraint deals_owner_user_id_fkey foreign key (tenant_id, owner_user_id) references users,
  constraint deals_lost_reason_code_fkey foreign key (tenant_id, lost_reason_code) references lost_reason_codes (tenant_id, code)
);
create index deals_newest on deals (tenant_id, created_at desc, id desc);
create index deals_updated on deals (tenant_id, updated_at desc, id desc);
create index deals_amount on deals (tenant_id, amount_minor desc, id desc);
create index deals_name on deals (tenant_id, name, id);
create index deals_board on deals (tenant_id, pipeline_id, stage_id, updated_at desc);
create index deals_owner on deals (tenant_id, owner_user_id, id);
create index deals_search on deals using gin (tenant_id, search_text gin_trgm_ops) with (fastupdate = off);
call app.tenant_table('deals');

create table deal_contacts (
  tenant_id  uuid not null default app.tenant_id(),
  id         uuid not null default gen_random_uuid(),
  deal_id    uuid not null,
  contact_id uuid not null,
  role       text not null default 'decision_maker',
  primary key (tenant_id, deal_id, contact_id),
  constraint deal_contacts_role_check check (role in ('decision_maker', 'influencer', 'other')),
  constraint deal_contacts_deal_id_fkey foreign key (tenant_id, deal_id) references deals on delete cascade,
  constraint deal_contacts_contact_id_fkey foreign key (tenant_id, contact_id) references contacts
);
create index deal_contacts_contact on deal_contacts (tenant_id, contact_id);
call app.tenant_table('deal_contacts');

create table deal_companies (
  tenant_id  uuid not null default app.tenant_id(),
  id         uuid not null default gen_random_uuid(),
  deal_id    uuid not null,
  company_id uuid not null,
  role       text not null default 'primary',
  primary key (tenant_id, deal_id, company_id),
  constraint deal_companies_role_check check (role in ('primary', 'secondary')),
  constraint deal_companies_deal_id_fkey foreign key (tenant_id, deal_id) references deals on delete cascade,
  constraint deal_companies_company_id_fkey foreign key (tenant_id, company_id) references companies
);
create index deal_companies_company on deal_companies (tenant_id, company_id);
call app.tenant_table('deal_companies');

create table unit_deals (
  tenant_id   uuid not null default app.tenant_id(),
  id          uuid not null default gen_random_uuid(),
  unit_id     uuid not null,
  deal_id     uuid not null,
  price_minor bigint not null,
  created_at  timestamptz(3) not null default now(),
  primary key (tenant_id, unit_id, deal_id),
  constraint unit_deals_unit_id_fkey foreign key (tenant_id, unit_id) references units,
  constraint unit_deals_deal_id_fkey foreign key (tenant_id, deal_id) references deals on delete cascade
);
create index unit_deals_deal on unit_deals (tenant_id, deal_id);
call app.tenant_table('unit_deals');

-- One active reservation per unit; the others wait in the order of queue_number. Whatever changes the reservations of
-- a unit changes the unit's version too: its row is their lock.
create table unit_reservations (
  tenant_id uuid not null default app.tenant_id(), id uuid not null, version integer not null default 1,
  created_at timestamptz(3) not null default now(), updated_at timestamptz(3) not null default now(),
  unit_id             uuid not null,
  deal_id             uuid not null,
  status              text not null,
  reserved_by_user_id uuid,
  expires_at          timestamptz(3),
  ended_at            timestamptz(3),
  queue_number        bigint not null generated always as identity,
  primary key (tenant_id, id),
  constraint unit_reservations_status_check check (status in ('active', 'waitlisted', 'released', 'completed')),
  constraint unit_reservations_unit_id_fkey foreign key (tenant_id, unit_id) references units,
  constraint unit_reservations_deal_id_fkey foreign key (tenant_id, deal_id) references deals on delete cascade
);
create unique index unit_reservations_one_active_key on unit_reservations (tenant_id, unit_id) where status = 'active';
create unique index unit_reservations_deal_once_key on unit_reservations (tenant_id, unit_id, deal_id) where status in ('active', 'waitlisted');
create index unit_reservations_expiry on unit_reservations (expires_at) where status = 'active';
create index unit_reservations_deal on unit_reservations (tenant_id, deal_id);
call app.tenant_table('unit_reservations');

create table record_watchers (
  tenant_id    uuid not null default app.tenant_id(),
  id           uuid not null default gen_random_uuid(),
  subject_type text not null,
  subject_id   uuid not null,
  user_id      uuid not null,
  created_at   timestamptz(3) not null default now(),
  primary key (tenant_id, subject_type, subject_id, user_id),
  constraint record_watchers_user_id_fkey foreign key (tenant_id, user_id) references users on delete cascade
);
call app.tenant_table('record_watchers', audited => false);

create table activities (
  tenant_id uuid not null default app.tenant_id(), id uuid not null, version integer not null default 1,
  created_at timestamptz(3) not null default now(), updated_at timestamptz(3) not null default now(),
  type          text not null,
  subject_type  text not null,
  subject_id    uuid not null,
  owner_user_id uuid,
  title         text not null,
  body          text,
  direction     text,
  started_at    timestamptz(3) not null default now(),
  ended_at      timestamptz(3),
  primary key (tenant_id, id),
  constraint activities_type_check check (type in ('call', 'email', 'meeting', 'note', 'system')),
  constraint activities_direction_check check (direction in ('inbound', 'outbound')),
  constraint activities_subject_type_check check (subject_type in ('lead', 'contact', 'company', 'deal', 'unit', 'project')),
  constraint activities_ended_at_check check (ended_at >= started_at),
  constraint activities_owner_user_id_fkey foreign key (tenant_id, owner_user_id) references users
);
create index activities_newest on activities (tenant_id, started_at desc, id desc);
create index activities_created on activities (tenant_id, created_at desc, id desc);
create index activities_owner on activities (tenant_id, owner_user_id, started_at desc, id desc);
call app.tenant_table('activities');

-- Every record an activity is about, its subject among them: one index finds the activities of a record.
create table activity_links (
  tenant_id    uuid not null default app.tenant_id(),
  id           uuid not null default gen_random_uuid(),
  activity_id  uuid not null,
  related_type text not null,
  related_id   uuid not null,
  primary key (tenant_id, related_type, related_id, activity_id),
  constraint activity_links_related_type_check check (related_type in ('lead', 'contact', 'company', 'deal', 'unit', 'project')),
  constraint activity_links_activity_id_fkey foreign key (tenant_id, activity_id) references activities on delete cascade
);
create index activity_links_activity on activity_links (tenant_id, activity_id);
call app.tenant_table('activity_links', audited => false);

-- Whether the tenant has this record: what a foreign key would say if one column could point at several tables.
create function app.record_exists(type text, id uuid) returns boolean language plpgsql stable as $$
begin
  return case type
    when 'lead' then exists (select from leads r where r.id = record_exists.id)
    when 'contact' then exists (select from contacts r where r.id = record_exists.id)
    when 'company' then exists (select from companies r where r.id = record_exists.id)
    when 'deal' then exists (select from deals r where r.id = record_exists.id)
    when 'unit' then exists (select from units r where r.id = record_exists.id)
    when 'project' then exists (select from projects r where r.id = record_exists.id)
    else false end;
end $$;

-- Refuses the commit unless the tenant has every record of [{"type", "id", "path"}], naming the fields that are wrong.
create function app.records_exist(records jsonb) returns void language plpgsql stable as $$
declare
  issues jsonb := (
    select jsonb_agg(jsonb_build_object('path', r.path, 'message', 'There is no such record.'))
    from jsonb_to_recordset(records) as r(type text, id uuid, path text) where not app.record_exists(r.type, r.id));
begin
  if issues is not null then perform app.fail(format('VALIDATION_FAILED {"issues":%s}', issues)); end if;
end $$;
