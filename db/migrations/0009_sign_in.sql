-- Who must have a second factor, and since when: seven days of grace start with the account or with the policy, whichever is later.
alter table tenants
  add column mfa_policy text not null default 'admins',
  add column mfa_policy_since timestamptz(3) not null default now(),
  add constraint tenants_mfa_policy_check check (mfa_policy in ('off', 'admins', 'all'));

-- One row per user, `id` is the user's. `enabled` is of `totp_secret`, which is sealed; backup codes are hashes.
create table twofa_secrets (
  tenant_id uuid not null default app.tenant_id(), id uuid not null, version integer not null default 1,
  created_at timestamptz(3) not null default now(), updated_at timestamptz(3) not null default now(),
  totp_secret      text,
  enabled          boolean not null default false,
  last_step        bigint,
  backup_codes     text[] not null default '{}',
  sms_enabled      boolean not null default false,
  whatsapp_enabled boolean not null default false,
  primary key (tenant_id, id),
  constraint twofa_secrets_user_fkey foreign key (tenant_id, id) references users on delete cascade,
  constraint twofa_secrets_enabled_check check (totp_secret is not null or not enabled)
);
call app.tenant_table('twofa_secrets', secret => '{totp_secret,backup_codes,last_step}');

create table user_passkeys (
  tenant_id uuid not null default app.tenant_id(), id uuid not null, version integer not null default 1,
  created_at timestamptz(3) not null default now(), updated_at timestamptz(3) not null default now(),
  user_id       uuid not null,
  name          text not null,
  credential_id text not null,
  public_key    text not null,
  counter       bigint not null default 0,
  transports    text[] not null default '{}',
  is_backed_up  boolean not null default false,
  last_used_at  timestamptz(3),
  primary key (tenant_id, id),
  constraint user_passkeys_credential_key unique (tenant_id, credential_id),
  constraint user_passkeys_user_fkey foreign key (tenant_id, user_id) references users on delete cascade
);
create index user_passkeys_user on user_passkeys (tenant_id, user_id, created_at desc);
call app.tenant_table('user_passkeys');

create table user_identities (
  tenant_id uuid not null default app.tenant_id(), id uuid not null, version integer not null default 1,
  created_at timestamptz(3) not null default now(), updated_at timestamptz(3) not null default now(),
  user_id  uuid not null,
  provider text not null,
  subject  text not null,
  email    text not null,
  primary key (tenant_id, id),
  constraint user_identities_provider_check check (provider in ('google', 'apple', 'linkedin')),
  constraint user_identities_subject_key unique (tenant_id, provider, subject),
  constraint user_identities_user_key unique (tenant_id, user_id, provider),
  constraint user_identities_user_fkey foreign key (tenant_id, user_id) references users on delete cascade
);
create index user_identities_by_subject on user_identities (provider, subject);
call app.tenant_table('user_identities');

-- A right password (or link, or provider) that waits for its second factor. One at a time per user: five guesses are
-- five, however many challenges are asked for.
create table auth_challenges (
  tenant_id uuid not null default app.tenant_id(), id uuid not null, version integer not null default 1,
  created_at timestamptz(3) not null default now(), updated_at timestamptz(3) not null default now(),
  user_id      uuid not null,
  lock_keys    text[] not null,
  token_hash   text not null,
  attempts     integer not null default 0,
  code_hash    text,
  code_channel text,
  code_sent_at timestamptz(3),
  codes_sent   integer not null default 0,
  expires_at   timestamptz(3) not null,
  used_at      timestamptz(3),
  primary key (tenant_id, id),
  constraint auth_challenges_user_fkey foreign key (tenant_id, user_id) references users on delete cascade
);
create index auth_challenges_user on auth_challenges (tenant_id, user_id, created_at desc);
create unique index auth_challenges_living_key on auth_challenges (tenant_id, user_id) where used_at is null;
call app.tenant_table('auth_challenges', audited => false);

create table phone_verification (
  tenant_id uuid not null default app.tenant_id(), id uuid not null, version integer not null default 1,
  created_at timestamptz(3) not null default now(), updated_at timestamptz(3) not null default now(),
  user_id    uuid not null,
  e164       text not null,
  channel    text not null,
  code_hash  text not null,
  expires_at timestamptz(3) not null,
  sent_at    timestamptz(3) not null,
  attempts   integer not null default 0,
  status     text not null default 'pending',
  primary key (tenant_id, id),
  constraint phone_verification_channel_check check (channel in ('sms', 'whatsapp')),
  constraint phone_verification_status_check check (status in ('pending', 'verified', 'expired', 'revoked')),
  constraint phone_verification_user_fkey foreign key (tenant_id, user_id) references users on delete cascade
);
create index phone_verification_user on phone_verification (tenant_id, user_id, created_at desc);
create unique index phone_verification_pending_key on phone_verification (tenant_id, user_id) where status = 'pending';
call app.tenant_table('phone_verification', audited => false);

create table personal_access_tokens (
  tenant_id uuid not null default app.tenant_id(), id uuid not null, version integer not null default 1,
  created_at timestamptz(3) not null default now(), updated_at timestamptz(3) not null default now(),
  user_id      uuid not null,
  name         text not null,
  token_hash   text not null,
  permissions  text[] not null,
  expires_at   timestamptz(3) not null,
  last_used_at timestamptz(3),
  revoked_at   timestamptz(3),
  primary key (tenant_id, id),
  constraint personal_access_tokens_user_fkey foreign key (tenant_id, user_id) references users on delete cascade
);
create index personal_access_tokens_user on personal_access_tokens (tenant_id, user_id, created_at desc);
call app.tenant_table('personal_access_tokens', audited => false);

-- What a sign-in that knows no tenant yet must remember for ten minutes: an OAuth state, a WebAuthn challenge. Each is
-- taken once. Of no tenant, like sign_in_failures; only the system may see it.
create table auth_states (
  key_hash   text primary key,
  kind       text not null,
  payload    jsonb not null,
  expires_at timestamptz(3) not null,
  constraint auth_states_kind_check check (kind in ('oauth', 'passkey'))
);
create index auth_states_age on auth_states (expires_at);
alter table auth_states enable row level security;
alter table auth_states force row level security;
create policy system on auth_states to app_system using (true);
grant select, insert, delete on auth_states to app_system;

-- Where a session is, and when its holder last showed a second factor.
alter table sessions
  add column country char(2),
  add column verified_at timestamptz(3);

-- What each user has for a second factor and whether they must.
create view mfa_status with (security_invoker = true) as
select has.*, totp or sms or whatsapp or passkeys > 0 as enrolled from (
  select u.tenant_id, u.id,
    coalesce(f.enabled, false) as totp,
    coalesce(f.sms_enabled, false) and p.phone_verified_at is not null as sms,
    coalesce(f.whatsapp_enabled, false) and p.phone_verified_at is not null as whatsapp,
    (select count(*)::int from user_passkeys k where k.tenant_id = u.tenant_id and k.user_id = u.id) as passkeys,
    coalesce(cardinality(f.backup_codes), 0) as backup_codes,
    t.mfa_policy = 'all' or t.mfa_policy = 'admins' and exists (
      select from user_roles ur join roles r on r.tenant_id = ur.tenant_id and r.id = ur.role_id
      where ur.tenant_id = u.tenant_id and ur.user_id = u.id and r.code in ('super_admin', 'admin')) as required,
    (greatest(u.created_at, t.mfa_policy_since) + interval '7 days')::timestamptz(3) as grace_ends_at
  from users u
  join tenants t on t.tenant_id = u.tenant_id and t.id = u.tenant_id
  left join user_profiles p on p.tenant_id = u.tenant_id and p.id = u.id
  left join twofa_secrets f on f.tenant_id = u.tenant_id and f.id = u.id) has;
grant select on mfa_status to app_tenant, app_system;

-- Refuses while a key is locked, without forgetting its failures: a right password is only half of a sign-in when a
-- second factor follows.
create function app.sign_in_unlocked(keys text[]) returns void language plpgsql security definer set search_path = '' as $$
declare
  wait_s integer;
begin
  select ceil(extract(epoch from locked_until - now())) into wait_s from public.sign_in_failures where email_hash = any(keys) and locked_until > now() order by locked_until desc limit 1;
  if found then perform app.fail(format('AUTH_LOCKED {"retry_after_s":%s}', greatest(1, wait_s))); end if;
end $$;
