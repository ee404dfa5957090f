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
