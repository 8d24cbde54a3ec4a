-- Pictures of people. The objects are in a store outside the database; every one of them has a row here before it is put there and
-- until it is removed from there, so that none is forgotten.
create table users.images (
    -- 128 random bits: whoever knows it was shown the profile
    name varchar(32) primary key check (name ~ '^[0-9a-f]{32}$'),
    url text not null unique check (strpos(url, name) > 0),
    -- a keyed hash of what was sent: the same picture again is no change
    source_hash bytea not null,
    -- null while a profile shows it
    remove_after timestamptz,
    created_at timestamptz not null default now()
);
create index images_to_remove on users.images (remove_after) where remove_after is not null;
call godo.worker_only('users.images', 'godo_users');

-- On a developer's machine there is no TLS.
alter table users.users
    drop constraint users_profile_image_url_check,
    add constraint users_profile_image_url_check check (
        profile_image_url ~ '^(https://|http://(127\.0\.0\.1|localhost)(:[0-9]+)?/)' and length(profile_image_url) <= 2048);
create index users_by_image on users.users (profile_image_url) where profile_image_url is not null;

-- Which picture a profile shows is for the worker to set, once it is in the store.
create function users.guard_image() returns trigger
    language plpgsql
    set search_path = ''
as $$
begin
    if godo.caller() is not null and not godo.is_worker() then
        raise insufficient_privilege using message = 'the address of an image is not a caller''s to choose';
    end if;
    return new;
end
$$;
create trigger guard_image before update on users.users
    for each row when (new.profile_image_url is distinct from old.profile_image_url) execute function users.guard_image();

-- Whatever shows another picture, or none, or erases the account: the one before is removed from the store. What is no object of
-- ours is shown by nobody.
create function users.settle_image() returns trigger
    language plpgsql
    set search_path = ''
as $$
begin
    if old.profile_image_url is not null then
        update users.images set remove_after = now() where url = old.profile_image_url;
    end if;
    if tg_op = 'UPDATE' and new.profile_image_url is not null then
        update users.images set remove_after = null where url = new.profile_image_url;
        if not found and godo.is_worker() then
            raise foreign_key_violation using message = 'a profile shows an image that was put into the store, and no other';
        end if;
    end if;
    return null;
end
$$;
create trigger settle_image_changed after update on users.users
    for each row when (new.profile_image_url is distinct from old.profile_image_url) execute function users.settle_image();
create trigger settle_image_gone after delete on users.users
    for each row when (old.profile_image_url is not null) execute function users.settle_image();
