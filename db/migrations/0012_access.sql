-- Seats are the workspace's: a group or a user has no other number of them than everybody else.
delete from entitlements_overrides_group where feature = 'users.max';
delete from entitlements_overrides_user where feature = 'users.max';
alter table entitlements_overrides_group add constraint entitlements_overrides_group_feature_check check (feature <> 'users.max');
alter table entitlements_overrides_user add constraint entitlements_overrides_user_feature_check check (feature <> 'users.max');

-- What somebody wrote when they decided is erased with the person it was about.
grant update (comment) on approval_actions to app_tenant;

-- Takes personal columns out of what was recorded of these records of the tenant, approval requests about them included, and records that.
create or replace function app.redact_audit(subject_type text, subject_id uuid, records uuid[], personal text[]) returns void language plpgsql security definer set search_path = '' as $$
declare
  erasure uuid := gen_random_uuid();
  redacted jsonb;
begin
  with named as (
    select unnest(records) as id union select l.activity_id from public.activity_links l where l.tenant_id = app.tenant_id() and l.related_id = any(records)),
  touched as (
    update public.audit_logs a set before_data = a.before_data - personal, after_data = a.after_data - personal, redacted_by = erasure
    where a.tenant_id = app.tenant_id() and a.redacted_by is null
      and a.entity_type in ('contacts', 'contact_channels', 'contact_consents', 'leads', 'activities', 'approval_requests', 'approval_actions')
      and (a.entity_id in (select id from named)
        or a.entity_type <> 'leads' and exists (
          select from (select coalesce(a.after_data, a.before_data) as row) r where array[r.row->>'contact_id', r.row->>'subject_id', r.row->>'request_id'] && records::text[]))
      and (coalesce(a.before_data, '{}') || coalesce(a.after_data, '{}')) ?| personal
    returning a.id)
  select coalesce(jsonb_agg(id), '[]') into redacted from touched;
  insert into public.audit_logs (tenant_id, id, user_id, actor_id, action, entity_type, entity_id, after_data, ip_address, user_agent, request_id)
  values (app.tenant_id(), erasure, app.user_id(), app.setting('actor_id'), 'privacy.erased', subject_type, subject_id, jsonb_build_object('rows', redacted),
    app.setting('ip'), app.setting('user_agent'), app.setting('request_id'));
end $$;
