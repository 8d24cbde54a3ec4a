-- What somebody said of two Events that become one: the stronger word is theirs, the other is set aside until the two are parted.

-- Higher for who is closer to being there; of two who wait without an offer, for who began earlier.
create function events.strength_of(said events.attendance) returns bigint[]
    language sql immutable parallel safe
    set search_path = ''
    return array[
        case said.status
            when 'attended' then 5 when 'going' then 5
            when 'waitlisted' then case when said.offer_expires_at is null then 3 else 4 end
            when 'maybe' then 2 when 'interested' then 1 else 0 end,
        -coalesce(said.waitlist_place, 0)];

-- What was set aside comes back as it was: with its place in the queue, and as old as it is.
create or replace function events.place_in_waitlist() returns trigger
    language plpgsql security definer
    set search_path = ''
as $$
begin
    if tg_op = 'INSERT' and godo.is_worker() and new.status_since is not null then
        return new;
    end if;
    if tg_op = 'INSERT' or new.status <> old.status then
        new.status_since = now();
    end if;
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

-- Who said something of one Event says it of another from here on, unless what they had said of that one is as strong: the weaker
-- word takes the other's place, where nobody sees it. When going back, those go who had said it of that one, and what was set aside
-- there comes back, or goes with what has been taken back since. Says who, and what they say of the one they enter; other is what
-- they had said of it, and say of the one they leave, null for nothing. Only with both Events held.
drop function events.move_people(uuid, uuid, boolean);
create function events.move_people(leaving uuid, entering uuid, back boolean)
    returns table (
        user_id uuid, status text, visibility text, offer_expires_at timestamptz, other_status text, other_visibility text)
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    aside events.attendance[];
    one events.attendance;
begin
    if not godo.is_worker() then
        raise insufficient_privilege using message = 'only the worker moves people';
    end if;
    with taken as (
        delete from events.attendance as there using events.attendance as here
         where there.event_id = entering and here.event_id = leaving and here.user_id = there.user_id
           and case when back then here.said_of = entering
                    else events.strength_of(here) > events.strength_of(there) end
        returning there as said)
    select coalesce(array_agg(said), '{}') into aside from taken;
    return query
        with moved as (
            update events.attendance as a
               set event_id = entering,
                   said_of = case when back then null else coalesce(a.said_of, leaving) end
             where a.event_id = leaving
               and (not back or a.said_of = entering)
               and not exists (select from events.attendance as there
                                where there.event_id = entering and there.user_id = a.user_id)
            returning a.*)
        select moved.user_id, moved.status::text, moved.visibility::text, moved.offer_expires_at,
               other.status::text, other.visibility::text
          from moved left join unnest(aside) as other on other.user_id = moved.user_id;
    if found then
        perform events.recount(leaving);
        perform events.recount(entering);
    end if;
    foreach one in array aside loop
        one.event_id = leaving;
        one.status_since = coalesce(one.status_since, one.updated_at);
        one.said_of = case when back then nullif(one.said_of, leaving) else coalesce(one.said_of, entering) end;
        insert into events.attendance values (one.*);
    end loop;
    delete from events.attendance as a where back and a.event_id = entering and a.said_of = leaving;
end
$$;
create policy set_aside on events.attendance for delete to godo_owner using ((select godo.is_worker()));
create policy comes_back on events.attendance for insert to godo_owner with check ((select godo.is_worker()));
grant execute on function events.move_people(uuid, uuid, boolean) to godo_events;
