-- Who comes is seen at the door, and what is over is put away.

-- Marks as there who holds a seat of an event and shows the code of their attendance, or lets whoever submitted the event see that
-- they come; says who that is and what they had said. Nobody: there is none, or it is not the caller's to know. With the event held.
create function events.check_in(event uuid, person uuid, code uuid)
    returns table (user_id uuid, previous text, visibility text)
    language plpgsql volatile security definer
    set search_path = ''
as $$
begin
    return query
        with found as (
            select a.id, a.user_id, a.status, a.visibility
              from events.attendance as a join events.events as e on e.id = a.event_id
             where e.id = event and e.created_by_user_id = godo.caller()
               and a.status in ('going', 'attended')
               and (a.id = code
                   or (a.user_id = person and social.visible_to(godo.caller(), a.user_id, a.visibility)))
        ), seen as (
            update events.attendance as a set status = 'attended' from found where a.id = found.id and found.status = 'going'
        )
        select found.user_id, found.status::text, found.visibility::text from found;
end
$$;
grant execute on function events.check_in(uuid, uuid, uuid) to godo_events;
create policy checked_in on events.attendance for update to godo_owner
    using (status = 'going') with check (status = 'attended');

-- R-JOB-3: what is over is kept for good, and out of the way of whoever looks for something to do.
alter table events.events add archived_at timestamptz;
grant update (archived_at) on events.events to godo_events;
create index events_not_over on events.events (date_time, id) where archived_at is null;

-- To put it away is no change of it; and it is not put away when it is told to be still to come.
create function events.take_out() returns trigger
    language plpgsql
    set search_path = ''
as $$
begin
    if events.over_at(new.date_time, new.end_time, new.all_day, new.time_tbd, new.time_zone) > now() then
        new.archived_at = null;
    end if;
    return new;
end
$$;
create trigger take_out before update of date_time, end_time, all_day, time_tbd, time_zone on events.events for each row
    when (old.archived_at is not null) execute function events.take_out();
drop trigger touch on events.events;
create trigger touch before update on events.events for each row
    when (old.attendance_version = new.attendance_version and (old.archived_at is not null or new.archived_at is null))
    execute function godo.touch();

-- Words are looked for in what is to come; what is over is found by its day.
drop index events.events_words;
drop index events.events_titles;
create index events_words on events.events using gin (searched) where is_active and archived_at is null;
create index events_titles on events.events using gin (title godo.gin_trgm_ops) where is_active and archived_at is null;

-- What began before now may be put away already; see events.search_statement.
create or replace function events.search(asked jsonb) returns table (id uuid, tier int, date_time timestamptz)
    language plpgsql stable security definer
    set search_path = ''
as $$
begin
    if godo.caller() is not null then
        return query execute events.search_statement(case
                when (asked ->> 'from')::timestamptz < now() then asked || '{"past": true}' else asked end)
            using asked, godo.caller();
    end if;
end
$$;
