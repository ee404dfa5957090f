-- Who gave a tenant's own account.
alter table provider_credentials
  add column updated_by uuid,
  add constraint provider_credentials_updated_by_fkey foreign key (tenant_id, updated_by) references users;

-- What the WhatsApp provider says of a version, and who asked it.
alter table message_templates
  add column provider_reason text,
  add column submitted_by uuid,
  add column submitted_at timestamptz(3),
  add constraint message_templates_submitted_by_fkey foreign key (tenant_id, submitted_by) references users,
  drop constraint message_templates_provider_status_check,
  add constraint message_templates_provider_status_check check (provider_status in ('pending', 'approved', 'rejected', 'paused', 'disabled'));
create index message_templates_at_provider on message_templates (tenant_id) where status = 'approved' and provider_status in ('pending', 'approved', 'paused');

-- After this moment a message is not sent any more: a code, an offer.
alter table messages_outbox add column expires_at timestamptz(3);
create index messages_outbox_expiring on messages_outbox (expires_at) where status = 'queued' and expires_at is not null;

-- The quiet hours that held for whoever it is for when it was asked for; null: none do.
alter table messages_outbox add column quiet jsonb;
