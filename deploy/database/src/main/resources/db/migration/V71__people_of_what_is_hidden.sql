-- As before, but the people of an Event that moderators took down are told of that, and those of one that was merged are known when
-- what stands for it takes place at another time: they are who said it of that one, wherever their word is kept.
create or replace function notifications.people_of_event(event uuid) returns setof uuid
    language sql stable security definer
    set search_path = ''
begin atomic
    select planning.user_id
      from events.events as e join lateral (
          select a.user_id from events.attendance as a
           where (a.event_id = e.id or a.event_id = e.merged_into and a.said_of = e.id)
             and a.status in ('interested', 'maybe', 'going', 'waitlisted')
          union
          select s.user_id from swipes.current_swipes as s
           where s.direction in ('right', 'up')
             and (s.event_id = e.id
                 or s.event_id in (select same.id from events.events as same where same.merged_into = e.id))
          ) as planning on e.created_by_user_id is null
                or not social.blocked_between(planning.user_id, e.created_by_user_id)
     where (select godo.is_worker()) and e.id = event and e.moderation_status <> 'pending'
       and not exists (select from events.attendance as said
                        where said.event_id = coalesce(e.merged_into, e.id) and said.user_id = planning.user_id
                          and said.status = 'not_going');
end;
