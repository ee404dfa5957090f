create table projects (
  tenant_id uuid not null default app.tenant_id(), id uuid not null, version integer not null default 1,
  created_at timestamptz(3) not null default now(), updated_at timestamptz(3) not null default now(),
  name           text not null,
  location       text,
  description    text,
  developer_name text,
  owner_user_id  uuid,
  primary key (tenant_id, id),
  constraint projects_name_key unique (tenant_id, name),
  constraint projects_owner_user_id_fkey foreign key (tenant_id, owner_user_id) references users
);
create index projects_updated on projects (tenant_id, updated_at desc, id desc);
create index projects_newest on projects (tenant_id, created_at desc, id desc);
call app.tenant_table('projects');

create table buildings (
  tenant_id uuid not null default app.tenant_id(), id uuid not null, version integer not null default 1,
  created_at timestamptz(3) not null default now(), updated_at timestamptz(3) not null default now(),
  project_id uuid not null,
  name       text not null,
  floors     integer,
  primary key (tenant_id, id),
  constraint buildings_name_key unique (tenant_id, project_id, name),
  constraint buildings_project_key unique (tenant_id, project_id, id),
  constraint buildings_floors_check check (floors between 0 and 300),
  constraint buildings_project_id_fkey foreign key (tenant_id, project_id) references projects
);
create index buildings_updated on buildings (tenant_id, updated_at desc, id desc);
create index buildings_newest on buildings (tenant_id, created_at desc, id desc);
call app.tenant_table('buildings');

-- Every tenant starts with a copy of the common codes, so that a foreign key can hold a unit to its tenant's list.
create table unit_type_codes (
  tenant_id uuid not null default app.tenant_id(), id uuid not null, version integer not null default 1,
  created_at timestamptz(3) not null default now(), updated_at timestamptz(3) not null default now(),
  code        text not null,
  label       text not null,
  label_ar    text,
  description text,
  is_active   boolean not null default true,
  primary key (tenant_id, id),
  constraint unit_type_codes_code_key unique (tenant_id, code)
);
call app.tenant_table('unit_type_codes');

create table units (
  tenant_id uuid not null default app.tenant_id(), id uuid not null, version integer not null default 1,
  created_at timestamptz(3) not null default now(), updated_at timestamptz(3) not null default now(),
  project_id       uuid not null,
  building_id      uuid,
  code             text not null,
  floor            integer,
  unit_type_code   text not null,
  size_sqm         numeric(8,2),
  bedrooms         integer,
  bathrooms        integer,
  view             text,
  price_minor      bigint not null,
  currency         char(3) not null,
  status           text not null default 'available',
  virtual_tour_url text,
  length_m         numeric(6,2),
  width_m          numeric(6,2),
  height_m         numeric(6,2),
  search_text      text not null generated always as (app.fold(code || ' ' || coalesce(view, ''))) stored,
  primary key (tenant_id, id),
  constraint units_code_key unique nulls not distinct (tenant_id, project_id, building_id, code),
  constraint units_status_check check (status in ('available', 'reserved', 'sold', 'hold', 'unavailable')),
  constraint units_price_minor_check check (price_minor between 0 and 9007199254740991),
  constraint units_project_id_fkey foreign key (tenant_id, project_id) references projects,
  constraint units_building_id_fkey foreign key (tenant_id, project_id, building_id) references buildings (tenant_id, project_id, id),
  constraint units_unit_type_code_fkey foreign key (tenant_id, unit_type_code) references unit_type_codes (tenant_id, code)
);
create index units_newest on units (tenant_id, created_at desc, id desc);
create index units_updated on units (tenant_id, updated_at desc, id desc);
create index units_project on units (tenant_id, project_id, status);
create index units_price on units (tenant_id, price_minor, id);
create index units_code on units (tenant_id, code, id);
create index units_status on units (tenant_id, status, unit_type_code, price_minor);
create index units_building on units (tenant_id, building_id, floor);
create index units_search on units using gin (tenant_id, search_text gin_trgm_ops) with (fastupdate = off);
call app.tenant_table('units');

create table unit_price_history (
  tenant_id uuid not null default app.tenant_id(), id uuid not null, version integer not null default 1,
  created_at timestamptz(3) not null default now(), updated_at timestamptz(3) not null default now(),
  unit_id            uuid not null,
  price_minor        bigint not null,
  currency           char(3) not null,
  reason             text not null,
  note               text,
  deal_id            uuid,
  effective_at       timestamptz(3) not null default now(),
  applied_at         timestamptz(3),
  changed_by_user_id uuid,
  primary key (tenant_id, id),
  constraint unit_price_history_reason_check check (reason in ('initial', 'change', 'sale')),
  constraint unit_price_history_unit_id_fkey foreign key (tenant_id, unit_id) references units on delete cascade
);
create index unit_price_history_unit on unit_price_history (tenant_id, unit_id, effective_at desc, id desc);
create index unit_price_history_due on unit_price_history (effective_at) where applied_at is null;
call app.tenant_table('unit_price_history', audited => false);
