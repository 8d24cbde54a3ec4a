-- What a feed reads of several schemas at once. It may be remembered for seconds (recommendation-service's README says
-- for how many), so that what is hidden is hidden within them.

-- The caller's own swipes, for when Redis cannot say what they have seen.
create view swipes.swiped_events with (security_invoker = true) as
    select user_id, event_id from swipes.current_swipes;
call godo.publish('swipes.swiped_events', 'swipes.current_swipes', 'godo_reco');
create policy own_seen on swipes.current_swipes for select to godo_reco using (user_id = (select godo.caller()));

-- Who surrounds the caller, one row each:
--   home    neighbourhood          where the caller lives, in their own words
--   swiped  swipe                  the last swipe that came in, of those that count: a vector without it lags behind
--   friend  person                 each friend
--   going   event, person, name    each friend who goes to an upcoming event and shows it to the caller
--   mine    event, status          what the caller attends
create function reco.surroundings()
    returns table (kind text, event_id uuid, person_id uuid, word text)
    language sql stable security definer
    set search_path = ''
begin atomic
    select 'home', null::uuid, null::uuid, u.location_neighborhood::text
      from users.users as u
     where u.id = godo.caller() and u.location_neighborhood is not null
    union all
    (select 'swiped', null, null, s.swipe_id::text
       from swipes.current_swipes as s
      where s.user_id = godo.caller()
      order by s.swipe_id desc limit 1)
    union all
    select 'friend', null, friend.id, null
      from social.friends_of(godo.caller()) as friend (id)
    union all
    select 'going', g.event_id, g.user_id, g.full_name
      from events.friends_going(godo.caller()) as g
    union all
    select 'mine', a.event_id, null, a.status
      from events.attendance as a
      join events.events as e on e.id = a.event_id
     where a.user_id = godo.caller() and events.over_at(e.date_time, e.end_time, e.all_day, e.time_tbd, e.time_zone) > now();
end;
grant execute on function reco.surroundings() to godo_reco;

-- Upcoming events that people put in, and for each the people who shall not see it: a block in either direction.
create index events_put_in_by_people on events.events (created_by_user_id)
    where created_by_user_id is not null and is_active and moderation_status = 'approved';
create function reco.kept_from()
    returns table (event_id uuid, person_id uuid)
    language sql stable security definer
    set search_path = ''
begin atomic
    select e.id, b.blocked
      from events.events as e
      join social.blocks as b on b.blocker = e.created_by_user_id
     where e.created_by_user_id is not null and e.is_active and e.moderation_status = 'approved'
       and events.over_at(e.date_time, e.end_time, e.all_day, e.time_tbd, e.time_zone) > now() and godo.is_worker()
    union all
    select e.id, b.blocker
      from events.events as e
      join social.blocks as b on b.blocked = e.created_by_user_id
     where e.created_by_user_id is not null and e.is_active and e.moderation_status = 'approved'
       and events.over_at(e.date_time, e.end_time, e.all_day, e.time_tbd, e.time_zone) > now() and godo.is_worker();
end;
grant execute on function reco.kept_from() to godo_reco;
