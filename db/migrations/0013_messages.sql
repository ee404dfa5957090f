-- What is sent, to whom and why. A message belongs to the group of one dispatch; its mirrors say so.
alter table messages_outbox
  add column family              text,
  add column template_id         uuid,
  add column recipient_user_id   uuid,
  add column recipient_contact_id uuid,
  add column is_mirror           boolean not null default false,
  add column priority            smallint not null default 1,
  add column source              text,
  add column meta                jsonb not null default '{}',
  add column segments            integer,
  add column opened_at           timestamptz(3),
  add column clicked_at          timestamptz(3),
  add column defer_reason        text,
  drop constraint messages_outbox_status_check,
  add constraint messages_outbox_status_check check (status in ('queued', 'sending', 'sent', 'delivered', 'failed', 'bounced', 'expired', 'cancelled')),
  -- 0 security, 1 transactional, 2 marketing: what is more urgent leaves first.
  add constraint messages_outbox_priority_check check (priority between 0 and 2);
update messages_outbox set family = regexp_replace(template_code, '\.(email|sms|whatsapp|inbox)(?=\.)', '');
alter table messages_outbox alter column family set not null;
drop index messages_outbox_waiting;
create index messages_outbox_due on messages_outbox (scheduled_at) where status = 'queued';
create index messages_outbox_waiting on messages_outbox (tenant_id, channel, priority, scheduled_at, id) where status = 'queued';
create index messages_outbox_claimed on messages_outbox (claimed_at) where status = 'sending';
-- By whom a number that answers was written to.
create index messages_outbox_texted on messages_outbox (recipient, tenant_id) where channel in ('sms', 'whatsapp');
create index messages_outbox_group on messages_outbox (tenant_id, dispatch_group_id) where dispatch_group_id is not null;
create index notifications_inbox_group on notifications_inbox (tenant_id, dispatch_group_id) where dispatch_group_id is not null;

alter table notifications_inbox
  add column source      text,
  add column archived_at timestamptz(3);
update notifications_inbox n set source = split_part(m.template_code, '.', 1) from messages_outbox m where m.tenant_id = n.tenant_id and m.dispatch_group_id = n.dispatch_group_id;
create index notifications_inbox_old on notifications_inbox (created_at) where archived_at is null;

-- Why a dispatch went where it went: what held at that moment, and what was decided for every channel.
create table message_audit (
  tenant_id uuid not null default app.tenant_id(), id uuid not null, version integer not null default 1,
  created_at timestamptz(3) not null default now(), updated_at timestamptz(3) not null default now(),
  outbox_id            uuid,
  dispatch_group_id    uuid not null,
  policy_snapshot      jsonb not null,
  preferences_snapshot jsonb not null,
  routed_channels      text[] not null,
  decisions            jsonb not null,
  primary key (tenant_id, id),
  constraint message_audit_dispatch_group_id_fkey foreign key (tenant_id, dispatch_group_id) references dispatch_groups on delete cascade
);
create index message_audit_group on message_audit (tenant_id, dispatch_group_id);
call app.tenant_table('message_audit', audited => false);

-- How a tenant talks to people. One row, whose id is the tenant's; what it leaves out is as the product has it.
create table notification_policies (
  tenant_id uuid not null default app.tenant_id(), id uuid not null, version integer not null default 1,
  created_at timestamptz(3) not null default now(), updated_at timestamptz(3) not null default now(),
  value jsonb not null,
  primary key (tenant_id, id),
  constraint notification_policies_one_check check (id = tenant_id)
);
call app.tenant_table('notification_policies');

-- What a person has chosen for themselves; `id` is the user's. What is left out is decided by their groups, then the tenant.
create table notification_preferences (
  tenant_id uuid not null default app.tenant_id(), id uuid not null, version integer not null default 1,
  created_at timestamptz(3) not null default now(), updated_at timestamptz(3) not null default now(),
  prefs        jsonb not null default '{}',
  snooze_until timestamptz(3),
  primary key (tenant_id, id),
  constraint notification_preferences_user_fkey foreign key (tenant_id, id) references users on delete cascade
);
call app.tenant_table('notification_preferences');

-- `id` is the group's.
create table group_notification_defaults (
  tenant_id uuid not null default app.tenant_id(), id uuid not null, version integer not null default 1,
  created_at timestamptz(3) not null default now(), updated_at timestamptz(3) not null default now(),
  prefs jsonb not null default '{}',
  primary key (tenant_id, id),
  constraint group_notification_defaults_group_fkey foreign key (tenant_id, id) references groups on delete cascade
);
call app.tenant_table('group_notification_defaults');

-- Addresses that a channel must not be used for. `marketing` still takes what is not advertising; `all` takes nothing.
create table suppression_list (
  tenant_id uuid not null default app.tenant_id(), id uuid not null, version integer not null default 1,
  created_at timestamptz(3) not null default now(), updated_at timestamptz(3) not null default now(),
  channel          text not null,
  normalized_value text not null,
  reason           text not null,
  scope            text not null default 'all',
  detail           text,
  message_id       uuid,
  occurred_at      timestamptz(3) not null default now(),
  created_by       uuid,
  primary key (tenant_id, id),
  constraint suppression_list_value_key unique (tenant_id, channel, normalized_value, reason),
  constraint suppression_list_channel_check check (channel in ('email', 'sms', 'whatsapp')),
  constraint suppression_list_reason_check check (reason in ('bounce', 'complaint', 'manual', 'stop', 'unsubscribed')),
  constraint suppression_list_scope_check check (scope in ('all', 'marketing')),
  constraint suppression_list_created_by_fkey foreign key (tenant_id, created_by) references users
);
create index suppression_list_newest on suppression_list (tenant_id, occurred_at desc, id desc);
call app.tenant_table('suppression_list');

-- Numbers that have said STOP.
create view sms_stop_list with (security_invoker = true) as
  select tenant_id, normalized_value as e164_value, occurred_at as opted_out_at from suppression_list where channel = 'sms' and reason = 'stop';
grant select on sms_stop_list to app_tenant, app_system;

-- Who agreed to marketing on a channel, and how we know. `pending` waits for the confirmation of a double opt-in.
create table channel_opt_ins (
  tenant_id uuid not null default app.tenant_id(), id uuid not null, version integer not null default 1,
  created_at timestamptz(3) not null default now(), updated_at timestamptz(3) not null default now(),
  subject_type   text not null,
  subject_id     uuid not null,
  channel        text not null,
  status         text not null,
  consent_source text not null,
  consent_text   text,
  consent_at     timestamptz(3) not null,
  confirmed_at   timestamptz(3),
  withdrawn_at   timestamptz(3),
  token_hash     text,
  primary key (tenant_id, id),
  constraint channel_opt_ins_subject_key unique (tenant_id, subject_type, subject_id, channel),
  constraint channel_opt_ins_subject_type_check check (subject_type in ('user', 'contact')),
  constraint channel_opt_ins_channel_check check (channel in ('email', 'sms', 'whatsapp')),
  constraint channel_opt_ins_status_check check (status in ('pending', 'confirmed', 'withdrawn'))
);
call app.tenant_table('channel_opt_ins', secret => '{token_hash}');

-- A version of a tenant's own words for one family, channel and language. The approved one is used; at most one is.
create table message_templates (
  tenant_id uuid not null default app.tenant_id(), id uuid not null, version integer not null default 1,
  created_at timestamptz(3) not null default now(), updated_at timestamptz(3) not null default now(),
  channel              text not null,
  family               text not null,
  code                 text not null,
  name                 text not null,
  locale               text not null,
  number               integer not null,
  status               text not null default 'draft',
  type                 text not null default 'transactional',
  subject              text not null default '',
  body                 text not null,
  html                 text,
  action_label         text,
  variables            jsonb not null default '{}',
  provider_template_id text,
  provider_status      text,
  approved_by          uuid,
  approved_at          timestamptz(3),
  created_by           uuid,
  is_approved          boolean generated always as (status = 'approved') stored,
  primary key (tenant_id, id),
  constraint message_templates_number_key unique (tenant_id, family, channel, locale, number),
  constraint message_templates_channel_check check (channel in ('email', 'sms', 'whatsapp', 'inbox')),
  constraint message_templates_locale_check check (locale in ('en', 'ar')),
  constraint message_templates_status_check check (status in ('draft', 'approved', 'retired')),
  constraint message_templates_type_check check (type in ('transactional', 'marketing')),
  constraint message_templates_provider_status_check check (provider_status in ('pending', 'approved', 'rejected')),
  constraint message_templates_created_by_fkey foreign key (tenant_id, created_by) references users,
  constraint message_templates_approved_by_fkey foreign key (tenant_id, approved_by) references users
);
create unique index message_templates_approved_key on message_templates (tenant_id, family, channel, locale) where status = 'approved';
create unique index message_templates_draft_key on message_templates (tenant_id, family, channel, locale) where status = 'draft';
call app.tenant_table('message_templates');

-- Keys of a tenant's own accounts with providers; `data` is sealed.
create table provider_credentials (
  tenant_id uuid not null default app.tenant_id(), id uuid not null, version integer not null default 1,
  created_at timestamptz(3) not null default now(), updated_at timestamptz(3) not null default now(),
  provider text not null,
  data     text not null,
  hint     text not null,
  primary key (tenant_id, id),
  constraint provider_credentials_provider_key unique (tenant_id, provider),
  constraint provider_credentials_provider_check check (provider in ('brevo', 'infobip'))
);
call app.tenant_table('provider_credentials', secret => '{data}');

-- Whether a provider's account answers: after failures in a row nobody asks it for a while, then one message does. The key
-- is the provider, or the provider and the tenant whose own account it is.
create table provider_circuits (
  key         text primary key,
  failures    integer not null default 0,
  open_until  timestamptz(3),
  probe_until timestamptz(3),
  updated_at  timestamptz(3) not null default now()
);
alter table provider_circuits enable row level security;
alter table provider_circuits force row level security;
create policy readable on provider_circuits for select using (true);
create policy functions on provider_circuits to current_user using (true);
grant select on provider_circuits to app_tenant, app_system;

-- Part of a claim: how many messages may be sent through this account now. One, where the circuit was open and nobody else
-- is trying it out; whoever does has half a minute to record what came of it.
create function app.provider_room(circuit text, wanted integer) returns integer language plpgsql security definer set search_path = '' as $$
declare opened timestamptz := (select open_until from public.provider_circuits where key = circuit);
begin
  if opened is null then return wanted; end if;
  if opened > now() then return 0; end if;
  update public.provider_circuits set probe_until = now() + interval '30 seconds' where key = circuit and coalesce(probe_until, '-infinity') <= now();
  return case when found then least(wanted, 1) else 0 end;
end $$;

-- Part of recording what became of sends: an answer closes the circuit (failed = 0). The fifth failure in a row opens it for
-- a minute, a trial that fails for twice as long as before, an hour at most; what was on its way when it opened counts no more.
create function app.provider_answered(circuit text, failed integer) returns void language sql security definer set search_path = '' as $$
  update public.provider_circuits set failures = 0, open_until = null, probe_until = null, updated_at = now() where key = circuit and failed = 0 and failures > 0;
  insert into public.provider_circuits as c (key, failures, open_until)
  select circuit, least(failed, 5), case when failed >= 5 then now() + interval '1 minute' end where failed > 0
  on conflict (key) do update set updated_at = now(), probe_until = null,
    failures = case when c.open_until is null then least(c.failures + failed, 5) else c.failures + 1 end,
    open_until = case when c.open_until is not null then now() + least(interval '1 hour', interval '1 minute' * power(2, least(c.failures - 4, 10)))
      when c.failures + failed >= 5 then now() + interval '1 minute' end
  where c.open_until is null or c.open_until <= now()
$$;

-- `kind` is one of the catalogue; at_local in the person's own time zone. `next_at` is when the next one is due.
create table digest_subscriptions (
  tenant_id uuid not null default app.tenant_id(), id uuid not null, version integer not null default 1,
  created_at timestamptz(3) not null default now(), updated_at timestamptz(3) not null default now(),
  user_id  uuid not null,
  kind     text not null,
  cadence  text not null,
  at_local time not null,
  weekday  smallint,
  timezone text,
  enabled  boolean not null default true,
  next_at  timestamptz(3),
  last_at  timestamptz(3),
  primary key (tenant_id, id),
  constraint digest_subscriptions_kind_key unique (tenant_id, user_id, kind),
  constraint digest_subscriptions_cadence_check check (cadence in ('daily', 'weekly')),
  constraint digest_subscriptions_weekday_check check (weekday between 0 and 6),
  constraint digest_subscriptions_user_id_fkey foreign key (tenant_id, user_id) references users on delete cascade
);
create index digest_subscriptions_due on digest_subscriptions (next_at) where enabled;
call app.tenant_table('digest_subscriptions', audited => false);

create table digest_queue (
  tenant_id uuid not null default app.tenant_id(), id uuid not null, version integer not null default 1,
  created_at timestamptz(3) not null default now(), updated_at timestamptz(3) not null default now(),
  user_id         uuid not null,
  subscription_id uuid,
  digest_kind     text not null,
  payload         jsonb not null,
  scheduled_at    timestamptz(3) not null,
  status          text not null default 'queued',
  error           text,
  primary key (tenant_id, id),
  -- One digest for each time it was due, however often the clock asks.
  constraint digest_queue_once_key unique (tenant_id, subscription_id, scheduled_at),
  constraint digest_queue_status_check check (status in ('queued', 'sent', 'skipped', 'failed')),
  constraint digest_queue_user_id_fkey foreign key (tenant_id, user_id) references users on delete cascade
);
create index digest_queue_newest on digest_queue (tenant_id, user_id, scheduled_at desc);
create index digest_queue_age on digest_queue (created_at);
create index digest_queue_open on digest_queue (updated_at) where status = 'queued';
call app.tenant_table('digest_queue', audited => false);

-- The transaction looks as this user until it ends, as far as they are held back at all.
create function app.look_as_user(who uuid) returns void language plpgsql as $$
begin
  if not exists (select from user_roles ur join roles r on r.id = ur.role_id where ur.user_id = who and r.code = 'super_admin') then
    perform app.look_as(who, app.visibility_of(who));
  end if;
end $$;

-- A case that somebody must act on: since when, and how many steps of the tenant's policy were taken because nobody did.
-- Each step is taken once: it changes the row at its version.
create table escalations (
  tenant_id uuid not null default app.tenant_id(), id uuid not null, version integer not null default 1,
  created_at timestamptz(3) not null default now(), updated_at timestamptz(3) not null default now(),
  domain     text not null,
  subject_id uuid not null,
  case_key   text not null,
  since      timestamptz(3) not null,
  steps_done smallint not null default 0,
  closed_at  timestamptz(3),
  primary key (tenant_id, id),
  constraint escalations_case_key unique (tenant_id, domain, subject_id, case_key),
  constraint escalations_domain_check check (domain in ('approvals', 'tasks', 'leads'))
);
create unique index escalations_open_key on escalations (tenant_id, domain, subject_id) where closed_at is null;
create index escalations_age on escalations (closed_at);
create index escalations_open on escalations (since) where closed_at is null;
call app.tenant_table('escalations', audited => false);

-- What the plan and its overrides give the workspace itself, whoever asks.
create function app.tenant_has(wanted text) returns boolean language sql stable as $$
  select coalesce(
    (select enabled from entitlements_overrides_tenant where feature = wanted),
    (select gives.all_features or exists (select from plan_features f where f.plan_code = gives.code and f.feature = wanted)
     from tenant_plan p join plans gives on gives.code = case when p.trial_ends_at > now() then coalesce(p.trial_plan_code, p.plan_code) else p.plan_code end),
    false)
$$;
create function app.tenant_limit(wanted text) returns bigint language sql stable as $$
  select coalesce(
    (select limit_value from entitlements_overrides_tenant where feature = wanted),
    (select l.limit_value from tenant_plan p join plan_limits l on l.plan_code = p.plan_code where l.key = wanted))
$$;

-- Everything that decides how somebody is told: a user, a contact, or whoever has this email or phone. One row, always.
create function app.recipient_facts(for_user uuid, for_contact uuid, for_email text, for_phone text) returns jsonb language sql stable as $$
  with person as (
    select u.id, u.email, p.full_name, p.locale, p.timezone, case when p.phone_verified_at is not null then p.phone_e164 end as phone
    from users u join user_profiles p on p.tenant_id = u.tenant_id and p.id = u.id
    where u.status = 'active' and case when for_user is not null then u.id = for_user
      else for_contact is null and (u.email = lower(for_email) or (p.phone_verified_at is not null and p.phone_e164 = for_phone)) end
    limit 1),
  customer as (
    select c.id, c.full_name, c.locale from contacts c
    where case when for_contact is not null then c.id = for_contact
      else for_user is null and c.id = (select h.contact_id from contact_channels h where (h.type = 'email' and h.normalized_value = lower(for_email)) or (h.type in ('phone', 'whatsapp') and h.normalized_value = for_phone) order by h.type limit 1) end),
  channels as (select h.type, h.normalized_value, h.is_primary, h.opt_in and h.opt_out_at is null as agreed from contact_channels h join customer c on c.id = h.contact_id),
  addresses as (select
    coalesce(lower(for_email), (select email from person), (select normalized_value from channels where type = 'email' order by is_primary desc limit 1)) as email,
    coalesce(for_phone, (select phone from person), (select normalized_value from channels where type = 'phone' order by is_primary desc limit 1)) as phone,
    coalesce(for_phone, (select phone from person), (select normalized_value from channels where type = 'whatsapp' order by is_primary desc limit 1), (select normalized_value from channels where type = 'phone' order by is_primary desc limit 1)) as whatsapp)
  select jsonb_build_object(
    'user', (select jsonb_build_object('id', id, 'full_name', full_name, 'locale', locale, 'timezone', timezone) from person),
    'contact', (select jsonb_build_object('id', id, 'full_name', full_name, 'locale', locale) from customer),
    'tenant', jsonb_build_object('name', t.name, 'locale', t.locale, 'timezone', t.timezone, 'country', t.country, 'weekend', t.settings->'weekend'),
    'addresses', jsonb_build_object('email', a.email, 'sms', a.phone, 'whatsapp', a.whatsapp),
    'policies', coalesce((select value from notification_policies), '{}'),
    'prefs', coalesce((select n.prefs from notification_preferences n join person on person.id = n.id), '{}'),
    'snooze_until', (select to_char(n.snooze_until at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') from notification_preferences n join person on person.id = n.id where n.snooze_until > now()),
    'groups', coalesce((select jsonb_agg(jsonb_build_object('name', g.name, 'prefs', d.prefs) order by g.name) from person join group_members m on m.user_id = person.id
      join groups g on g.tenant_id = m.tenant_id and g.id = m.group_id and g.is_active join group_notification_defaults d on d.tenant_id = g.tenant_id and d.id = g.id), '[]'),
    'consents', coalesce((select jsonb_agg(distinct c.channel) from (
        select o.channel from channel_opt_ins o join person on o.subject_type = 'user' and o.subject_id = person.id where o.status = 'confirmed'
        union all select case type when 'phone' then 'sms' else type end from channels where agreed and normalized_value in (a.email, a.phone, a.whatsapp)
        union all select l.channel from (select distinct on (k.channel) k.channel, k.status from contact_consents k join customer on customer.id = k.contact_id
          where k.purpose = 'marketing' order by k.channel, k.given_at desc, k.id desc) l where l.status = 'granted' and l.channel <> 'phone') c), '[]'),
    'suppressed', coalesce((select jsonb_agg(jsonb_build_object('channel', s.channel, 'reason', s.reason, 'scope', s.scope)) from suppression_list s
      where (s.channel, s.normalized_value) in (('email', a.email), ('sms', a.phone), ('whatsapp', a.whatsapp))), '[]'),
    'inbox_templates', coalesce((select jsonb_agg(to_jsonb(w)) from message_templates w where w.channel = 'inbox' and w.status = 'approved' and exists (select from person)), '[]'),
    'caps', jsonb_build_object('sms', app.tenant_limit('sms.monthlyCap'), 'whatsapp', app.tenant_limit('whatsapp.monthlyCap')),
    'features', coalesce((select jsonb_agg(f) from unnest(array['notifications.sms', 'notifications.whatsapp', 'marketing.sms', 'marketing.whatsapp']) f where app.tenant_has(f)), '[]'))
  from tenants t, addresses a where t.id = app.tenant_id()
$$;
