-- An answer that was given with 202 is replayed with 202.
alter table idempotency_keys add column accepted boolean not null default false;

create table approval_policies (
  tenant_id uuid not null default app.tenant_id(), id uuid not null, version integer not null default 1,
  created_at timestamptz(3) not null default now(), updated_at timestamptz(3) not null default now(),
  name                text not null,
  action_code         text not null,
  object_type         text not null,
  conditions          jsonb,
  active              boolean not null default true,
  allow_self_approval boolean not null default false,
  primary key (tenant_id, id),
  constraint approval_policies_name_key unique (tenant_id, name)
);
create index approval_policies_active on approval_policies (tenant_id, action_code) where active;
call app.tenant_table('approval_policies');

-- What the plan's approvals.policies.max counts.
create view active_approval_policies with (security_invoker = true) as select tenant_id, id, action_code from approval_policies where active;
grant select on active_approval_policies to app_tenant, app_system;

create table approval_steps (
  tenant_id     uuid not null default app.tenant_id(),
  id            uuid not null default gen_random_uuid(),
  policy_id     uuid not null,
  seq           integer not null,
  kind          text not null default 'flat',
  approver_mode text not null,
  approver_ref  text not null,
  required      integer not null default 1,
  threshold     jsonb,
  sla_hours     integer,
  escalate_to   jsonb,
  primary key (tenant_id, policy_id, seq),
  constraint approval_steps_kind_check check (kind in ('flat', 'sequential', 'parallel')),
  constraint approval_steps_approver_mode_check check (approver_mode in ('role', 'group', 'user', 'dynamic')),
  constraint approval_steps_required_check check (required = 1 or (kind = 'parallel' and required between 1 and 20)),
  constraint approval_steps_sla_hours_check check (sla_hours between 1 and 8760),
  constraint approval_steps_policy_id_fkey foreign key (tenant_id, policy_id) references approval_policies on delete cascade
);
call app.tenant_table('approval_steps');

-- `operation` and `input` say what is carried out on approval, `payload` the facts that policies judged and approvers see.
-- The owner is the record's, or whoever asks where it has none. `policies` and `steps` are copies: a request is decided by the policy it was made under. The times are those of the
-- step that is open. The row is the lock of everything that happens to the request: each decision changes its version.
create table approval_requests (
  tenant_id uuid not null default app.tenant_id(), id uuid not null, version integer not null default 1,
  created_at timestamptz(3) not null default now(), updated_at timestamptz(3) not null default now(),
  policy_id           uuid,
  action_code         text not null,
  object_type         text not null,
  object_id           uuid not null,
  title               text not null,
  summary             text not null,
  operation           text not null,
  input               jsonb not null,
  payload             jsonb not null,
  policies            jsonb not null,
  steps               jsonb not null,
  allow_self_approval boolean not null,
  requester_user_id   uuid not null,
  owner_user_id       uuid not null,
  state               text not null default 'pending',
  current_step        integer not null default 1,
  remind_at           timestamptz(3),
  due_at              timestamptz(3),
  reminded_at         timestamptz(3),
  escalated_at        timestamptz(3),
  decided_at          timestamptz(3),
  failure             jsonb,
  primary key (tenant_id, id),
  constraint approval_requests_state_check check (state in ('pending', 'approved', 'rejected', 'cancelled', 'failed')),
  constraint approval_requests_decided_at_check check ((state = 'pending') = (decided_at is null)),
  constraint approval_requests_policy_id_fkey foreign key (tenant_id, policy_id) references approval_policies on delete set null (policy_id),
  constraint approval_requests_requester_user_id_fkey foreign key (tenant_id, requester_user_id) references users,
  constraint approval_requests_owner_user_id_fkey foreign key (tenant_id, owner_user_id) references users
);
create unique index approval_requests_pending_key on approval_requests (tenant_id, action_code, object_id) where state = 'pending';
create index approval_requests_newest on approval_requests (tenant_id, created_at desc, id desc);
create index approval_requests_updated on approval_requests (tenant_id, updated_at desc, id desc);
create index approval_requests_object on approval_requests (tenant_id, object_id, created_at desc);
create index approval_requests_requester on approval_requests (tenant_id, requester_user_id, created_at desc);
create index approval_requests_policy on approval_requests (tenant_id, policy_id);
create index approval_requests_remind on approval_requests (remind_at) where state = 'pending' and reminded_at is null;
create index approval_requests_due on approval_requests (due_at) where state = 'pending' and escalated_at is null;
call app.tenant_table('approval_requests');

-- One voice a person and one a seat: a delegate speaks for the seat of whoever delegated.
create table approval_actions (
  tenant_id            uuid not null default app.tenant_id(),
  id                   uuid not null,
  request_id           uuid not null,
  step_seq             integer not null,
  approver_user_id     uuid not null,
  on_behalf_of_user_id uuid,
  decision             text not null,
  comment              text,
  created_at           timestamptz(3) not null default now(),
  primary key (tenant_id, id),
  constraint approval_actions_decision_check check (decision in ('approve', 'reject')),
  constraint approval_actions_person_key unique (tenant_id, request_id, step_seq, approver_user_id),
  constraint approval_actions_request_id_fkey foreign key (tenant_id, request_id) references approval_requests on delete cascade,
  constraint approval_actions_approver_user_id_fkey foreign key (tenant_id, approver_user_id) references users,
  constraint approval_actions_on_behalf_of_user_id_fkey foreign key (tenant_id, on_behalf_of_user_id) references users
);
create unique index approval_actions_seat_key on approval_actions (tenant_id, request_id, step_seq, coalesce(on_behalf_of_user_id, approver_user_id));
call app.tenant_table('approval_actions', 'select, insert');

create table approval_delegations (
  tenant_id uuid not null default app.tenant_id(), id uuid not null, version integer not null default 1,
  created_at timestamptz(3) not null default now(), updated_at timestamptz(3) not null default now(),
  from_user_id uuid not null,
  to_user_id   uuid not null,
  starts_at    timestamptz(3) not null,
  ends_at      timestamptz(3) not null,
  primary key (tenant_id, id),
  constraint approval_delegations_to_user_id_check check (to_user_id <> from_user_id),
  constraint approval_delegations_until_check check (ends_at > starts_at),
  constraint approval_delegations_from_user_id_fkey foreign key (tenant_id, from_user_id) references users on delete cascade,
  constraint approval_delegations_to_user_id_fkey foreign key (tenant_id, to_user_id) references users on delete cascade
);
create index approval_delegations_from on approval_delegations (tenant_id, from_user_id, ends_at);
create index approval_delegations_to on approval_delegations (tenant_id, to_user_id, ends_at);
call app.tenant_table('approval_delegations');

-- The active users who have a role: as their own, by an active group, or in a role that stands above it.
create function app.holders_of(role_code text) returns setof uuid language sql stable as $$
  with recursive up (role_id) as (
    select id from roles where code = role_code
    union
    select h.parent_role_id from role_hierarchy h join up on up.role_id = h.child_role_id)
  select u.id from users u where u.status = 'active' and u.id in (
    select ur.user_id from user_roles ur join up using (role_id)
    union
    select m.user_id from group_roles gr join up using (role_id) join groups g on g.id = gr.group_id and g.is_active join group_members m on m.group_id = g.id) $$;

-- The active users a step names. `owner.manager` is the sales managers of the owner's groups, or else every sales manager.
-- `pipeline.owner` is nobody while pipelines have no owner.
create function app.named_approvers(named jsonb, object uuid, owner uuid) returns setof uuid language plpgsql stable as $$
declare
  mode text := named->>'approver_mode';
  ref text := named->>'approver_ref';
begin
  if mode = 'user' then
    return query select u.id from users u where u.status = 'active' and u.id::text = ref;
  elsif mode = 'role' then
    return query select app.holders_of(ref);
  elsif mode = 'group' then
    return query select u.id from users u join group_members m on m.user_id = u.id join groups g on g.id = m.group_id
      where u.status = 'active' and g.is_active and g.id::text = ref;
  elsif ref = 'project.owner' then
    return query select distinct u.id from users u join projects p on p.owner_user_id = u.id join units n on n.project_id = p.id
      where u.status = 'active' and (n.id = object or n.id in (select d.unit_id from unit_deals d where d.deal_id = object));
  elsif ref = 'owner.manager' then
    return query with managers as (select h as id, h in (select app.team_of(owner)) as near from app.holders_of('sales_manager') h where h <> owner)
      select m.id from managers m where m.near or not exists (select from managers where near);
  end if;
end $$;

-- Refuses a policy whose steps name a role, group or active user that is not there, with the paths.
create function app.insist_approvers(named jsonb) returns void language plpgsql stable as $$
declare
  missing jsonb := (select jsonb_agg(jsonb_build_object('path', n.path, 'message', 'There is no such ' || n.approver_mode || '.'))
    from jsonb_to_recordset(named) as n(approver_mode text, approver_ref text, path text)
    where not case n.approver_mode
      when 'role' then exists (select from roles r where r.code = n.approver_ref)
      when 'group' then exists (select from groups g where g.id::text = n.approver_ref)
      when 'user' then exists (select from users u where u.id::text = n.approver_ref and u.status = 'active')
      else true end);
begin
  if missing is not null then perform app.fail(format('VALIDATION_FAILED {"issues":%s}', missing)); end if;
end $$;

-- Whose voice the open step asks for: whom it names and, once it is overdue, whom it escalates to (the next step's when
-- it says nobody). Where these are too few, admins decide as well. The requester is never among them unless the policy says so.
create function app.approvers_of(r approval_requests) returns setof uuid language plpgsql stable as $$
declare
  step jsonb := r.steps -> (r.current_step - 1);
  wider jsonb := case when r.escalated_at is not null then coalesce(nullif(step->'escalate_to', 'null'), r.steps -> r.current_step, '{}') end;
  self uuid := case when not r.allow_self_approval then r.requester_user_id end;
  asked uuid[] := array(select a from app.named_approvers(step, r.object_id, r.owner_user_id) a where a is distinct from self);
  added uuid[] := array(select a from app.named_approvers(wider, r.object_id, r.owner_user_id) a where wider is not null and a is distinct from self);
begin
  if cardinality(asked) < (step->>'required')::int or (wider is not null and added = '{}') then
    added := added || array(select a from (select app.holders_of('admin') a union select app.holders_of('super_admin')) admins where a is distinct from self);
  end if;
  return query select distinct unnest(asked || added);
end $$;

-- Who may decide the open step now, themselves or on somebody's behalf, and has not yet.
create function app.deciders_of(r approval_requests) returns table (user_id uuid, on_behalf_of uuid) language sql stable as $$
  with seats as (select a as id from app.approvers_of(r) a), deciders as (
    select id as user_id, null::uuid as on_behalf_of, id as seat from seats
    union all
    select d.to_user_id, d.from_user_id, d.from_user_id from seats join approval_delegations d on d.from_user_id = seats.id
      join users u on u.id = d.to_user_id and u.status = 'active'
    where d.starts_at <= now() and d.ends_at > now() and (r.allow_self_approval or d.to_user_id <> r.requester_user_id))
  select d.user_id, d.on_behalf_of from deciders d
  where r.state = 'pending' and not exists (select from approval_actions a where a.request_id = r.id and a.step_seq = r.current_step
    and (a.approver_user_id = d.user_id or coalesce(a.on_behalf_of_user_id, a.approver_user_id) = d.seat)) $$;
