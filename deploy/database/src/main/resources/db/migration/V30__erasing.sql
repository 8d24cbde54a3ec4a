-- An erasure changes rows of others: seats become free, groups lose a member. Whoever changes these takes them in one order,
-- events before groups before people, each kind by id, so that nobody waits in a circle.

-- A join looked at its person before it took the group; whoever writes to a group does it the other way round.
create function social.hold_group() returns trigger
    language plpgsql security definer
    set search_path = ''
as $$
begin
    perform from social.groups where id = new.group_id for no key update;
    return new;
end
$$;
create trigger hold_group before insert on social.group_members
    for each row execute function social.hold_group();

-- Who is told of somebody has their name in a row of their own; data.user_id says whose it is.
create index notifications_about on notifications.notifications ((data ->> 'user_id'))
    where data ->> 'user_id' is not null;
call godo.readable_by_definers('notifications.notifications');
create policy told_of_the_erased on notifications.notifications for delete to godo_owner using (true);

-- The events and groups that an erasure changes.
create function users.hangs_on(person uuid, out events uuid[], out groups uuid[])
    language sql volatile security definer
    set search_path = ''
begin atomic
    select array(select a.event_id from events.attendance as a where a.user_id = person and godo.is_worker()
                 union
                 select e.id from events.events as e where e.created_by_user_id = person and godo.is_worker()),
           array(select m.group_id from social.group_members as m where m.user_id = person and godo.is_worker()
                 union
                 select g.id from social.groups as g where g.created_by = person and godo.is_worker());
end;

-- For no key update: who swipes an event or votes in a group has their own row in hand by then, and need not wait for this.
create function users.hold(events uuid[], groups uuid[]) returns void
    language plpgsql volatile security definer
    set search_path = ''
as $$
begin
    perform from events.events as e where godo.is_worker() and e.id = any (hold.events) order by e.id for no key update;
    perform from social.groups as g where godo.is_worker() and g.id = any (hold.groups) order by g.id for no key update;
end
$$;

-- What no foreign key reaches: what others were told of the person, and what the person put in and nobody else goes to.
create function users.forget(person uuid) returns void
    language plpgsql volatile security definer
    set search_path = ''
as $$
begin
    if not godo.is_worker() then
        raise insufficient_privilege using message = 'only the worker erases';
    end if;
    delete from notifications.notifications where data ->> 'user_id' = person::text;
    delete from events.events as e
     where e.created_by_user_id = person
       and not exists (
           select from events.attendance as a
            where a.event_id = e.id and a.user_id <> person and a.status not in ('not_going', 'no_show'));
end
$$;

-- Erases a person and all that is theirs, in this transaction. Says whether there was such a person.
create function users.erase(person uuid) returns boolean
    language plpgsql volatile
    set search_path = ''
as $$
declare
    held record;
    theirs record;
    mailbox text;
begin
    -- one at a time: two people who have to do with each other would each wait for rows that the other erases
    perform pg_advisory_xact_lock(hashtextextended('users.erase', 0));
    loop
        begin
            select * into held from users.hangs_on(person);
            perform users.hold(held.events, held.groups);
            select email_key into mailbox from users.users where id = person for update;
            if not found then
                return false;
            end if;
            -- from here on nobody adds anything to the person
            select * into theirs from users.hangs_on(person);
            exit when theirs.events <@ held.events and theirs.groups <@ held.groups;
            raise serialization_failure;
        exception when serialization_failure then
            null; -- they went somewhere else meanwhile: with the block all its locks are given back, to be taken in order
        end;
    end loop;
    perform users.forget(person);
    delete from users.signups where email_key = mailbox;
    delete from users.users where id = person;
    return true;
end
$$;
grant execute on function
    users.hangs_on(uuid), users.hold(uuid[], uuid[]), users.forget(uuid), users.erase(uuid) to godo_users;
