-- Who gave a tenant's own account.
alter table provider_credentials
  add column updated_by uuid,
  add constraint provider_credentials_updated_by_fkey foreign key (tenant_id, updated_by) references users;
