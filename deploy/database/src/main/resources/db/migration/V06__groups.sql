-- Named people: groups, their members, invites and chat.
create table social.groups (
    id uuid primary key,
    name varchar(255) not null check (btrim(name) <> '' and name !~ '[[:cntrl:]]'),
    description varchar(4000),
    created_by uuid references users.users on delete set null,
    privacy_level varchar(20) not null default 'private'
        check (privacy_level in ('private', 'friends_only', 'public')),
    max_members int not null default 50 check (max_members between 2 and 500),
    -- kept by the trigger on members; the last wall against a full group
    member_count int not null default 0,
    -- the number of the newest message: the order of a group's chat
    last_seq bigint not null default 0,
    group_image_url text check (group_image_url ~ '^https://' and length(group_image_url) <= 2048),
    is_active boolean not null default true,
    version bigint not null default 1,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint group_full check (member_count between 0 and max_members)
);
create index groups_created_by on social.groups (created_by);
create index groups_public on social.groups (created_at desc, id) where privacy_level = 'public' and is_active;
create trigger touch before update of name, description, privacy_level, max_members, group_image_url, is_active
    on social.groups for each row execute function godo.touch();

create table social.group_members (
    group_id uuid not null references social.groups on delete cascade,
    user_id uuid not null references users.users on delete cascade,
    role varchar(20) not null default 'member' check (role in ('admin', 'moderator', 'member')),
    joined_at timestamptz not null default now(),
    primary key (group_id, user_id)
);
create index group_members_user on social.group_members (user_id, joined_at desc);

create table social.group_invites (
    id uuid primary key,
    group_id uuid not null references social.groups on delete cascade,
    inviter uuid not null references users.users on delete cascade,
    invitee uuid references users.users on delete cascade,
    token_hash bytea unique,
    state varchar(20) not null default 'pending'
        check (state in ('pending', 'accepted', 'declined', 'revoked', 'expired')),
    uses_left int not null default 1 check (uses_left >= 0),
    expires_at timestamptz not null,
    responded_at timestamptz,
    created_at timestamptz not null default now(),
    -- to one person, or a link that may be passed on for a fortnight at most
    check (num_nonnulls(invitee, token_hash) = 1),
    check (token_hash is null or expires_at <= created_at + interval '14 days'),
    check (invitee <> inviter)
);
create unique index group_invites_pending on social.group_invites (group_id, invitee) where state = 'pending';
create index group_invites_group on social.group_invites (group_id, state);
create index group_invites_invitee on social.group_invites (invitee, created_at desc);
create index group_invites_inviter on social.group_invites (inviter);

create table social.group_messages (
    id uuid not null,
    group_id uuid not null references social.groups on delete cascade,
    seq bigint not null,
    author uuid not null references users.users on delete cascade,
    client_msg_id uuid not null,
    body varchar(4000) not null,
    reply_to uuid,
    created_at timestamptz not null default now(),
    edited_at timestamptz,
    deleted_at timestamptz,
    -- every key begins with the group, so that the table can be partitioned by it
    primary key (group_id, id),
    unique (group_id, seq),
    unique (group_id, author, client_msg_id),
    foreign key (group_id, reply_to) references social.group_messages (group_id, id) on delete set null (reply_to)
);
create index group_messages_author on social.group_messages (author);
create index group_messages_reply on social.group_messages (group_id, reply_to) where reply_to is not null;

create table social.read_cursors (
    group_id uuid not null references social.groups on delete cascade,
    user_id uuid not null references users.users on delete cascade,
    last_seq bigint not null default 0,
    updated_at timestamptz not null default now(),
    primary key (group_id, user_id)
);
create index read_cursors_user on social.read_cursors (user_id);
call godo.touched('social.read_cursors');

create function social.groups_of(person uuid) returns setof uuid
    language sql stable parallel safe security definer
    set search_path = ''
begin atomic
    select group_id from social.group_members where user_id = person;
end;

create function social.group_role(person uuid, grp uuid) returns text
    language sql stable parallel safe security definer
    set search_path = ''
    return (select role from social.group_members where group_id = grp and user_id = person);

create function social.is_member(person uuid, grp uuid) returns boolean
    language sql stable parallel safe security definer
    set search_path = ''
    return social.group_role(person, grp) is not null;

-- Who finds a group may also join it: its members, those invited, friends of whoever made it, or everyone.
create function social.sees_group(viewer uuid, grp uuid) returns boolean
    language sql stable parallel safe security definer
    set search_path = ''
    return coalesce((
        select social.is_member(viewer, g.id)
            or exists (
                select from social.group_invites
                 where group_id = g.id and invitee = viewer and state = 'pending' and expires_at > now())
            or (g.is_active
                and not coalesce(social.blocked_between(viewer, g.created_by), false)
                and (g.privacy_level = 'public'
                    or (g.privacy_level = 'friends_only' and social.are_friends(viewer, g.created_by))))
          from social.groups as g
         where g.id = grp and viewer is not null), false);

grant execute on function
        social.groups_of(uuid), social.group_role(uuid, uuid), social.is_member(uuid, uuid), social.sees_group(uuid, uuid)
    to godo_social, godo_events, godo_notifications;
