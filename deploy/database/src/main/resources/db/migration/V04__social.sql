-- Who knows whom.

-- One row per pair. low < high in Postgres' order of uuids (bytes), which is not Java's: write them with least/greatest.
create table social.friendships (
    id uuid primary key,
    low uuid not null references users.users on delete cascade,
    high uuid not null references users.users on delete cascade,
    status varchar(20) not null default 'pending' check (status in ('pending', 'accepted')),
    requested_by uuid not null references users.users on delete cascade,
    requested_at timestamptz not null default now(),
    accepted_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    unique (low, high),
    check (low < high),
    check (requested_by in (low, high)),
    check ((status = 'accepted') = (accepted_at is not null))
);
create index friendships_high on social.friendships (high, low);
create index friendships_requested_by on social.friendships (requested_by, requested_at);
call godo.touched('social.friendships');

create table social.blocks (
    blocker uuid not null references users.users on delete cascade,
    blocked uuid not null references users.users on delete cascade,
    created_at timestamptz not null default now(),
    primary key (blocker, blocked),
    check (blocker <> blocked)
);
create index blocks_blocked on social.blocks (blocked, blocker);

-- The cool-down before somebody may ask again. The requester is never told.
create table social.declined_requests (
    requester uuid not null references users.users on delete cascade,
    decliner uuid not null references users.users on delete cascade,
    declined_at timestamptz not null default now(),
    primary key (requester, decliner),
    check (requester <> decliner)
);
create index declined_requests_decliner on social.declined_requests (decliner);

-- How many people somebody asked today. Counted apart, because a request that is taken back leaves no row to count.
create table social.request_allowances (
    user_id uuid primary key references users.users on delete cascade,
    day date not null,
    made int not null check (made > 0)
);

-- A friendship is the key to other people's rows, so the one who asks can never be the one who accepts.
create function social.guard_friendship() returns trigger
    language plpgsql
    set search_path = ''
as $$
begin
    if godo.is_worker() then
        return new;
    end if;
    if (new.low, new.high, new.requested_by) is distinct from (old.low, old.high, old.requested_by) then
        raise insufficient_privilege using message = 'the pair and the requester of a friendship do not change';
    end if;
    if old.status = 'pending' and new.status = 'accepted' and old.requested_by = godo.caller() then
        raise insufficient_privilege using message = 'only the person who was asked may accept';
    end if;
    return new;
end
$$;
create trigger guard before update on social.friendships for each row execute function social.guard_friendship();
