-- A provider's call is received first (created_at) and stored when the queue brings it: how long it is tried counts from then.
alter table webhook_events add column stored_at timestamptz(3) not null default now();
update webhook_events set stored_at = created_at;
drop index webhook_events_pending;
create index webhook_events_pending on webhook_events (stored_at) where processed_at is null;

-- News of a payment provider come twice and in any order: the newest counts, about the newest subscription.
alter table tenant_plan
  add column external_at       timestamptz(3),
  add column external_sub_at   timestamptz(3),
  add column payment_failed_at timestamptz(3);
create index tenant_plan_external_customer on tenant_plan (external_customer_id) where external_customer_id is not null;
create index tenant_plan_external_sub on tenant_plan (external_sub_id) where external_sub_id is not null;

-- What was used of what is paid for, one by one: what usage_counters count, and bills are made of.
create table billing_usage_events (
  tenant_id      uuid not null default app.tenant_id(),
  id             uuid not null default gen_random_uuid(),
  metric_code    text not null,
  quantity       numeric not null default 1,
  occurred_at    timestamptz(3) not null default now(),
  source         text not null default 'system',
  correlation_id text not null,
  metadata       jsonb not null default '{}',
  primary key (tenant_id, id),
  constraint billing_usage_events_once_key unique (tenant_id, metric_code, correlation_id),
  constraint billing_usage_events_source_check check (source in ('system', 'api'))
);
create index billing_usage_events_age on billing_usage_events (occurred_at);
-- What left this month before it was written down: it is in the counters already.
insert into billing_usage_events (tenant_id, metric_code, occurred_at, correlation_id, metadata)
select tenant_id, channel || '.sent', sent_at, id::text, jsonb_build_object('segments', segments, 'family', family, 'type', type, 'is_mirror', is_mirror)
from messages_outbox where sent_at >= date_trunc('month', now() at time zone 'UTC') at time zone 'UTC' and channel in ('email', 'sms', 'whatsapp');
call app.tenant_table('billing_usage_events', 'select, insert, update (metadata)', audited => false);
