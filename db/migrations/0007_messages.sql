create table notifications_inbox (
  tenant_id uuid not null default app.tenant_id(), id uuid not null, version integer not null default 1,
  created_at timestamptz(3) not null default now(), updated_at timestamptz(3) not null default now(),
  recipient_user_id uuid not null,
  category          text not null default 'system',
  title             text not null,
  body              text not null,
  severity          text not null default 'info',
  link_url          text,
  meta              jsonb not null default '{}',
  is_read           boolean not null default false,
  read_at           timestamptz(3),
  dispatch_group_id uuid,
  primary key (tenant_id, id),
  constraint notifications_inbox_category_check check (category in ('approvals', 'tasks', 'system', 'marketing')),
  constraint notifications_inbox_severity_check check (severity in ('info', 'success', 'warning', 'error')),
  constraint notifications_inbox_recipient_user_id_fkey foreign key (tenant_id, recipient_user_id) references users on delete cascade
);
create index notifications_inbox_recipient on notifications_inbox (tenant_id, recipient_user_id, created_at desc, id desc);
create index notifications_inbox_unread on notifications_inbox (tenant_id, recipient_user_id) where not is_read;
call app.tenant_table('notifications_inbox', audited => false);

create table dispatch_groups (
  tenant_id uuid not null default app.tenant_id(), id uuid not null, version integer not null default 1,
  created_at timestamptz(3) not null default now(), updated_at timestamptz(3) not null default now(),
  correlation_key text not null,
  root_message_id uuid,
  primary key (tenant_id, id),
  constraint dispatch_groups_correlation_key unique (tenant_id, correlation_key)
);
call app.tenant_table('dispatch_groups', audited => false);

create table messages_outbox (
  tenant_id uuid not null default app.tenant_id(), id uuid not null, version integer not null default 1,
  created_at timestamptz(3) not null default now(), updated_at timestamptz(3) not null default now(),
  channel             text not null,
  recipient           text not null,
  template_code       text not null,
  locale              text not null default 'en',
  payload             jsonb not null default '{}',
  type                text not null default 'transactional',
  status              text not null default 'queued',
  provider            text,
  provider_message_id text,
  error_code          text,
  dispatch_group_id   uuid,
  attempts            integer not null default 0,
  scheduled_at        timestamptz(3) not null default now(),
  claimed_at          timestamptz(3),
  sent_at             timestamptz(3),
  delivered_at        timestamptz(3),
  failed_at           timestamptz(3),
  primary key (tenant_id, id),
  constraint messages_outbox_channel_check check (channel in ('email', 'sms', 'whatsapp', 'inbox', 'push')),
  constraint messages_outbox_type_check check (type in ('transactional', 'marketing')),
  constraint messages_outbox_status_check check (status in ('queued', 'sending', 'sent', 'delivered', 'failed', 'bounced', 'expired'))
);
create index messages_outbox_newest on messages_outbox (tenant_id, created_at desc, id desc);
create index messages_outbox_waiting on messages_outbox (scheduled_at) where status in ('queued', 'sending');
create index messages_outbox_provider on messages_outbox (provider_message_id) where provider_message_id is not null;
call app.tenant_table('messages_outbox', audited => false);

-- What the mailbox adapter captured instead of sending. Filled only in development and tests.
create table dev_mailbox (
  tenant_id  uuid not null default app.tenant_id(),
  id         uuid not null,
  channel    text not null,
  recipient  text not null,
  subject    text,
  body_text  text not null,
  body_html  text,
  created_at timestamptz(3) not null default now(),
  primary key (tenant_id, id)
);
create index dev_mailbox_newest on dev_mailbox (created_at desc, id desc);
call app.tenant_table('dev_mailbox', audited => false);

-- A provider's call as it came, kept seven days. Its tenant is known only after it is read.
create table webhook_events (
  tenant_id    uuid not null,
  id           uuid not null,
  provider     text not null,
  dedupe_key   text not null,
  message_id   uuid,
  body         jsonb not null,
  created_at   timestamptz(3) not null default now(),
  processed_at timestamptz(3),
  error        text,
  primary key (tenant_id, id),
  constraint webhook_events_dedupe_key unique (provider, dedupe_key)
);
create index webhook_events_age on webhook_events (created_at);
create index webhook_events_pending on webhook_events (created_at) where processed_at is null;
call app.tenant_table('webhook_events', audited => false);
