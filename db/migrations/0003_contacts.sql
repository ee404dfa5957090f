-- A spelling of a person's name that Arabic and Latin script share: consonants only, one letter for those that are
-- transliterated both ways, no article. It is made for warnings, beside another sign that it is the same person.
create function app.name_key(name text) returns text language sql immutable parallel safe set search_path = ''
  return replace(replace(
    regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(
      translate(
        replace(replace(replace(replace(replace(replace(replace(regexp_replace(app.fold(name), '[''’`]', '', 'g'),
          'kh', 'k'), 'gh', 'g'), 'sh', 's'), 'ch', 's'), 'th', 't'), 'dh', 'z'), 'ph', 'f'),
        'ابپتثجچحخدذرزسشصضطظعغفقكلمنهويءqcjvp', 'abbttgghkdzrzsssdtzagfkklmnhwyakkgfb'),
      '[^a-z]+', ' ', 'g'),
      '\m(al|el)\M', '', 'g'),      -- the article as a word of its own
      '\Y[yw]', '', 'g'),           -- long vowels, but not Youssef's or Walid's first letter
      '[aeiou]', '', 'g'),
      '(.)\1+', '\1', 'g'),
      'h\M', '', 'g'),              -- Fatima, Fatimah
      '\ml(?=[a-z]{2})', '', 'g'),  -- the article joined to its word
    ' ', ''), 'bdl', 'bd');

create table companies (
  tenant_id uuid not null default app.tenant_id(), id uuid not null, version integer not null default 1,
  created_at timestamptz(3) not null default now(), updated_at timestamptz(3) not null default now(),
  name          text not null,
  domain        text,
  phone         text,
  industry_code text,
  country       char(2),
  city          text,
  address       text,
  status        text not null default 'active',
  owner_user_id uuid,
  city_key      text generated always as (app.fold(city)) stored,
  search_text   text not null generated always as (app.fold(name || ' ' || coalesce(domain, '') || ' ' || coalesce(phone, ''))) stored,
  primary key (tenant_id, id),
  constraint companies_status_check check (status in ('active', 'inactive')),
  constraint companies_owner_user_id_fkey foreign key (tenant_id, owner_user_id) references users
);
create index companies_newest on companies (tenant_id, created_at desc, id desc);
create index companies_name on companies (tenant_id, name, id);
create index companies_updated on companies (tenant_id, updated_at desc, id desc);
create index companies_city on companies (tenant_id, city_key, created_at desc, id desc) where city_key is not null;
create index companies_domain on companies (tenant_id, domain) where domain is not null;
-- fastupdate off: a list of pending entries, which grows until the next vacuum, would be read whole by every search.
create index companies_search on companies using gin (tenant_id, search_text gin_trgm_ops) with (fastupdate = off);
call app.tenant_table('companies');

create table contacts (
  tenant_id uuid not null default app.tenant_id(), id uuid not null, version integer not null default 1,
  created_at timestamptz(3) not null default now(), updated_at timestamptz(3) not null default now(),
  first_name      text not null,
  last_name       text,
  full_name       text not null generated always as (trim(first_name || ' ' || coalesce(last_name, ''))) stored,
  name_key        text not null generated always as (app.name_key(first_name || ' ' || coalesce(last_name, ''))) stored,
  job_title       text,
  company_id      uuid,
  owner_user_id   uuid,
  lifecycle_stage text not null default 'prospect',
  locale          text,
  notes           text,
  search_text     text not null generated always as (app.fold(trim(first_name || ' ' || coalesce(last_name, '')))) stored,
  primary key (tenant_id, id),
  constraint contacts_lifecycle_stage_check check (lifecycle_stage in ('lead', 'prospect', 'customer', 'inactive')),
  constraint contacts_company_id_fkey foreign key (tenant_id, company_id) references companies,
  constraint contacts_owner_user_id_fkey foreign key (tenant_id, owner_user_id) references users
);
create index contacts_newest on contacts (tenant_id, created_at desc, id desc);
create index contacts_name on contacts (tenant_id, full_name, id);
create index contacts_updated on contacts (tenant_id, updated_at desc, id desc);
create index contacts_company on contacts (tenant_id, company_id, created_at desc, id desc);
create index contacts_owner on contacts (tenant_id, owner_user_id, created_at desc, id desc);
create index contacts_lifecycle on contacts (tenant_id, lifecycle_stage, created_at desc, id desc);
create index contacts_name_key on contacts (tenant_id, name_key);
create index contacts_search on contacts using gin (tenant_id, search_text gin_trgm_ops) with (fastupdate = off);
call app.tenant_table('contacts');

-- normalized_value is the lower-case email or the E.164 number: one contact per address, whoever types it.
create table contact_channels (
  tenant_id uuid not null default app.tenant_id(), id uuid not null, version integer not null default 1,
  created_at timestamptz(3) not null default now(), updated_at timestamptz(3) not null default now(),
  contact_id       uuid not null,
  type             text not null,
  value            text not null,
  normalized_value text not null,
  last_seven       text generated always as (case when type <> 'email' then right(normalized_value, 7) end) stored,
  is_primary       boolean not null default false,
  verified_at      timestamptz(3),
  opt_in           boolean not null default false,
  opt_in_source    text,
  opt_out_at       timestamptz(3),
  locale           text,
  primary key (tenant_id, id),
  constraint contact_channels_type_check check (type in ('email', 'phone', 'whatsapp')),
  constraint contact_channels_value_key unique (tenant_id, type, normalized_value),
  constraint contact_channels_contact_id_fkey foreign key (tenant_id, contact_id) references contacts on delete cascade
);
create unique index contact_channels_primary_key on contact_channels (tenant_id, contact_id, type) where is_primary;
create index contact_channels_contact on contact_channels (tenant_id, contact_id);
create index contact_channels_last_seven on contact_channels (tenant_id, last_seven) where last_seven is not null;
create index contact_channels_search on contact_channels using gin (tenant_id, normalized_value gin_trgm_ops) with (fastupdate = off);
call app.tenant_table('contact_channels');

create table contact_links (
  tenant_id  uuid not null default app.tenant_id(),
  id         uuid not null default gen_random_uuid(),
  contact_id uuid not null,
  company_id uuid not null,
  relation   text not null default 'employee',
  is_primary boolean not null default false,
  primary key (tenant_id, contact_id, company_id),
  constraint contact_links_relation_check check (relation in ('employee', 'stakeholder', 'other')),
  constraint contact_links_contact_id_fkey foreign key (tenant_id, contact_id) references contacts on delete cascade,
  constraint contact_links_company_id_fkey foreign key (tenant_id, company_id) references companies on delete cascade
);
create index contact_links_company on contact_links (tenant_id, company_id);
call app.tenant_table('contact_links');
