-- app_tenant sees one tenant; app_system sees all and serves sign-in, schedulers and sweepers. The Worker's login is
-- made per environment, because its password is; it is a member of both and may do nothing until it picks one.
do $$ begin create role app_tenant nologin; exception when duplicate_object then null; end $$;
do $$ begin create role app_system nologin; exception when duplicate_object then null; end $$;

create extension if not exists pg_trgm;
create extension if not exists btree_gin;
create extension if not exists unaccent;

create schema app;
grant usage on schema app to app_tenant, app_system;

-- After RESET a custom setting reads as '', not null.
create function app.setting(name text) returns text language sql stable
  return nullif(current_setting('app.' || name, true), '');
create function app.tenant_id() returns uuid language sql stable
  return nullif(current_setting('app.tenant_id', true), '')::uuid;
-- The user who acts, when it is a user: actor_id is 'user:<id>' or 'system:<what>'.
create function app.user_id() returns uuid language sql stable
  return substring(current_setting('app.actor_id', true) from '^user:(.{36})$')::uuid;

-- The only way SQL refuses a commit: SQLSTATE APP00, the error code as the message.
create function app.fail(code text) returns boolean language plpgsql as $$
begin
  raise exception using errcode = 'APP00', message = code;
end $$;

-- Folds text for search: case, accents, Arabic vowel marks and the letters that people spell in more than one way.
create function app.fold(t text) returns text language sql immutable parallel safe set search_path = ''
  return translate(
    regexp_replace(lower(public.unaccent('public.unaccent'::regdictionary, t)), '[\u064B-\u0652\u0670\u0640]', '', 'g'),
    'أإآٱىئؤةگکی٠١٢٣٤٥٦٧٨٩', 'ااااييوهككي0123456789');

create table audit_logs (
  tenant_id   uuid not null,
  id          uuid not null default gen_random_uuid(),
  seq         bigint generated always as identity,
  user_id     uuid,
  actor_id    text not null,
  action      text not null,
  entity_type text not null,
  entity_id   uuid,
  before_data jsonb,
  after_data  jsonb,
  ip_address  text,
  user_agent  text,
  request_id  text,
  created_at  timestamptz(3) not null default now(),
  primary key (tenant_id, id)
);
create index audit_logs_newest on audit_logs (tenant_id, seq desc);
create index audit_logs_entity on audit_logs (tenant_id, entity_type, entity_id, seq desc);

create table event_log (
  tenant_id     uuid not null default app.tenant_id(),
  id            uuid not null,
  seq           bigint generated always as identity,
  name          text not null,
  payload       jsonb not null,
  actor_id      text not null default app.setting('actor_id'),
  request_id    text default app.setting('request_id'),
  created_at    timestamptz(3) not null default now(),
  dispatched_at timestamptz(3),
  primary key (tenant_id, id)
);
create index event_log_pending on event_log (seq) where dispatched_at is null;

create table event_subjects (
  tenant_id    uuid not null default app.tenant_id(),
  subject_type text not null,
  subject_id   uuid not null,
  event_id     uuid not null,
  primary key (tenant_id, subject_type, subject_id, event_id),
  constraint event_subjects_event_fkey foreign key (tenant_id, event_id) references event_log on delete cascade
);

create table event_effects (
  tenant_id  uuid not null default app.tenant_id(),
  event_id   uuid not null,
  subscriber text not null,
  created_at timestamptz(3) not null default now(),
  primary key (tenant_id, event_id, subscriber)
);

create table idempotency_keys (
  tenant_id    uuid not null default app.tenant_id(),
  key          text not null,
  request_hash text not null,
  answer       jsonb not null,
  created_at   timestamptz(3) not null default now(),
  primary key (tenant_id, key)
);
create index idempotency_keys_age on idempotency_keys (created_at);

create table dead_letters (
  tenant_id   uuid not null,
  id          uuid not null,
  queue       text not null,
  body        jsonb not null,
  created_at  timestamptz(3) not null default now(),
  requeued_at timestamptz(3),
  primary key (tenant_id, id)
);
create index dead_letters_newest on dead_letters (created_at desc);

-- Writes the audit rows of one statement, however many rows it changed. Runs as its owner, so that the Worker needs no
-- right to write audit_logs and cannot forge it. Arguments name columns that are never copied: secrets.
create function app.audit() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  secret text[] := coalesce(tg_argv, '{}'); -- null, not empty, when the trigger has no arguments
begin
  if tg_op = 'INSERT' then
    insert into public.audit_logs (tenant_id, user_id, actor_id, action, entity_type, entity_id, after_data, ip_address, user_agent, request_id)
    select n.tenant_id, app.user_id(), coalesce(app.setting('actor_id'), session_user), 'insert', tg_table_name, n.id,
           to_jsonb(n) - secret, app.setting('ip'), app.setting('user_agent'), app.setting('request_id')
    from new_rows n;
  elsif tg_op = 'UPDATE' then
    insert into public.audit_logs (tenant_id, user_id, actor_id, action, entity_type, entity_id, before_data, after_data, ip_address, user_agent, request_id)
    select n.tenant_id, app.user_id(), coalesce(app.setting('actor_id'), session_user), 'update', tg_table_name, n.id,
           to_jsonb(o) - secret, to_jsonb(n) - secret, app.setting('ip'), app.setting('user_agent'), app.setting('request_id')
    from new_rows n join old_rows o on o.tenant_id = n.tenant_id and o.id = n.id;
  else
    insert into public.audit_logs (tenant_id, user_id, actor_id, action, entity_type, entity_id, before_data, ip_address, user_agent, request_id)
    select o.tenant_id, app.user_id(), coalesce(app.setting('actor_id'), session_user), 'delete', tg_table_name, o.id,
           to_jsonb(o) - secret, app.setting('ip'), app.setting('user_agent'), app.setting('request_id')
    from old_rows o;
  end if;
  return null;
end $$;

-- An audit row for what no table shows: a refused attempt, an export, a sensitive read.
create function app.audit_entry(action text, entity_type text, entity_id uuid, data jsonb) returns void
language sql security definer set search_path = '' as $$
  insert into public.audit_logs (tenant_id, user_id, actor_id, action, entity_type, entity_id, after_data, ip_address, user_agent, request_id)
  values (app.tenant_id(), app.user_id(), coalesce(app.setting('actor_id'), session_user), action, entity_type, entity_id, data,
          app.setting('ip'), app.setting('user_agent'), app.setting('request_id'))
$$;

-- Makes a table belong to tenants: forced row security, grants and, unless told otherwise, the audit triggers.
create procedure app.tenant_table(t regclass, grants text default 'select, insert, update, delete', audited boolean default true, secret text[] default '{}')
language plpgsql as $$
declare
  arguments text := (select coalesce(string_agg(quote_literal(s), ', '), '') from unnest(secret) s);
begin
  execute format('alter table %s enable row level security', t);
  execute format('alter table %s force row level security', t);
  execute format('create policy tenant on %s using (tenant_id = (select app.tenant_id()))', t);
  execute format('create policy system on %s to app_system using (true)', t);
  execute format('grant %s on %s to app_tenant', grants, t);
  execute format('grant select, insert, update, delete on %s to app_system', t);
  if audited then
    execute format('create trigger audit_insert after insert on %s referencing new table as new_rows for each statement execute function app.audit(%s)', t, arguments);
    execute format('create trigger audit_update after update on %s referencing old table as old_rows new table as new_rows for each statement execute function app.audit(%s)', t, arguments);
    execute format('create trigger audit_delete after delete on %s referencing old table as old_rows for each statement execute function app.audit(%s)', t, arguments);
  end if;
end $$;

call app.tenant_table('audit_logs', 'select', false);
revoke insert, update, delete on audit_logs from app_system;
call app.tenant_table('event_log', 'select, insert, update (dispatched_at)', false);
call app.tenant_table('event_subjects', 'select, insert', false);
call app.tenant_table('event_effects', 'select, insert', false);
call app.tenant_table('idempotency_keys', 'select, insert', false);
call app.tenant_table('dead_letters', 'select, insert, update (requeued_at)', false);
