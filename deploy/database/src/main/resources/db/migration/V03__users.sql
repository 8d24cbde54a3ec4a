-- Accounts and what belongs to them alone. What others may read of a person is published in V05__visibility.sql.
create table users.users (
    id uuid primary key,
    -- Nothing that writes one mailbox in many ways: no quotes, comments, brackets, lists.
    email varchar(255) not null
        check (email ~ '^[^][@[:space:][:cntrl:]<>(),;:"\\]+@[a-zA-Z0-9-]+(\.[a-zA-Z0-9-]+)*$'),
    -- One mailbox, one account. A column and not an index on lower(email): lower() is not leakproof, and behind a policy
    -- such an index would never be used.
    email_key text not null generated always as (lower(email)) stored unique,
    email_verified_at timestamptz,
    full_name varchar(255) check (full_name !~ '[[:cntrl:]]'),
    birth_date_cipher bytea,
    location_neighborhood varchar(100),
    privacy_level varchar(20) not null default 'private'
        check (privacy_level in ('private', 'friends_only', 'public')),
    preferences jsonb not null default '{}'
        check (jsonb_typeof(preferences) = 'object' and octet_length(preferences::text) <= 16384),
    tastes text[] not null default '{}' check (cardinality(tastes) <= 30),
    roles text[] not null default '{user}'
        check (roles <@ array['user', 'moderator', 'admin', 'support', 'ml-admin'] and 'user' = any (roles)),
    time_zone varchar(64) not null default 'America/New_York',
    locale varchar(35) not null default 'en-US',
    profile_image_url text check (profile_image_url ~ '^https://' and length(profile_image_url) <= 2048),
    calendar_visibility varchar(20) not null default 'private'
        check (calendar_visibility in ('private', 'friends', 'public')),
    location_sharing boolean not null default false,
    discoverable boolean not null default false,
    friend_suggestions boolean not null default true,
    is_active boolean not null default true,
    deactivated_at timestamptz,
    last_login date,
    version bigint not null default 1,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    check (is_active = (deactivated_at is null))
);
create index users_by_name on users.users using gin (full_name godo.gin_trgm_ops) where is_active and discoverable;
create index users_to_erase on users.users (deactivated_at) where deactivated_at is not null;
-- Signing in is no change of the account.
create trigger touch before update on users.users
    for each row when (new.last_login is not distinct from old.last_login) execute function godo.touch();

-- Rights and proofs are never a caller's own doing, whatever a request body says. And a proof is of one mailbox: with
-- another one it ends, unless the other is proven in the same statement.
create function users.guard_account() returns trigger
    language plpgsql
    set search_path = ''
as $$
begin
    if godo.caller() is not null and not godo.is_worker() and (
        (new.id, new.email, new.email_verified_at, new.birth_date_cipher, new.roles, new.is_active, new.deactivated_at,
            new.last_login, new.created_at)
        is distinct from
        (old.id, old.email, old.email_verified_at, old.birth_date_cipher, old.roles, old.is_active, old.deactivated_at,
            old.last_login, old.created_at)
        or new.version not in (old.version, old.version + 1))
    then
        raise insufficient_privilege using message = 'rights, proofs and the life of an account are the worker''s to set';
    end if;
    if lower(new.email) <> lower(old.email) and new.email_verified_at is not distinct from old.email_verified_at then
        new.email_verified_at = null;
    end if;
    return new;
end
$$;
create trigger guard before update on users.users for each row execute function users.guard_account();

create table users.credentials (
    user_id uuid primary key references users.users on delete cascade,
    password_hash text not null,
    changed_at timestamptz not null default now(),
    -- when the owner was last told that somebody signed up with this mailbox: nobody's mailbox is flooded
    told_at timestamptz
);

-- Those who want to join and have not proven their mailbox yet. Each is as good as any other of the same mailbox, and has its
-- own letter: what becomes an account is what was typed by whoever opened the letter.
create table users.signups (
    -- of the account, too, if there is none before; the birth date is sealed for it
    id uuid primary key,
    email varchar(255) not null,
    email_key text not null generated always as (lower(email)) stored,
    token_hash bytea not null unique,
    password_hash text not null,
    full_name varchar(255),
    birth_date_cipher bytea not null,
    location_neighborhood varchar(100),
    tastes text[] not null default '{}',
    expires_at timestamptz not null,
    created_at timestamptz not null default now()
);
create index signups_of_mailbox on users.signups (email_key);
create index signups_expired on users.signups (expires_at);

-- A sign-in on one device: the family of its refresh tokens, and the sid of its access tokens.
create table users.sessions (
    id uuid primary key,
    user_id uuid not null references users.users on delete cascade,
    device_name varchar(100),
    platform varchar(20),
    created_at timestamptz not null default now(),
    last_used_at timestamptz not null default now(),
    expires_at timestamptz not null,
    revoked_at timestamptz,
    revoked_reason varchar(50),
    check ((revoked_at is null) = (revoked_reason is null))
);
create index sessions_of_user on users.sessions (user_id, last_used_at desc);
create index sessions_expired on users.sessions (expires_at);
create index sessions_revoked on users.sessions (revoked_at) where revoked_at is not null;

-- Callers end their sessions, once, and nothing else.
create function users.guard_session() returns trigger
    language plpgsql
    set search_path = ''
as $$
begin
    if godo.caller() is not null and not godo.is_worker() and (
        old.revoked_at is not null
        or new.revoked_at is null
        or (to_jsonb(new) - 'revoked_at' - 'revoked_reason') is distinct from (to_jsonb(old) - 'revoked_at' - 'revoked_reason'))
    then
        raise insufficient_privilege using message = 'a caller can end a session and change nothing else of it';
    end if;
    return new;
end
$$;
create trigger guard before update on users.sessions for each row execute function users.guard_session();

create table users.refresh_tokens (
    id uuid primary key,
    session_id uuid not null references users.sessions on delete cascade,
    user_id uuid not null references users.users on delete cascade,
    token_hash bytea not null unique,
    -- unique: a token has one child or none, so a family never forks
    -- set null: old tokens can be thrown away from the far end of the line
    parent_id uuid unique references users.refresh_tokens on delete set null,
    -- the child, kept until its first use, to be returned again when the answer was lost
    successor_cipher bytea,
    issued_at timestamptz not null default now(),
    used_at timestamptz,
    expires_at timestamptz not null
);
create unique index refresh_tokens_one_unused on users.refresh_tokens (session_id) where used_at is null;
create index refresh_tokens_of_session on users.refresh_tokens (session_id);
create index refresh_tokens_with_successor on users.refresh_tokens (session_id) where successor_cipher is not null;
create index refresh_tokens_of_user on users.refresh_tokens (user_id);
create index refresh_tokens_expired on users.refresh_tokens (expires_at);

create table users.devices (
    id uuid primary key,
    user_id uuid not null references users.users on delete cascade,
    session_id uuid references users.sessions on delete set null,
    platform varchar(20) not null check (platform in ('ios', 'android', 'web')),
    token_hmac bytea not null unique,
    token_cipher bytea not null,
    app_version varchar(30),
    locale varchar(35),
    time_zone varchar(64),
    last_seen timestamptz not null default now(),
    disabled_at timestamptz,
    disabled_reason varchar(50),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);
create index devices_of_user on users.devices (user_id) where disabled_at is null;
create index devices_by_user on users.devices (user_id);
create index devices_of_session on users.devices (session_id);
call godo.touched('users.devices');

create table users.phones (
    user_id uuid primary key references users.users on delete cascade,
    hmac bytea not null unique,
    hmac_key_id varchar(50) not null,
    cipher bytea not null,
    findable boolean not null default false,
    verified_at timestamptz,
    created_at timestamptz not null default now()
);

create table users.consents (
    id uuid primary key,
    user_id uuid not null references users.users on delete cascade,
    kind varchar(50) not null,
    version varchar(50) not null,
    granted_at timestamptz not null default now(),
    withdrawn_at timestamptz,
    unique (user_id, kind, version, granted_at)
);

create table users.email_tokens (
    id uuid primary key,
    user_id uuid not null references users.users on delete cascade,
    purpose varchar(20) not null check (purpose in ('verify_email', 'reset_password', 'change_email')),
    token_hash bytea not null unique,
    new_email varchar(255),
    expires_at timestamptz not null,
    tries int not null default 0 check (tries between 0 and 5),
    used_at timestamptz,
    created_at timestamptz not null default now(),
    check ((purpose = 'change_email') = (new_email is not null))
);
create index email_tokens_of_user on users.email_tokens (user_id, purpose);
create index email_tokens_expired on users.email_tokens (expires_at);

-- Throttling of sign-in when Redis is away. The subject is a keyed hash of an account or an address.
create table users.login_failures (
    subject bytea primary key,
    failures int not null default 1 check (failures > 0),
    first_at timestamptz not null default now(),
    last_at timestamptz not null default now(),
    blocked_until timestamptz
);
create index login_failures_last on users.login_failures (last_at);

call godo.close_table('users.users');
call godo.worker_policy('users.users', 'godo_users');
create policy own_read on users.users for select to godo_users using (id = (select godo.caller()));
create policy own_update on users.users for update to godo_users
    using (id = (select godo.caller())) with check (id = (select godo.caller()));
grant select, insert, update, delete on users.users to godo_users;
call godo.readable_by_definers('users.users');

-- What proves something is the worker's to write: who could write it as a caller would prove whatever they like.
call godo.worker_only('users.credentials', 'godo_users');
call godo.worker_only('users.signups', 'godo_users');
call godo.worker_only('users.refresh_tokens', 'godo_users');
call godo.worker_only('users.email_tokens', 'godo_users');

call godo.worker_only('users.sessions', 'godo_users');
create policy own_read on users.sessions for select to godo_users using (user_id = (select godo.caller()));
create policy own_end on users.sessions for update to godo_users
    using (user_id = (select godo.caller())) with check (user_id = (select godo.caller()));

call godo.worker_only('users.phones', 'godo_users');
create policy own_read on users.phones for select to godo_users using (user_id = (select godo.caller()));

call godo.own_rows('users.devices', 'godo_users');
call godo.own_rows('users.consents', 'godo_users');
call godo.worker_only('users.login_failures', 'godo_users');
call godo.install('users', 'godo_users');
