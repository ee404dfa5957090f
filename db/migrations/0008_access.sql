-- A parent role may do what its children may. Both are a tenant's own roles: ranks are given to people, not inherited.
create table role_hierarchy (
  tenant_id      uuid not null default app.tenant_id(),
  id             uuid not null default gen_random_uuid(),
  parent_role_id uuid not null,
  child_role_id  uuid not null,
  created_at     timestamptz(3) not null default now(),
  primary key (tenant_id, parent_role_id, child_role_id),
  constraint role_hierarchy_child_role_id_check check (child_role_id <> parent_role_id),
  constraint role_hierarchy_parent_role_id_fkey foreign key (tenant_id, parent_role_id) references roles,
  constraint role_hierarchy_child_role_id_fkey foreign key (tenant_id, child_role_id) references roles
);
create index role_hierarchy_child on role_hierarchy (tenant_id, child_role_id);
call app.tenant_table('role_hierarchy');

create table groups (
  tenant_id uuid not null default app.tenant_id(), id uuid not null, version integer not null default 1,
  created_at timestamptz(3) not null default now(), updated_at timestamptz(3) not null default now(),
  name        text not null,
  code        text not null,
  description text,
  is_active   boolean not null default true,
  primary key (tenant_id, id),
  constraint groups_code_key unique (tenant_id, code)
);
call app.tenant_table('groups');

create table group_members (
  tenant_id uuid not null default app.tenant_id(),
  id        uuid not null default gen_random_uuid(),
  group_id  uuid not null,
  user_id   uuid not null,
  added_at  timestamptz(3) not null default now(),
  primary key (tenant_id, group_id, user_id),
  constraint group_members_group_id_fkey foreign key (tenant_id, group_id) references groups on delete cascade,
  constraint group_members_user_id_fkey foreign key (tenant_id, user_id) references users on delete cascade
);
create index group_members_user on group_members (tenant_id, user_id);
call app.tenant_table('group_members');

-- What every member of a group may do by being in it.
create table group_roles (
  tenant_id uuid not null default app.tenant_id(),
  id        uuid not null default gen_random_uuid(),
  group_id  uuid not null,
  role_id   uuid not null,
  primary key (tenant_id, group_id, role_id),
  constraint group_roles_group_id_fkey foreign key (tenant_id, group_id) references groups on delete cascade,
  constraint group_roles_role_id_fkey foreign key (tenant_id, role_id) references roles
);
create index group_roles_role on group_roles (tenant_id, role_id);
call app.tenant_table('group_roles');

-- No row is `all`.
create table role_visibility (
  tenant_id uuid not null default app.tenant_id(),
  id        uuid not null default gen_random_uuid(),
  role_id   uuid not null,
  resource  text not null,
  scope     text not null,
  primary key (tenant_id, role_id, resource),
  constraint role_visibility_resource_check check (resource in ('lead', 'contact', 'company', 'deal')),
  constraint role_visibility_scope_check check (scope in ('own', 'team', 'all')),
  constraint role_visibility_role_id_fkey foreign key (tenant_id, role_id) references roles on delete cascade
);
call app.tenant_table('role_visibility');

-- `feature` names a feature, switched by `enabled`, or a limit, set by `limit_value`.
create table entitlements_overrides_tenant (
  tenant_id uuid not null default app.tenant_id(), id uuid not null, version integer not null default 1,
  created_at timestamptz(3) not null default now(), updated_at timestamptz(3) not null default now(),
  feature        text not null,
  enabled        boolean,
  limit_value    bigint,
  reason         text not null,
  set_by_user_id uuid,
  primary key (tenant_id, id),
  constraint entitlements_overrides_tenant_feature_key unique (tenant_id, feature),
  constraint entitlements_overrides_tenant_value_check check (num_nonnulls(enabled, limit_value) = 1),
  constraint entitlements_overrides_tenant_set_by_user_id_fkey foreign key (tenant_id, set_by_user_id) references users
);
call app.tenant_table('entitlements_overrides_tenant');

create table entitlements_overrides_group (
  like entitlements_overrides_tenant including defaults,
  group_id uuid not null,
  primary key (tenant_id, id),
  constraint entitlements_overrides_group_feature_key unique (tenant_id, group_id, feature),
  constraint entitlements_overrides_group_value_check check (num_nonnulls(enabled, limit_value) = 1),
  constraint entitlements_overrides_group_group_id_fkey foreign key (tenant_id, group_id) references groups on delete cascade,
  constraint entitlements_overrides_group_set_by_user_id_fkey foreign key (tenant_id, set_by_user_id) references users
);
call app.tenant_table('entitlements_overrides_group');

create table entitlements_overrides_user (
  like entitlements_overrides_tenant including defaults,
  user_id uuid not null,
  primary key (tenant_id, id),
  constraint entitlements_overrides_user_feature_key unique (tenant_id, user_id, feature),
  constraint entitlements_overrides_user_value_check check (num_nonnulls(enabled, limit_value) = 1),
  constraint entitlements_overrides_user_user_id_fkey foreign key (tenant_id, user_id) references users on delete cascade,
  constraint entitlements_overrides_user_set_by_user_id_fkey foreign key (tenant_id, set_by_user_id) references users
);
call app.tenant_table('entitlements_overrides_user');

-- These roles and every role below them.
create function app.roles_below(roots uuid[]) returns setof uuid language sql stable as $$
  with recursive down (role_id) as (
    select unnest(roots)
    union
    select h.child_role_id from role_hierarchy h join down d on d.role_id = h.parent_role_id)
  select role_id from down $$;

-- Every role a user has: their own, those of their active groups, and what these inherit.
create function app.roles_of(who uuid) returns setof uuid language sql stable as $$
  select app.roles_below(array(
    select ur.role_id from user_roles ur where ur.user_id = who
    union
    select gr.role_id from group_members m join groups g on g.id = m.group_id and g.is_active join group_roles gr on gr.group_id = g.id where m.user_id = who)) $$;

-- Everybody who shares an active group with a user.
create function app.team_of(who uuid) returns setof uuid language sql stable as $$
  select mate.user_id from group_members mine join groups g on g.id = mine.group_id and g.is_active join group_members mate on mate.group_id = g.id
  where mine.user_id = who $$;

-- How much of each resource these roles let somebody see: the widest of those that give anything to do with it.
create function app.visibility_of_roles(held uuid[]) returns jsonb language sql stable as $$
  select coalesce(jsonb_object_agg(resource, (array['own', 'team', 'all'])[widest]), '{}') from (
    select r.resource, max(array_position(array['own', 'team', 'all'], coalesce(v.scope, 'all'))) as widest
    from unnest(array['lead', 'contact', 'company', 'deal']) r (resource) cross join unnest(held) h (role_id)
    left join role_visibility v on v.role_id = h.role_id and v.resource = r.resource
    where exists (select from role_permissions p where p.role_id = h.role_id and p.permission like r.resource || '.%')
    group by 1) scopes $$;
create function app.visibility_of(who uuid) returns jsonb language sql stable as $$
  select '{"lead": "all", "contact": "all", "company": "all", "deal": "all"}'::jsonb || app.visibility_of_roles(array(select app.roles_of(who))) $$;

-- Refuses the commit that would make a role its own descendant, with the way back from the child to the parent. The lock
-- makes two who draw half a circle each do so one after another.
create function app.insist_no_role_cycle(parent uuid, child uuid) returns void language plpgsql as $$
declare
  way uuid[];
begin
  perform pg_advisory_xact_lock(hashtextextended('role_hierarchy' || app.tenant_id(), 0));
  with recursive down (role_id, path) as (
    select child, array[child]
    union all
    select h.child_role_id, d.path || h.child_role_id from role_hierarchy h join down d on d.role_id = h.parent_role_id where d.role_id <> parent)
  select path into way from down where role_id = parent order by array_length(path, 1) limit 1;
  if way is null then return; end if;
  perform app.fail('CONFLICT ' || json_build_object('reason', 'This would close a loop: the child already stands above the parent.',
    'path', (select json_agg(json_build_object('id', r.id, 'code', r.code, 'name', r.name) order by w.n) from unnest(parent || way) with ordinality w (id, n) join roles r on r.id = w.id)));
end $$;

alter table contacts add column is_private boolean not null default false;
create index contacts_private on contacts (tenant_id, owner_user_id) where is_private;

-- Visibility. A read on behalf of somebody who does not see everything says so (app.look_as): who looks, and what they
-- see of each resource. Every other transaction looks as nobody, and sees what its tenant has.
create function app.viewer() returns uuid language sql stable
  return nullif(current_setting('app.viewer', true), '')::uuid;
create function app.look_as(who uuid, sees jsonb) returns void language plpgsql as $$
begin
  perform set_config('app.viewer', coalesce(who::text, ''), true);
  perform set_config('app.sees_' || r, coalesce(sees ->> r, ''), true) from unnest(array['lead', 'contact', 'company', 'deal']) r;
end $$;
-- True, or null. The planner expects that `is not null` holds for nearly every row, and so plans for who sees all as if
-- the policies were not there; `is null`, or true and false, would make it expect few rows and sort them all for a page.
create function app.sees_all() returns boolean language sql stable
  return case when coalesce(current_setting('app.viewer', true), '') = '' then true end;
create function app.sees_all(resource text) returns boolean language sql stable
  return case when coalesce(current_setting('app.sees_' || resource, true), '') in ('', 'all') then true end;
-- The owners whose records the viewer sees.
create function app.visible_owners(resource text) returns uuid[] language sql stable as $$
  select case current_setting('app.sees_' || resource, true)
    when 'own' then array[app.viewer()]
    when 'team' then array(select app.viewer() union select app.team_of(app.viewer())) end $$;

do $$ declare r record; begin
  for r in select * from (values ('lead', 'leads', 'owner_user_id'), ('contact', 'contacts', 'owner_user_id'), ('company', 'companies', 'owner_user_id'), ('deal', 'deals', 'owner_user_id'),
      ('lead', 'lead_imports', 'started_by')) v (resource, tab, owner) loop
    execute format('create policy visible on %I as restrictive for select using ((select app.sees_all(%L)) is not null or %I = any ((select app.visible_owners(%2$L))::uuid[]))', r.tab, r.resource, r.owner);
  end loop;
end $$;
create policy private on contacts as restrictive for select using (not is_private or (select app.sees_all()) is not null or owner_user_id = (select app.viewer()));

-- What is known about a record is visible to whom the record is.
create policy visible on activities as restrictive for select using ((select app.sees_all()) is not null or app.record_exists(subject_type, subject_id));
create policy visible on record_watchers as restrictive for select using ((select app.sees_all()) is not null or app.record_exists(subject_type, subject_id));
create policy visible on contact_channels as restrictive for select using ((select app.sees_all()) is not null or app.record_exists('contact', contact_id));

-- Whether somebody else sees a record: for those who are told of it.
create function app.user_sees(who uuid, type text, id uuid) returns boolean language plpgsql as $$
declare
  seen boolean;
begin
  if not exists (select from user_roles ur join roles r on r.id = ur.role_id where ur.user_id = who and r.code = 'super_admin') then
    perform app.look_as(who, app.visibility_of(who));
  end if;
  seen := app.record_exists(type, id);
  perform app.look_as(null, null);
  return seen;
end $$;

-- Searches stop at the newest thousand: of what the viewer sees, not of what there is.
create or replace function app.search_leads(q text) returns setof uuid language sql stable security definer rows 100 set search_path = public as $$
  select id from leads where tenant_id = app.tenant_id() and search_text like app.search_pattern(q)
    and ((select app.sees_all('lead')) is not null or owner_user_id = any ((select app.visible_owners('lead'))::uuid[])) order by created_at desc limit 1000 $$;
create or replace function app.search_companies(q text) returns setof uuid language sql stable security definer rows 100 set search_path = public as $$
  select id from companies where tenant_id = app.tenant_id() and search_text like app.search_pattern(q)
    and ((select app.sees_all('company')) is not null or owner_user_id = any ((select app.visible_owners('company'))::uuid[])) order by created_at desc limit 1000 $$;
create or replace function app.search_deals(q text) returns setof uuid language sql stable security definer rows 100 set search_path = public as $$
  select id from deals where tenant_id = app.tenant_id() and search_text like app.search_pattern(q)
    and ((select app.sees_all('deal')) is not null or owner_user_id = any ((select app.visible_owners('deal'))::uuid[])) order by created_at desc limit 1000 $$;
create or replace function app.search_contacts(q text) returns setof uuid language sql stable security definer rows 100 set search_path = public as $$
  (select id from contacts where tenant_id = app.tenant_id() and search_text like app.search_pattern(q)
    and ((select app.sees_all('contact')) is not null or owner_user_id = any ((select app.visible_owners('contact'))::uuid[])) order by created_at desc limit 1000)
  union
  (select ch.contact_id from contact_channels ch where ch.tenant_id = app.tenant_id() and ch.normalized_value like app.search_pattern(q)
    and ((select app.sees_all('contact')) is not null
      or exists (select from contacts c where c.tenant_id = ch.tenant_id and c.id = ch.contact_id and c.owner_user_id = any ((select app.visible_owners('contact'))::uuid[]))) limit 1000) $$;
