-- Who is friends with whom, a portion at a time: after this pair. A model learns from it what it is worth that friends like
-- something; who looks at a feed is shown only those friends whose attendance they may see.
create function reco.friendships_on_record(one uuid, other uuid)
    returns table (low uuid, high uuid)
    language sql stable security definer
    set search_path = ''
begin atomic
    select f.low, f.high
      from social.friendships as f
     where (f.low, f.high) > (one, other) and f.status = 'accepted' and godo.is_worker()
     order by f.low, f.high
     limit 5000;
end;
grant execute on function reco.friendships_on_record(uuid, uuid) to godo_reco;
