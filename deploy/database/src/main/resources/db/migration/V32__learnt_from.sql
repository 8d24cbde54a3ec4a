-- A vector is made from one query: with each swipe comes what there is to like about its event, as far as others may see it
-- (no date: they may not), and not the whole card. Rows without an event are the categories that the caller chose.
drop function reco.learnt_from();
create function reco.learnt_from()
    returns table (event_id uuid, swipe_id uuid, direction text, swiped_at timestamptz, stated text,
        date_time timestamptz, end_time timestamptz, all_day boolean, time_tbd boolean, neighborhood text, borough text,
        category text, tags text[], price_known boolean, is_free boolean, price_min integer)
    language sql stable security definer
    set search_path = ''
begin atomic
    select s.event_id, s.swipe_id, s.direction::text, s.swiped_at, null::text,
           e.date_time, e.end_time, e.all_day, e.time_tbd, e.neighborhood::text, e.borough::text,
           e.category::text, e.tags, e.price_known, e.is_free, e.price_min
      from swipes.current_swipes as s
      left join events.events as e on e.id = s.event_id and e.moderation_status = 'approved'
     where s.user_id = godo.caller()
    union all
    select null, null, null, null, chosen.category,
           null, null, null, null, null, null, null, null, null, null, null
      from users.users as u
     cross join unnest(u.tastes) as chosen (category)
     where u.id = godo.caller();
end;
grant execute on function reco.learnt_from() to godo_reco;
