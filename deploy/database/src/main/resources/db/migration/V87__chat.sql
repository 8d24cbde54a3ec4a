-- What is said in a group: a message is changed by its author, taken away by its author or who runs the group, and reported.

-- A message that was taken away keeps its place and nothing else.
create function social.guard_message() returns trigger
    language plpgsql
    set search_path = ''
as $$
begin
    if godo.is_worker()
        or (old.deleted_at is null and (old.author = godo.caller() or new.edited_at is not distinct from old.edited_at)
            and (old.author = godo.caller() or new.body = old.body or (new.body = '' and new.deleted_at is not null))
            and (new.deleted_at is null or new.body = ''))
    then
        return new;
    end if;
    raise insufficient_privilege using message = 'a message is changed by its author, and for good when it is taken away';
end
$$;
create trigger guard before update of body, edited_at, deleted_at on social.group_messages
    for each row execute function social.guard_message();

create table social.message_reports (
    group_id uuid not null,
    message_id uuid not null,
    user_id uuid not null references users.users on delete cascade,
    reason varchar(20) not null check (reason in ('spam', 'harassment', 'hate', 'scam', 'unsafe', 'other')),
    note varchar(1000),
    created_at timestamptz not null default now(),
    primary key (group_id, message_id, user_id),
    foreign key (group_id, message_id) references social.group_messages on delete cascade
);
create index message_reports_user on social.message_reports (user_id);
call godo.own_rows('social.message_reports', 'godo_social');
-- social.reported; the export reads by this as well
drop policy exported on social.group_messages;
call godo.readable_by_definers('social.message_reports', 'social.group_messages');

-- What was reported in a group, for who runs it: of the reporters the number, and nobody's name. Without what was taken away,
-- and what was written by somebody between whom and the caller there is a block: that is for the others who run it.
create function social.reported(grp uuid)
    returns table (message_id uuid, reasons text[], reports integer, first_at timestamptz)
    language sql stable security definer
    set search_path = ''
begin atomic
    select r.message_id, array_agg(distinct r.reason::text), count(*)::int, min(r.created_at)
      from social.message_reports as r
      join social.group_messages as m on m.group_id = r.group_id and m.id = r.message_id and m.deleted_at is null
     where r.group_id = grp and social.group_role(godo.caller(), grp) in ('admin', 'moderator')
       and not social.blocked_between(godo.caller(), m.author)
     group by r.message_id;
end;
grant execute on function social.reported(uuid) to godo_social;
