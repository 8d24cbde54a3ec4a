-- What is to be removed by now may be gone from the store already: no profile comes to show it again.
create or replace function users.settle_image() returns trigger
    language plpgsql
    set search_path = ''
as $$
begin
    if old.profile_image_url is not null then
        update users.images set remove_after = now() where url = old.profile_image_url;
    end if;
    if tg_op = 'UPDATE' and new.profile_image_url is not null then
        update users.images set remove_after = null
        where url = new.profile_image_url and (remove_after is null or remove_after > now());
        if not found and godo.is_worker() then
            raise foreign_key_violation using message = 'a profile shows an image that was put into the store, and no other';
        end if;
    end if;
    return null;
end
$$;
