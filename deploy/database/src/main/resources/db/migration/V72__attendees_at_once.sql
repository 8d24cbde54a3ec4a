-- social.visible_to for many rows at once: it asks who is a friend and who is blocked one time, not for each. These two are one rule;
-- VisibilityTest holds them together.
create function social.visible_among(viewer uuid, owners uuid[], audiences text[]) returns setof uuid
    language sql stable parallel safe security definer
    set search_path = ''
begin atomic
    with friends as materialized (
        select id from social.friends_of(viewer) as friend (id)
    ), blocked as materialized (
        select b.blocked as id from social.blocks as b where b.blocker = viewer
        union all
        select b.blocker from social.blocks as b where b.blocked = viewer
    )
    select asked.owner
      from unnest(owners, audiences) as asked (owner, audience)
      join users.users as person on person.id = asked.owner
     where viewer is not null
       and (asked.owner = viewer
            or person.is_active
               and asked.owner not in (select id from blocked)
               and (asked.audience = 'public' and person.privacy_level = 'public'
                    or asked.audience in ('public', 'friends', 'friends_only')
                       and person.privacy_level in ('public', 'friends_only')
                       and asked.owner in (select id from friends)));
end;

-- Who comes to an event, and what they said, as far as the caller may see it: what the policies of events.attendance show, of one
-- event and all of it.
create function events.attendees(event uuid) returns table (user_id uuid, status text)
    language sql stable security definer
    set search_path = ''
begin atomic
    with coming as materialized (
        select a.user_id, a.status, a.visibility from events.attendance as a
         where a.event_id = event and a.status in ('interested', 'maybe', 'going', 'attended')
           and (a.visibility in ('friends', 'public') or a.user_id = godo.caller())
    )
    select coming.user_id, coming.status::text
      from coming
      join social.visible_among(
               godo.caller(),
               array(select c.user_id from coming as c order by c.user_id),
               array(select c.visibility::text from coming as c order by c.user_id)) as shown (id)
        on shown.id = coming.user_id;
end;
grant execute on function events.attendees(uuid) to godo_events;
