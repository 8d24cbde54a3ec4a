-- Who goes where. going and attended hold a seat; the counters of the event follow the rows of this table and nothing
-- else, also when a row goes because its person was erased.
create sequence events.waitlist_places;

create table events.attendance (
    id uuid primary key,
    event_id uuid not null references events.events on delete cascade,
    user_id uuid not null references users.users on delete cascade,
    status varchar(20) not null default 'interested' check (
        status in ('interested', 'going', 'maybe', 'not_going', 'waitlisted', 'attended', 'no_show')),
    visibility varchar(20) not null default 'private' check (visibility in ('private', 'friends', 'public')),
    group_id uuid references social.groups on delete set null,
    notes_cipher bytea,
    -- set by the trigger while waitlisted: first come, first served
    waitlist_place bigint,
    offer_expires_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    unique (user_id, event_id),
    check ((status = 'waitlisted') = (waitlist_place is not null)),
    check (offer_expires_at is null or status = 'waitlisted')
);
create index attendance_of_event on events.attendance (event_id, status, user_id);
create index attendance_waitlist on events.attendance (event_id, waitlist_place) where status = 'waitlisted';
create index attendance_offers on events.attendance (offer_expires_at) where offer_expires_at is not null;
create index attendance_group on events.attendance (group_id) where group_id is not null;
call godo.touched('events.attendance');

create function events.place_in_waitlist() returns trigger
    language plpgsql security definer
    set search_path = ''
as $$
begin
    if new.status <> 'waitlisted' then
        new.waitlist_place = null;
        new.offer_expires_at = null;
    elsif tg_op = 'UPDATE' and old.status = 'waitlisted' then
        new.waitlist_place = old.waitlist_place;
    else
        new.waitlist_place = nextval('events.waitlist_places');
    end if;
    return new;
end
$$;
create trigger place before insert or update on events.attendance
    for each row execute function events.place_in_waitlist();

-- The trigger event_full on the event refuses the seat that is not there (SQLSTATE 23514).
create function events.settle_seats() returns trigger
    language plpgsql security definer
    set search_path = ''
as $$
declare
    seats int := 0;
    waiting int := 0;
begin
    if tg_op <> 'INSERT' then
        seats := seats - (old.status in ('going', 'attended'))::int;
        waiting := waiting - (old.status = 'waitlisted')::int;
    end if;
    if tg_op <> 'DELETE' then
        seats := seats + (new.status in ('going', 'attended'))::int;
        waiting := waiting + (new.status = 'waitlisted')::int;
    end if;
    if seats <> 0 or waiting <> 0 then
        update events.events
           set current_attendees = current_attendees + seats,
               waitlist_length = waitlist_length + waiting,
               attendance_version = attendance_version + 1
         where id = coalesce(new.event_id, old.event_id);
    end if;
    return null;
end
$$;
create trigger settle after insert or delete or update of status on events.attendance
    for each row execute function events.settle_seats();

-- Begin every change of attendance with this: it takes the event's row until the transaction ends, and says what is left.
-- No row: there is no such event for the caller. seats_left null: as many as like; below zero: more go than there are seats
-- by now. Who leaves needs to see no more than their own attendance: whom the organiser has blocked since can still go away.
create function events.hold_event(event uuid, leaving boolean default false)
    returns table (seats_left integer, waiting integer, is_open boolean)
    language plpgsql volatile security definer
    set search_path = ''
as $$
begin
    return query
        select e.capacity - e.current_attendees, e.waitlist_length,
               e.is_active and e.schedule_status <> 'cancelled'
                   and events.over_at(e.date_time, e.end_time, e.all_day, e.time_tbd, e.time_zone) > now()
          from events.events as e
         where e.id = event
           and (godo.is_worker()
               or e.created_by_user_id = godo.caller()
               or (e.moderation_status = 'approved' and godo.caller() is not null
                   and not coalesce(social.blocked_between(godo.caller(), e.created_by_user_id), false))
               or (leaving and exists (
                   select from events.attendance as mine where mine.event_id = e.id and mine.user_id = godo.caller())))
           for update;
end
$$;
grant execute on function events.hold_event(uuid, boolean) to godo_events;

-- How the seats stand, for whoever holds the event, even if they may no longer see it.
create function events.seats(event uuid)
    returns table (taken integer, capacity integer, waiting integer, version bigint)
    language sql stable security definer
    set search_path = ''
begin atomic
    select e.current_attendees, e.capacity, e.waitlist_length, e.attendance_version from events.events as e where e.id = event;
end;
grant execute on function events.seats(uuid) to godo_events;

-- Gives free seats to those who wait, first come first served, and says who got one and how far they show it.
create function events.fill_seats(event uuid)
    returns table (user_id uuid, visibility text)
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    free int;
begin
    select least(e.waitlist_length, e.capacity - e.current_attendees) into free
      from events.events as e
     where e.id = event and e.waitlist_length > 0
       and e.is_active and e.schedule_status <> 'cancelled'
       and events.over_at(e.date_time, e.end_time, e.all_day, e.time_tbd, e.time_zone) > now()
       for update;
    return query
        update events.attendance as a
           set status = 'going'
         where a.id in (
                   select w.id from events.attendance as w
                    where w.event_id = event and w.status = 'waitlisted'
                    order by w.waitlist_place
                    limit greatest(coalesce(free, 0), 0))
        returning a.user_id, a.visibility::text;
end
$$;
grant execute on function events.fill_seats(uuid) to godo_events;

-- How many wait before and including this person; null when they do not wait.
create function events.waitlist_position(event uuid, person uuid) returns integer
    language sql stable security definer
    set search_path = ''
    return (
        select (select count(*) from events.attendance as ahead
                 where ahead.event_id = event and ahead.status = 'waitlisted'
                   and ahead.waitlist_place <= mine.waitlist_place)::int
          from events.attendance as mine
         where mine.event_id = event and mine.user_id = person and mine.status = 'waitlisted');
grant execute on function events.waitlist_position(uuid, uuid) to godo_events;

call godo.close_table('events.attendance');
call godo.worker_policy('events.attendance', 'godo_events');
call godo.readable_by_definers('events.attendance');
-- events.fill_seats
create policy seat_found on events.attendance for update to godo_owner
    using (status = 'waitlisted') with check (status = 'going');
create policy own_read on events.attendance for select to godo_events using (user_id = (select godo.caller()));
-- A refusal, a place in the queue or an absence is nobody else's business.
create policy shared on events.attendance for select to godo_events
    using (status in ('interested', 'maybe', 'going', 'attended')
        and (select social.visible_to((select godo.caller()), user_id, visibility)));
create policy own_insert on events.attendance for insert to godo_events
    with check (user_id = (select godo.caller())
        and (group_id is null or (select social.is_member((select godo.caller()), group_id))));
create policy own_update on events.attendance for update to godo_events
    using (user_id = (select godo.caller()))
    with check (user_id = (select godo.caller())
        and (group_id is null or (select social.is_member((select godo.caller()), group_id))));
create policy own_delete on events.attendance for delete to godo_events using (user_id = (select godo.caller()));
grant select, insert, update, delete on events.attendance to godo_events;

-- Upcoming events that friends of viewer go to, as far as they show it to viewer.
create function events.friends_going(viewer uuid)
    returns table (event_id uuid, user_id uuid, full_name text)
    language sql stable security definer
    set search_path = ''
begin atomic
    select a.event_id, a.user_id, u.full_name
      from social.friends_of(viewer) as friend (id)
      join events.attendance as a on a.user_id = friend.id and a.status = 'going'
      join events.events as e on e.id = a.event_id
      join users.users as u on u.id = a.user_id
     where events.over_at(e.date_time, e.end_time, e.all_day, e.time_tbd, e.time_zone) > now()
       and e.is_active and e.moderation_status = 'approved' and e.schedule_status <> 'cancelled'
       and social.visible_to(viewer, a.user_id, a.visibility);
end;
grant execute on function events.friends_going(uuid) to godo_reco, godo_events;
grant usage on schema events to godo_reco;
