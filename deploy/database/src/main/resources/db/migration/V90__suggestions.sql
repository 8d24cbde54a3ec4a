-- Whom the caller may know: people with whom they share a group or at least two friends. One friend in common would tell whose
-- friend somebody is. Whoever switched suggestions off gets none and is none.
create function social.suggest_friends(score integer, last uuid, most integer)
    returns table (id uuid, full_name text, profile_image_url text, mutual_friends integer, shared_groups integer)
    language sql stable security definer
    set search_path = ''
begin atomic
    select u.id, u.full_name, u.profile_image_url, near.mutual, near.shared
      from (select known.id, sum(known.mutual)::int as mutual, sum(known.shared)::int as shared
              from (select theirs.id, 1 as mutual, 0 as shared
                      from social.friends_of(godo.caller()) as mine (id)
                     cross join lateral social.friends_of(mine.id) as theirs (id)
                    union all
                    select theirs.user_id, 0, 1
                      from social.group_members as mine
                      join social.group_members as theirs on theirs.group_id = mine.group_id
                     where mine.user_id = godo.caller()) as known
             group by known.id
            having sum(known.mutual) > 1 or sum(known.shared) > 0) as near
      join users.users as u on u.id = near.id
     where u.id <> godo.caller() and u.is_active and u.friend_suggestions
       and exists (select from users.users as me where me.id = godo.caller() and me.friend_suggestions)
       and not exists (
           select from social.friendships as f
            where f.low = least(godo.caller(), u.id) and f.high = greatest(godo.caller(), u.id))
       and not social.blocked_between(godo.caller(), u.id)
       and (suggest_friends.score is null
           or (2 * near.mutual + near.shared, u.id) < (suggest_friends.score, suggest_friends.last))
     order by 2 * near.mutual + near.shared desc, u.id desc
     limit least(most, 101);
end;
grant execute on function social.suggest_friends(integer, uuid, integer) to godo_social;
