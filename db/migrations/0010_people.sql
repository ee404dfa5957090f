-- The audit log as one chain per tenant. A row is written as before and waits with number null; app.seal_audit numbers
-- what was committed and links it. body_digest stands for the before and after data, so that personal data can be erased
-- from a row (redacted_by names the audit row that says why) and the chain still holds.
alter table audit_logs
  add column impersonator_id uuid default app.setting('impersonator_id')::uuid,
  add column number bigint,
  add column prev_hash bytea,
  add column hash bytea,
  add column body_digest bytea,
  add column redacted_by uuid;
drop index audit_logs_newest;
create index audit_logs_newest on audit_logs (tenant_id, created_at desc, seq desc);
create index audit_logs_user on audit_logs (tenant_id, user_id, created_at desc, seq desc) where user_id is not null;
create index audit_logs_unsealed on audit_logs (tenant_id, seq) where number is null;
create unique index audit_logs_chain_key on audit_logs (tenant_id, number) where number is not null;

-- How far a tenant's chain goes, and from where it is kept: the row numbered kept_from links to kept_hash.
create table audit_heads (
  tenant_id uuid not null default app.tenant_id(),
  number    bigint not null default 0,
  hash      bytea not null,
  kept_from bigint not null default 1,
  kept_hash bytea not null,
  primary key (tenant_id)
);
call app.tenant_table('audit_heads', 'select', false);
revoke insert, update, delete on audit_heads from app_system;
-- The functions below see every tenant, whoever owns them.
create policy functions on audit_logs to current_user using (true);
create policy functions on audit_heads to current_user using (true);

create function app.audit_body(before_data jsonb, after_data jsonb) returns bytea language sql stable
  return sha256(convert_to(jsonb_build_array(before_data, after_data)::text, 'UTF8'));
-- Everything of a row that its hash vouches for, the previous hash apart.
create function app.audit_item(r audit_logs, body bytea) returns bytea language sql stable
  return body || convert_to(jsonb_build_array(r.tenant_id, r.id, r.seq, r.user_id, r.actor_id, r.impersonator_id, r.action, r.entity_type, r.entity_id,
    r.ip_address, r.user_agent, r.request_id, extract(epoch from r.created_at))::text, 'UTF8');
create function app.chain_step(state bytea, seed bytea, item bytea) returns bytea language sql immutable
  return sha256(coalesce(state, seed) || item);
create aggregate app.chained(seed bytea, item bytea) (sfunc = app.chain_step, stype = bytea);

-- Links what was committed to the chains of its tenants, at most so many rows, and says how many. One at a time: the lock
-- is nobody's but sealers', so that no commit ever waits for it.
create function app.seal_audit(most integer) returns integer language plpgsql security definer set search_path = '' as $$
declare
  sealed integer;
begin
  if not pg_try_advisory_xact_lock(hashtextextended('audit_seal', 0)) then return 0; end if;
  insert into public.audit_heads (tenant_id, hash, kept_hash)
  select t.tenant_id, seed, seed from (select distinct tenant_id from public.audit_logs where number is null) t, sha256(convert_to(t.tenant_id::text, 'UTF8')) seed
  on conflict do nothing;
  with waiting as (
    select a as r, a.tenant_id, a.id, a.seq, app.audit_body(a.before_data, a.after_data) as body from public.audit_logs a where a.number is null order by a.tenant_id, a.seq limit most),
  linked as (
    select w.tenant_id, w.id, w.body, h.hash as seed, h.number + row_number() over chain as number, app.chained(h.hash, app.audit_item(w.r, w.body)) over chain as hash
    from waiting w join public.audit_heads h on h.tenant_id = w.tenant_id window chain as (partition by w.tenant_id order by w.seq)),
  written as (
    update public.audit_logs a set number = l.number, prev_hash = l.prev_hash, hash = l.hash, body_digest = l.body
    from (select linked.*, lag(hash, 1, seed) over (partition by tenant_id order by number) as prev_hash from linked) l
    where a.tenant_id = l.tenant_id and a.id = l.id returning a.tenant_id, a.number, a.hash),
  moved as (
    update public.audit_heads h set number = w.number, hash = w.hash
    from (select distinct on (tenant_id) * from written order by tenant_id, number desc) w where h.tenant_id = w.tenant_id)
  select count(*) into sealed from written;
  return sealed;
end $$;

-- Checks the next rows of the tenant's chain after the one of this number and hash, and names the first that is not as it was.
create function app.verify_audit(after_number bigint, after_hash bytea, most integer)
returns table (checked bigint, last_number bigint, last_hash bytea, broken_number bigint, broken_id uuid, reason text) language sql stable as $$
  with page as (
    select a.id, a.number, a.hash, a.prev_hash, a.body_digest, a.redacted_by, a as r, app.audit_body(a.before_data, a.after_data) as body,
      lag(a.number, 1, after_number) over (order by a.number) as before_number, lag(a.hash, 1, after_hash) over (order by a.number) as before_hash
    from audit_logs a where a.number > after_number order by a.number limit most),
  judged as (
    select id, number, hash, before_number, case
      when number <> before_number + 1 then 'missing'
      when prev_hash is distinct from before_hash then 'relinked'
      when hash is distinct from sha256(prev_hash || app.audit_item(r, body_digest)) then 'changed'
      when redacted_by is null and body_digest is distinct from body then 'changed'
      when redacted_by is not null and not exists (select from audit_logs e where e.id = page.redacted_by and e.action = 'privacy.erased' and e.after_data->'rows' ? page.id::text) then 'redacted'
    end as reason from page)
  select count(*), max(j.number), (array_agg(j.hash order by j.number desc))[1], f.number, f.id, f.reason
  from judged j left join lateral (
    select case reason when 'missing' then before_number + 1 else number end as number, case when reason <> 'missing' then id end as id, reason
    from judged where reason is not null order by judged.number limit 1) f on true
  group by f.number, f.id, f.reason $$;

-- Takes personal columns out of what was recorded of these records of the tenant, and records that.
create function app.redact_audit(subject_type text, subject_id uuid, records uuid[], personal text[]) returns void language plpgsql security definer set search_path = '' as $$
declare
  erasure uuid := gen_random_uuid();
  redacted jsonb;
begin
  with named as (
    select unnest(records) as id union select l.activity_id from public.activity_links l where l.tenant_id = app.tenant_id() and l.related_id = any(records)),
  touched as (
    update public.audit_logs a set before_data = a.before_data - personal, after_data = a.after_data - personal, redacted_by = erasure
    where a.tenant_id = app.tenant_id() and a.redacted_by is null and a.entity_type in ('contacts', 'contact_channels', 'contact_consents', 'leads', 'activities')
      and (a.entity_id in (select id from named)
        or a.entity_type <> 'leads' and (coalesce(a.after_data, a.before_data)->>'contact_id' = any(records::text[]) or coalesce(a.after_data, a.before_data)->>'subject_id' = any(records::text[])))
      and (coalesce(a.before_data, '{}') || coalesce(a.after_data, '{}')) ?| personal
    returning a.id)
  select coalesce(jsonb_agg(id), '[]') into redacted from touched;
  insert into public.audit_logs (tenant_id, id, user_id, actor_id, action, entity_type, entity_id, after_data, ip_address, user_agent, request_id)
  values (app.tenant_id(), erasure, app.user_id(), app.setting('actor_id'), 'privacy.erased', subject_type, subject_id, jsonb_build_object('rows', redacted),
    app.setting('ip'), app.setting('user_agent'), app.setting('request_id'));
end $$;

-- Forgets what is older than the tenant keeps, at most so many rows of each, and moves the start of its chain. That is recorded too.
create function app.purge_audit(default_days integer, most integer) returns integer language plpgsql security definer set search_path = '' as $$
declare
  head public.audit_heads;
  upto bigint;
  purged integer := 0;
begin
  for head in select * from public.audit_heads where number >= kept_from loop
    perform set_config('app.tenant_id', head.tenant_id::text, true);
    select coalesce(max(old.number), 0) into upto from (
      select a.number, bool_or(a.created_at >= now() - make_interval(days => coalesce((t.settings->>'audit_retention_days')::integer, default_days))) over (order by a.number) as is_kept
      from public.tenants t join public.audit_logs a on a.tenant_id = t.tenant_id and a.number >= head.kept_from
      where t.tenant_id = head.tenant_id order by a.number limit most) old where not old.is_kept;
    continue when upto < head.kept_from;
    update public.audit_heads h set kept_from = upto + 1, kept_hash = (select a.hash from public.audit_logs a where a.tenant_id = head.tenant_id and a.number = upto) where h.tenant_id = head.tenant_id;
    delete from public.audit_logs a where a.tenant_id = head.tenant_id and a.number <= upto;
    perform app.audit_entry('audit.purged', 'audit_logs', null, jsonb_build_object('from_number', head.kept_from, 'to_number', upto));
    purged := purged + (upto - head.kept_from + 1);
  end loop;
  perform set_config('app.tenant_id', '', true);
  return purged;
end $$;

-- No row is a module that is on.
create table module_activation (
  tenant_id uuid not null default app.tenant_id(), id uuid not null, version integer not null default 1,
  created_at timestamptz(3) not null default now(), updated_at timestamptz(3) not null default now(),
  module_id    text not null,
  status       text not null,
  activated_at timestamptz(3) not null default now(),
  activated_by uuid,
  primary key (tenant_id, id),
  constraint module_activation_module_id_key unique (tenant_id, module_id),
  constraint module_activation_status_check check (status in ('on', 'off')),
  constraint module_activation_activated_by_fkey foreign key (tenant_id, activated_by) references users
);
call app.tenant_table('module_activation');

create table job_title_codes (
  tenant_id uuid not null default app.tenant_id(), id uuid not null, version integer not null default 1,
  created_at timestamptz(3) not null default now(), updated_at timestamptz(3) not null default now(),
  code      text not null,
  name_en   text not null,
  name_ar   text not null,
  is_active boolean not null default true,
  primary key (tenant_id, id),
  constraint job_title_codes_code_key unique (tenant_id, code)
);
call app.tenant_table('job_title_codes');

create table department_codes (
  tenant_id uuid not null default app.tenant_id(), id uuid not null, version integer not null default 1,
  created_at timestamptz(3) not null default now(), updated_at timestamptz(3) not null default now(),
  code      text not null,
  name_en   text not null,
  name_ar   text not null,
  is_active boolean not null default true,
  primary key (tenant_id, id),
  constraint department_codes_code_key unique (tenant_id, code)
);
call app.tenant_table('department_codes');

alter table user_profiles
  add column job_title_code text,
  add column department_code text,
  add constraint user_profiles_job_title_code_fkey foreign key (tenant_id, job_title_code) references job_title_codes (tenant_id, code),
  add constraint user_profiles_department_code_fkey foreign key (tenant_id, department_code) references department_codes (tenant_id, code);
create index user_profiles_job_title_code on user_profiles (tenant_id, job_title_code) where job_title_code is not null;
create index user_profiles_department_code on user_profiles (tenant_id, department_code) where department_code is not null;

-- Nobody who has left is given anything. The lock waits for a deactivation that is under way and then sees its outcome.
create function app.owner_stays() returns trigger language plpgsql as $$
declare
  found_status text;
begin
  select u.status into found_status from users u where u.tenant_id = new.tenant_id and u.id = new.owner_user_id for key share;
  if found_status = 'deactivated' then
    perform app.fail('VALIDATION_FAILED {"issues":[{"path":"owner_user_id","message":"This person has left. Choose another owner."}]}');
  end if;
  return new;
end $$;
do $$ declare t text; begin
  foreach t in array array['leads', 'deals', 'contacts', 'companies'] loop
    execute format('create trigger owner_stays before insert or update of owner_user_id on %I for each row when (new.owner_user_id is not null) execute function app.owner_stays()', t);
  end loop;
end $$;

-- A person whose data was erased keeps its record, for the money and the history that hang on it.
alter table contacts add column erased_at timestamptz(3);
alter table leads
  add column erased_at timestamptz(3),
  drop constraint leads_channel_check,
  add constraint leads_channel_check check (email is not null or phone_e164 is not null or erased_at is not null);

-- What a person agreed to or took back, in the order they said so: rows are added, never changed.
create table contact_consents (
  tenant_id uuid not null default app.tenant_id(), id uuid not null, version integer not null default 1,
  created_at timestamptz(3) not null default now(), updated_at timestamptz(3) not null default now(),
  contact_id  uuid not null,
  channel     text not null,
  purpose     text not null,
  status      text not null,
  proof       text not null,
  given_at    timestamptz(3) not null,
  recorded_by uuid,
  primary key (tenant_id, id),
  constraint contact_consents_channel_check check (channel in ('email', 'phone', 'sms', 'whatsapp')),
  constraint contact_consents_purpose_check check (purpose in ('marketing', 'service', 'profiling')),
  constraint contact_consents_status_check check (status in ('granted', 'withdrawn')),
  constraint contact_consents_contact_id_fkey foreign key (tenant_id, contact_id) references contacts on delete cascade,
  constraint contact_consents_recorded_by_fkey foreign key (tenant_id, recorded_by) references users
);
create index contact_consents_contact on contact_consents (tenant_id, contact_id, given_at desc, id desc);
call app.tenant_table('contact_consents');

-- A copy of everything a tenant has, written to R2 in parts: `position` is the table and the key it has come to.
create table tenant_exports (
  tenant_id uuid not null default app.tenant_id(), id uuid not null, version integer not null default 1,
  created_at timestamptz(3) not null default now(), updated_at timestamptz(3) not null default now(),
  status       text not null default 'running',
  requested_by uuid,
  position     jsonb not null default '{}',
  parts        integer not null default 0,
  row_count    bigint not null default 0,
  byte_count   bigint not null default 0,
  finished_at  timestamptz(3),
  expires_at   timestamptz(3),
  primary key (tenant_id, id),
  constraint tenant_exports_status_check check (status in ('running', 'done', 'failed', 'expired')),
  constraint tenant_exports_requested_by_fkey foreign key (tenant_id, requested_by) references users
);
create unique index tenant_exports_running_key on tenant_exports (tenant_id) where status = 'running';
create index tenant_exports_newest on tenant_exports (tenant_id, created_at desc, id desc);
call app.tenant_table('tenant_exports', audited => false);

-- The next rows of a table by its primary key, with the key of each to go on from. Row security decides whose.
create function app.export_page(t regclass, after jsonb, most integer) returns table (record jsonb, key jsonb) language plpgsql stable as $$
declare
  keys text[] := (select array_agg(a.attname order by k.n) from pg_index i, unnest(i.indkey) with ordinality k (attnum, n), pg_attribute a
    where i.indrelid = t and i.indisprimary and a.attrelid = t and a.attnum = k.attnum);
  secrets text[] := array(select a.attname from pg_attribute a where a.attrelid = t and a.attname ~ '(password|secret|token|code_hash|backup_code)');
  named text := (select string_agg(format('r.%I', k), ', ') from unnest(keys) k);
  given text := (select string_agg(format('c.%I', k), ', ') from unnest(keys) k);
begin
  return query execute format('select to_jsonb(r) - $1, to_jsonb(r) - array(select jsonb_object_keys(to_jsonb(r)) except select unnest($2)) from %s r %s order by %s limit $3', t,
    case when after is not null then format(', jsonb_populate_record(null::%s, $4) c where (%s) > (%s)', t, named, given) end, named)
    using secrets, keys, most, after;
end $$;

-- Owners may manage personal data. Row security is set aside for its owner: a migration acts for no tenant.
alter table roles no force row level security;
alter table role_permissions no force row level security;
insert into role_permissions (tenant_id, role_id, permission) select tenant_id, id, 'privacy.manage' from roles where code = 'super_admin';
alter table roles force row level security;
alter table role_permissions force row level security;
