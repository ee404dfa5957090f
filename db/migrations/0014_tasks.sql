-- What somebody is to do. `related` is the record it is mainly about; task_links holds that one and the others.
create table tasks (
  tenant_id uuid not null default app.tenant_id(), id uuid not null, version integer not null default 1,
  created_at timestamptz(3) not null default now(), updated_at timestamptz(3) not null default now(),
  title         text not null,
  description   text,
  status        text not null default 'open',
  priority      text not null default 'medium',
  due_at        timestamptz(3),
  owner_user_id uuid not null,
  created_by    uuid,
  related_type  text,
  related_id    uuid,
  completed_at  timestamptz(3),
  -- When it was told that the due time had passed.
  overdue_at    timestamptz(3),
  -- The order of lists: what has no due time comes last.
  due_order     timestamptz(3) not null generated always as (coalesce(due_at, '9999-12-31 00:00:00+00'::timestamptz)) stored,
  search_text   text not null generated always as (app.fold(title || ' ' || coalesce(description, ''))) stored,
  primary key (tenant_id, id),
  constraint tasks_status_check check (status in ('open', 'in_progress', 'done', 'cancelled')),
  constraint tasks_priority_check check (priority in ('low', 'medium', 'high')),
  constraint tasks_related_type_check check (related_type in ('lead', 'contact', 'company', 'deal', 'unit', 'project')),
  constraint tasks_related_id_check check ((related_type is null) = (related_id is null)),
  constraint tasks_completed_at_check check ((completed_at is not null) = (status = 'done')),
  constraint tasks_owner_user_id_fkey foreign key (tenant_id, owner_user_id) references users,
  constraint tasks_created_by_fkey foreign key (tenant_id, created_by) references users
);
create index tasks_due on tasks (tenant_id, due_order, id);
create index tasks_newest on tasks (tenant_id, created_at desc, id desc);
create index tasks_updated on tasks (tenant_id, updated_at desc, id desc);
create index tasks_owner on tasks (tenant_id, owner_user_id, due_order, id);
create index tasks_overdue on tasks (due_at) where status in ('open', 'in_progress') and overdue_at is null;
create index tasks_search on tasks using gin (tenant_id, search_text gin_trgm_ops) with (fastupdate = off);
call app.tenant_table('tasks');
create trigger owner_stays before insert or update of owner_user_id on tasks for each row execute function app.owner_stays();

-- What the plan's tasks.max counts: what is done fills no list.
create view open_tasks with (security_invoker = true) as select tenant_id, id from tasks where status in ('open', 'in_progress');
grant select on open_tasks to app_tenant, app_system;

create table task_links (
  tenant_id    uuid not null default app.tenant_id(),
  id           uuid not null default gen_random_uuid(),
  task_id      uuid not null,
  related_type text not null,
  related_id   uuid not null,
  primary key (tenant_id, related_type, related_id, task_id),
  constraint task_links_related_type_check check (related_type in ('lead', 'contact', 'company', 'deal', 'unit', 'project')),
  constraint task_links_task_id_fkey foreign key (tenant_id, task_id) references tasks on delete cascade
);
create index task_links_task on task_links (tenant_id, task_id);
call app.tenant_table('task_links', audited => false);

-- A reminder on one channel. With minutes_before it keeps that distance from the due time and moves with it.
create table reminders (
  tenant_id uuid not null default app.tenant_id(), id uuid not null, version integer not null default 1,
  created_at timestamptz(3) not null default now(), updated_at timestamptz(3) not null default now(),
  task_id        uuid not null,
  remind_at      timestamptz(3) not null,
  minutes_before integer,
  channel        text not null,
  status         text not null default 'pending',
  sent_at        timestamptz(3),
  primary key (tenant_id, id),
  constraint reminders_minutes_before_check check (minutes_before between 0 and 43200),
  constraint reminders_channel_check check (channel in ('email', 'inbox', 'sms', 'whatsapp')),
  constraint reminders_status_check check (status in ('pending', 'sent', 'cancelled')),
  constraint reminders_task_id_fkey foreign key (tenant_id, task_id) references tasks on delete cascade
);
create index reminders_task on reminders (tenant_id, task_id, remind_at);
create index reminders_due on reminders (remind_at) where status = 'pending';
call app.tenant_table('reminders', audited => false);

-- The name of a record the reader sees; null where there is none.
create function app.record_name(type text, id uuid) returns text language plpgsql stable as $$
begin
  return case type
    when 'lead' then (select r.full_name from leads r where r.id = record_name.id)
    when 'contact' then (select r.full_name from contacts r where r.id = record_name.id)
    when 'company' then (select r.name from companies r where r.id = record_name.id)
    when 'deal' then (select r.name from deals r where r.id = record_name.id)
    when 'unit' then (select r.code from units r where r.id = record_name.id)
    when 'project' then (select r.name from projects r where r.id = record_name.id) end;
end $$;

-- Tasks are the fifth resource of which a role sees its own, its team's or all.
alter table role_visibility drop constraint role_visibility_resource_check,
  add constraint role_visibility_resource_check check (resource in ('lead', 'contact', 'company', 'deal', 'task'));
-- Who sees some leads only sees as much of the tasks. Row security is set aside for its owner: a migration acts for no tenant.
alter table role_visibility no force row level security;
insert into role_visibility (tenant_id, role_id, resource, scope) select tenant_id, role_id, 'task', scope from role_visibility where resource = 'lead';
alter table role_visibility force row level security;
create or replace function app.visibility_of_roles(held uuid[]) returns jsonb language sql stable as $$
  select coalesce(jsonb_object_agg(resource, (array['own', 'team', 'all'])[widest]), '{}') from (
    select r.resource, max(array_position(array['own', 'team', 'all'], coalesce(v.scope, 'all'))) as widest
    from unnest(array['lead', 'contact', 'company', 'deal', 'task']) r (resource) cross join unnest(held) h (role_id)
    left join role_visibility v on v.role_id = h.role_id and v.resource = r.resource
    where exists (select from role_permissions p where p.role_id = h.role_id and p.permission like r.resource || '.%')
    group by 1) scopes $$;
create or replace function app.visibility_of(who uuid) returns jsonb language sql stable as $$
  select '{"lead": "all", "contact": "all", "company": "all", "deal": "all", "task": "all"}'::jsonb || app.visibility_of_roles(array(select app.roles_of(who))) $$;
create or replace function app.look_as(who uuid, sees jsonb) returns void language plpgsql as $$
begin
  perform set_config('app.viewer', coalesce(who::text, ''), true);
  perform set_config('app.sees_' || r, coalesce(sees ->> r, ''), true) from unnest(array['lead', 'contact', 'company', 'deal', 'task']) r;
end $$;

-- A task is always its owner's and its maker's to see. Others see it if they see its owner's tasks, and what it is about.
create policy visible on tasks as restrictive for select using (
  (select app.sees_all()) is not null or owner_user_id = (select app.viewer()) or created_by = (select app.viewer())
  or ((select app.sees_all('task')) is not null or owner_user_id = any ((select app.visible_owners('task'))::uuid[]))
    and (related_id is null or app.record_exists(related_type, related_id)));
create function app.user_sees_task(who uuid, task uuid) returns boolean language plpgsql as $$
declare
  seen boolean;
begin
  perform app.look_as_user(who);
  seen := exists (select from tasks t where t.id = task);
  perform app.look_as(null, null);
  return seen;
end $$;
create function app.search_tasks(q text) returns setof uuid language sql stable security definer rows 100 set search_path = public as $$
  select id from tasks where tenant_id = app.tenant_id() and search_text like app.search_pattern(q)
    and ((select app.sees_all('task')) is not null or created_by = (select app.viewer()) or owner_user_id = any ((select app.visible_owners('task'))::uuid[])) order by created_at desc limit 1000 $$;

-- Takes personal columns out of what was recorded of these records of the tenant, requests and tasks about them included, and records that.
create or replace function app.redact_audit(subject_type text, subject_id uuid, records uuid[], personal text[]) returns void language plpgsql security definer set search_path = '' as $$
declare
  erasure uuid := gen_random_uuid();
  redacted jsonb;
begin
  with named as (
    select unnest(records) as id
    union select l.activity_id from public.activity_links l where l.tenant_id = app.tenant_id() and l.related_id = any(records)
    union select l.task_id from public.task_links l where l.tenant_id = app.tenant_id() and l.related_id = any(records)),
  touched as (
    update public.audit_logs a set before_data = a.before_data - personal, after_data = a.after_data - personal, redacted_by = erasure
    where a.tenant_id = app.tenant_id() and a.redacted_by is null
      and a.entity_type in ('contacts', 'contact_channels', 'contact_consents', 'leads', 'activities', 'tasks', 'approval_requests', 'approval_actions')
      and (a.entity_id in (select id from named)
        or a.entity_type <> 'leads' and exists (
          select from (select coalesce(a.after_data, a.before_data) as row) r where array[r.row->>'contact_id', r.row->>'subject_id', r.row->>'request_id', r.row->>'related_id'] && records::text[]))
      and (coalesce(a.before_data, '{}') || coalesce(a.after_data, '{}')) ?| personal
    returning a.id)
  select coalesce(jsonb_agg(id), '[]') into redacted from touched;
  insert into public.audit_logs (tenant_id, id, user_id, actor_id, action, entity_type, entity_id, after_data, ip_address, user_agent, request_id)
  values (app.tenant_id(), erasure, app.user_id(), app.setting('actor_id'), 'privacy.erased', subject_type, subject_id, jsonb_build_object('rows', redacted),
    app.setting('ip'), app.setting('user_agent'), app.setting('request_id'));
end $$;
