-- Among how many events the one that was shown was drawn, itself counted: of a card dealt by rank alone, 1. With it a policy can be
-- judged that would have drawn otherwise.
alter table reco.impressions add among smallint not null default 1 check (among > 0);

-- What was shown since, and whether it was liked within a day.
create function reco.outcomes(since timestamptz)
    returns table (user_id uuid, policy_id text, propensity double precision, among integer, liked boolean)
    language sql stable security definer
    set search_path = ''
begin atomic
    select i.user_id, i.policy_id::text, i.propensity::double precision, i.among::integer,
           exists (
               select from swipes.current_swipes as s
                where s.user_id = i.user_id and s.event_id = i.event_id and s.direction <> 'left'
                  and s.swiped_at >= i.shown_at and s.swiped_at < i.shown_at + interval '1 day')
      from reco.impressions as i
     where i.shown_at >= since and godo.is_worker();
end;
grant execute on function reco.outcomes(timestamptz) to godo_reco;
