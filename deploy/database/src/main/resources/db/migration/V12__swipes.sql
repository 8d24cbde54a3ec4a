-- Every swipe is kept; the newest on an event is what the lists show. Both spread by person over eight partitions.
create table swipes.swipes (
    id uuid not null,
    user_id uuid not null references users.users on delete cascade,
    event_id uuid not null references events.events on delete cascade,
    direction varchar(5) not null check (direction in ('right', 'up', 'down', 'left')),
    client_swipe_id uuid not null,
    deck_id uuid,
    position int check (position >= 0),
    policy_id varchar(50),
    propensity real check (propensity > 0 and propensity <= 1),
    shown_at timestamptz,
    swiped_at timestamptz not null,
    received_at timestamptz not null default now(),
    undone_at timestamptz,
    primary key (user_id, id),
    unique (user_id, client_swipe_id)
) partition by hash (user_id);
create index swipes_event on swipes.swipes (event_id);
create index swipes_received on swipes.swipes (user_id, received_at desc);
call godo.own_rows_in_partitions('swipes.swipes', 8, 'godo_swipes');

create table swipes.current_swipes (
    user_id uuid not null references users.users on delete cascade,
    event_id uuid not null references events.events on delete cascade,
    swipe_id uuid not null,
    direction varchar(5) not null check (direction in ('right', 'up', 'down', 'left')),
    swiped_at timestamptz not null,
    primary key (user_id, event_id)
) partition by hash (user_id);
create index current_swipes_event on swipes.current_swipes (event_id);
create index current_swipes_list on swipes.current_swipes (user_id, direction, swiped_at desc, swipe_id);
call godo.own_rows_in_partitions('swipes.current_swipes', 8, 'godo_swipes');

-- An event shows its reader which way they swiped it; nobody sees another person's.
create view swipes.my_swipes with (security_invoker = true) as
    select user_id, event_id, direction from swipes.current_swipes;
call godo.publish('swipes.my_swipes', 'swipes.current_swipes', 'godo_events');
create policy own_shown on swipes.current_swipes for select to godo_events using (user_id = (select godo.caller()));

-- A list says of each event what its reader has said to it; nobody reads another person's.
create view events.my_attendance with (security_invoker = true) as
    select user_id, event_id, status from events.attendance;
call godo.publish('events.my_attendance', 'events.attendance', 'godo_swipes');
create policy own_shown on events.attendance for select to godo_swipes using (user_id = (select godo.caller()));

-- The address of a calendar feed is a secret: only its hash is kept.
create table swipes.ical_tokens (
    id uuid primary key,
    user_id uuid not null references users.users on delete cascade,
    token_hash bytea not null unique,
    created_at timestamptz not null default now(),
    last_read_at timestamptz,
    revoked_at timestamptz
);
create index ical_tokens_user on swipes.ical_tokens (user_id);
call godo.own_rows('swipes.ical_tokens', 'godo_swipes');

call godo.install('swipes', 'godo_swipes');
