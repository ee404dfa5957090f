-- A provider's call is received first (created_at) and stored when the queue brings it: how long it is tried counts from then.
alter table webhook_events add column stored_at timestamptz(3) not null default now();
update webhook_events set stored_at = created_at;
drop index webhook_events_pending;
create index webhook_events_pending on webhook_events (stored_at) where processed_at is null;
