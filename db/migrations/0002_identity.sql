create table tenants (
  tenant_id uuid not null default app.tenant_id(), id uuid not null, version integer not null default 1,
  created_at timestamptz(3) not null default now(), updated_at timestamptz(3) not null default now(),
  name       text not null,
  status     text not null default 'active',
  country    char(2) not null default 'EG',
  locale     text not null default 'en',
  timezone   text not null default 'Africa/Cairo',
  currency   char(3) not null default 'EGP',
  week_start smallint not null default 0,
  settings   jsonb not null default '{}',
  primary key (tenant_id, id),
  constraint tenants_self_check check (tenant_id = id),
  constraint tenants_status_check check (status in ('active', 'suspended', 'closed')),
  constraint tenants_locale_check check (locale in ('en', 'ar')),
  constraint tenants_week_start_check check (week_start between 0 and 6)
);
call app.tenant_table('tenants');

create table users (
  tenant_id uuid not null default app.tenant_id(), id uuid not null, version integer not null default 1,
  created_at timestamptz(3) not null default now(), updated_at timestamptz(3) not null default now(),
  email             text not null,
  password_hash     text,
  status            text not null default 'active',
  email_verified_at timestamptz(3),
  primary key (tenant_id, id),
  constraint users_email_key unique (tenant_id, email),
  constraint users_email_check check (email = lower(email)),
  constraint users_status_check check (status in ('invited', 'active', 'suspended', 'deactivated')),
  constraint users_tenant_fkey foreign key (tenant_id, tenant_id) references tenants
);
create index users_by_email on users (email);
call app.tenant_table('users', secret => '{password_hash}');

-- What the plan's users.max counts: people who work here and people who are invited to.
create view seats with (security_invoker = true) as select tenant_id, id, status from users where status in ('active', 'invited');
grant select on seats to app_tenant, app_system;

-- Failed sign-ins are counted by address (its SHA-256), whether or not anybody has it: a lock says nothing about who does.
create table sign_in_failures (
  email_hash   text primary key,
  failures     integer not null,
  failed_at    timestamptz(3) not null default now(),
  locked_until timestamptz(3)
);
create index sign_in_failures_age on sign_in_failures (failed_at);
alter table sign_in_failures enable row level security;
alter table sign_in_failures force row level security;
create policy system on sign_in_failures to app_system using (true);
create policy functions on sign_in_failures to current_user using (true);
grant select, insert, update, delete on sign_in_failures to app_system;

-- The fifth failure locks the address for ten minutes; after that, or after a quiet day, the count starts anew.
create function app.sign_in_failed(address text) returns void language sql security definer set search_path = '' as $$
  insert into public.sign_in_failures as f (email_hash, failures) values (address, 1)
  on conflict (email_hash) do update set (failures, failed_at, locked_until) = (
    select n, now(), case when f.locked_until > now() then f.locked_until when n >= 5 then now() + interval '10 minutes' end
    from (select case when f.locked_until <= now() or f.failed_at < now() - interval '1 day' then 1 else f.failures + 1 end as n) counted)
$$;

-- Part of the commit of a sign-in: forgets the failures, or refuses it when guesses made at the same time have locked the
-- address. Who proved the address by mail passes a lock as well.
create function app.sign_in_passed(address text, proven boolean default false) returns void language plpgsql security definer set search_path = '' as $$
declare
  wait_s integer;
begin
  delete from public.sign_in_failures where email_hash = address and (proven or locked_until is null or locked_until <= now());
  select ceil(extract(epoch from locked_until - now())) into wait_s from public.sign_in_failures where email_hash = address;
  if found then perform app.fail(format('AUTH_LOCKED {"retry_after_s":%s}', greatest(1, coalesce(wait_s, 1)))); end if;
end $$;

create table user_profiles (
  tenant_id uuid not null default app.tenant_id(), id uuid not null, version integer not null default 1,
  created_at timestamptz(3) not null default now(), updated_at timestamptz(3) not null default now(),
  full_name         text not null,
  phone_e164        text,
  phone_verified_at timestamptz(3),
  locale            text not null default 'en',
  timezone          text,
  job_title         text,
  avatar_url        text,
  preferences       jsonb not null default '{}',
  primary key (tenant_id, id),
  constraint user_profiles_user_fkey foreign key (tenant_id, id) references users on delete cascade,
  constraint user_profiles_locale_check check (locale in ('en', 'ar'))
);
call app.tenant_table('user_profiles');

create table roles (
  tenant_id uuid not null default app.tenant_id(), id uuid not null, version integer not null default 1,
  created_at timestamptz(3) not null default now(), updated_at timestamptz(3) not null default now(),
  code        text not null,
  name        text not null,
  description text,
  is_builtin  boolean not null default false,
  primary key (tenant_id, id),
  constraint roles_code_key unique (tenant_id, code)
);
call app.tenant_table('roles');

create table role_permissions (
  tenant_id  uuid not null default app.tenant_id(),
  id         uuid not null default gen_random_uuid(),
  role_id    uuid not null,
  permission text not null,
  primary key (tenant_id, role_id, permission),
  constraint role_permissions_role_fkey foreign key (tenant_id, role_id) references roles on delete cascade
);
call app.tenant_table('role_permissions');

create table user_roles (
  tenant_id uuid not null default app.tenant_id(),
  id        uuid not null default gen_random_uuid(),
  user_id   uuid not null,
  role_id   uuid not null,
  primary key (tenant_id, user_id, role_id),
  constraint user_roles_user_fkey foreign key (tenant_id, user_id) references users on delete cascade,
  constraint user_roles_role_fkey foreign key (tenant_id, role_id) references roles
);
call app.tenant_table('user_roles');

create table sessions (
  tenant_id uuid not null default app.tenant_id(), id uuid not null, version integer not null default 1,
  created_at timestamptz(3) not null default now(), updated_at timestamptz(3) not null default now(),
  user_id               uuid not null,
  refresh_token_hash    text not null,
  previous_token_hash   text,
  rotated_at            timestamptz(3) not null default now(),
  user_agent            text,
  ip                    text,
  expires_at            timestamptz(3) not null,
  revoked_at            timestamptz(3),
  revoked_reason        text,
  primary key (tenant_id, id),
  constraint sessions_user_fkey foreign key (tenant_id, user_id) references users on delete cascade
);
create index sessions_user on sessions (tenant_id, user_id, created_at desc);
call app.tenant_table('sessions', audited => false);

create table auth_tokens (
  tenant_id uuid not null default app.tenant_id(), id uuid not null, version integer not null default 1,
  created_at timestamptz(3) not null default now(), updated_at timestamptz(3) not null default now(),
  user_id    uuid not null,
  purpose    text not null,
  token_hash text not null,
  expires_at timestamptz(3) not null,
  used_at    timestamptz(3),
  primary key (tenant_id, id),
  constraint auth_tokens_purpose_check check (purpose in ('verify_email', 'reset_password')),
  constraint auth_tokens_user_fkey foreign key (tenant_id, user_id) references users on delete cascade
);
create index auth_tokens_user on auth_tokens (tenant_id, user_id, purpose, created_at desc);
create unique index auth_tokens_living_key on auth_tokens (tenant_id, user_id, purpose) where used_at is null;
call app.tenant_table('auth_tokens', audited => false);

create table invites (
  tenant_id uuid not null default app.tenant_id(), id uuid not null, version integer not null default 1,
  created_at timestamptz(3) not null default now(), updated_at timestamptz(3) not null default now(),
  user_id     uuid not null,
  inviter_id  uuid not null,
  token_hash  text not null,
  expires_at  timestamptz(3) not null,
  accepted_at timestamptz(3),
  revoked_at  timestamptz(3),
  primary key (tenant_id, id),
  constraint invites_user_fkey foreign key (tenant_id, user_id) references users on delete cascade,
  constraint invites_inviter_fkey foreign key (tenant_id, inviter_id) references users
);
create index invites_user on invites (tenant_id, user_id, created_at desc);
create unique index invites_living_key on invites (tenant_id, user_id) where accepted_at is null and revoked_at is null;
call app.tenant_table('invites', secret => '{token_hash}');

-- Plans belong to the product, not to a tenant: everybody may read them, only migrations write them.
create table plans (
  code          text primary key,
  name          text not null,
  tier          integer not null,
  price_minor   bigint,
  currency      char(3),
  billing_cycle text,
  is_active     boolean not null default true,
  all_features  boolean not null default false
);
create table plan_features (
  plan_code text not null references plans,
  feature   text not null,
  primary key (plan_code, feature)
);
create table plan_limits (
  plan_code   text not null references plans,
  key         text not null,
  limit_value bigint not null,
  primary key (plan_code, key)
);
do $$ declare t text; begin
  foreach t in array array['plans', 'plan_features', 'plan_limits'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy readable on %I for select using (true)', t);
    execute format('create policy migrations on %I to current_user using (true)', t);
    execute format('grant select on %I to app_tenant, app_system', t);
  end loop;
end $$;

insert into plans (code, name, tier, price_minor, currency, billing_cycle, all_features) values
  ('DevFree', 'Free', 0, 0, 'USD', 'monthly', false),
  ('DevPro', 'Pro', 20, null, null, 'monthly', true),
  ('entrepreneur', 'Entrepreneur', 10, 4900, 'USD', 'monthly', true);
insert into plan_features (plan_code, feature)
select 'DevFree', unnest(array['twofa.totp', 'plan.view', 'contacts.customFields', 'leads.import', 'leads.scoring', 'maps.enabled', 'dashboard.customize', 'rbac.groups']);
insert into plan_limits (plan_code, key, limit_value) values
  ('DevFree', 'users.max', 3), ('DevFree', 'customFields.max', 10), ('DevFree', 'approvals.policies.max', 2),
  ('DevPro', 'users.max', 25), ('DevPro', 'sms.monthlyCap', 500), ('DevPro', 'whatsapp.monthlyCap', 500),
  ('entrepreneur', 'users.max', 10), ('entrepreneur', 'sms.monthlyCap', 200), ('entrepreneur', 'whatsapp.monthlyCap', 200);

-- While the trial runs, its plan gives the features and plan_code the limits.
create table tenant_plan (
  tenant_id uuid not null default app.tenant_id(), id uuid not null, version integer not null default 1,
  created_at timestamptz(3) not null default now(), updated_at timestamptz(3) not null default now(),
  plan_code            text not null references plans,
  trial_plan_code      text references plans,
  trial_ends_at        timestamptz(3),
  status               text not null default 'active',
  billing_provider     text not null default 'dev',
  external_customer_id text,
  external_sub_id      text,
  started_at           timestamptz(3) not null default now(),
  ends_at              timestamptz(3),
  primary key (tenant_id, id),
  constraint tenant_plan_one_key unique (tenant_id),
  constraint tenant_plan_status_check check (status in ('trialing', 'active', 'past_due', 'cancelled'))
);
call app.tenant_table('tenant_plan');

create table usage_counters (
  tenant_id    uuid not null default app.tenant_id(),
  key          text not null,
  period_start date not null,
  value        bigint not null,
  updated_at   timestamptz(3) not null default now(),
  primary key (tenant_id, key, period_start)
);
call app.tenant_table('usage_counters', audited => false);
