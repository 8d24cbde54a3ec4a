-- What a person is told, and each attempt to tell them.
create table notifications.notifications (
    id uuid not null,
    user_id uuid not null references users.users on delete cascade,
    type varchar(50) not null check (type in (
        'friend_request', 'friend_accepted', 'event_reminder', 'event_changed', 'event_cancelled', 'group_invite',
        'group_message', 'group_plan', 'waitlist_offer', 'friend_activity', 'digest', 'security')),
    title varchar(255) not null,
    message varchar(2000) not null,
    data jsonb not null default '{}' check (jsonb_typeof(data) = 'object' and octet_length(data::text) <= 2048),
    -- type, subject and window: whoever replays a topic finds the notification already there
    dedupe_key varchar(200) not null,
    state varchar(20) not null default 'shown' check (state in ('queued', 'shown', 'withdrawn')),
    scheduled_for timestamptz not null default now(),
    read_at timestamptz,
    created_at timestamptz not null default now(),
    -- ids are UUIDv7, so this is also the order of the list
    primary key (user_id, id),
    unique (user_id, dedupe_key)
) partition by hash (user_id);
create index notifications_unread on notifications.notifications (user_id, created_at desc) where read_at is null;
create index notifications_due on notifications.notifications (scheduled_for) where state = 'queued';
create index notifications_created on notifications.notifications (created_at);
call godo.own_rows_in_partitions('notifications.notifications', 8, 'godo_notifications');

create table notifications.deliveries (
    id uuid primary key,
    user_id uuid not null references users.users on delete cascade,
    notification_id uuid not null,
    channel varchar(20) not null check (channel in ('socket', 'push', 'email')),
    device_id uuid,
    state varchar(20) not null default 'queued'
        check (state in ('queued', 'sent', 'delivered', 'failed', 'suppressed')),
    attempt int not null default 0 check (attempt >= 0),
    reason varchar(500),
    due_at timestamptz not null default now(),
    -- until then a replica has it in hand, or leaves it alone after a failure; nothing else of the person is taken meanwhile
    claimed_until timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    foreign key (user_id, notification_id) references notifications.notifications (user_id, id) on delete cascade,
    unique nulls not distinct (user_id, notification_id, channel, device_id)
);
create index deliveries_due on notifications.deliveries (due_at) where state = 'queued';
create index deliveries_claimed on notifications.deliveries (claimed_until)
    where state = 'queued' and claimed_until is not null;
call godo.touched('notifications.deliveries');

create table notifications.settings (
    user_id uuid primary key references users.users on delete cascade,
    -- {type: {channel: boolean}}; what is not named is as the product's default
    choices jsonb not null default '{}'
        check (jsonb_typeof(choices) = 'object' and octet_length(choices::text) <= 8192),
    quiet_from time,
    quiet_to time,
    digest varchar(10) not null default 'weekly' check (digest in ('off', 'daily', 'weekly')),
    muted_groups uuid[] not null default '{}' check (cardinality(muted_groups) <= 500),
    version bigint not null default 1,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    check ((quiet_from is null) = (quiet_to is null))
);
call godo.touched('notifications.settings');

call godo.own_rows('notifications.deliveries', 'godo_notifications');
call godo.own_rows('notifications.settings', 'godo_notifications');
call godo.install('notifications', 'godo_notifications');

-- Everyone who has an event in their plans: for the worker that tells them what became of it.
call godo.readable_by_definers('swipes.current_swipes');
create function notifications.people_of_event(event uuid) returns setof uuid
    language sql stable security definer
    set search_path = ''
begin atomic
    select a.user_id from events.attendance as a
     where (select godo.is_worker()) and a.event_id = event and a.status in ('interested', 'maybe', 'going', 'waitlisted')
    union
    select s.user_id from swipes.current_swipes as s
     where (select godo.is_worker()) and s.event_id = event and s.direction in ('right', 'up');
end;
grant execute on function notifications.people_of_event(uuid) to godo_notifications;
