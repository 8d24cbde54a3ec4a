-- Pictures of Events that people submit: as those of people, each has a row here before it is put into the store and until it is
-- removed from there. A person's Event shows no address of anybody else's: whoever is behind one would learn who looks, and when.
create table events.images (
    -- 128 random bits: whoever knows it was shown the Event
    name varchar(32) primary key check (name ~ '^[0-9a-f]{32}$'),
    url text not null unique check (strpos(url, name) > 0),
    -- a hash of what was sent, and for which Event: the same picture again is no change
    source_hash bytea not null,
    -- null while an Event shows it
    remove_after timestamptz,
    created_at timestamptz not null default now()
);
create index images_to_remove on events.images (remove_after) where remove_after is not null;
create index images_shown on events.images (source_hash) where remove_after is null;
call godo.worker_only('events.images', 'godo_events');
create policy definers on events.images to godo_owner using (true) with check (true);

-- On a developer's machine there is no TLS.
alter table events.events
    drop constraint events_image_url_check,
    add constraint events_image_url_check check (
        image_url ~ '^(https://|http://(127\.0\.0\.1|localhost)(:[0-9]+)?/)' and length(image_url) <= 2048);

-- Whoever was behind an address that a person once wrote is asked no more.
update events.events set image_url = null, version = version + 1 where is_user_generated and image_url is not null;

create index events_by_image on events.events (image_url) where is_user_generated and image_url is not null;

-- Whether a person's Event may come to show this: an image that was just put into the store, or one that another of their Events
-- shows, as those of a series do. What is to be removed by now may be gone already.
create function events.may_show(picture text, author uuid) returns boolean
    language sql stable security definer
    set search_path = ''
    return exists (
        select from events.images as i
         where i.url = picture
           and (i.remove_after > now()
                or i.remove_after is null and exists (
                    select from events.events as e
                     where e.image_url = i.url and e.is_user_generated
                       and e.created_by_user_id is not distinct from author)));
grant execute on function events.may_show(text, uuid) to godo_events;

create function events.take_image() returns trigger
    language plpgsql security definer
    set search_path = ''
as $$
begin
    if tg_op = 'UPDATE' and new.created_by_user_id is null and old.created_by_user_id is not null then
        -- others may still go there, but the picture was the author's
        new.image_url = null;
    elsif new.image_url is not null and (tg_op = 'INSERT' or new.image_url is distinct from old.image_url) then
        -- nobody leaves it meanwhile
        perform from events.images where url = new.image_url for update;
        if not events.may_show(new.image_url, new.created_by_user_id) then
            raise foreign_key_violation using message = 'a person''s event shows an image that was put into the store, and no other';
        end if;
        update events.images set remove_after = null where url = new.image_url;
    end if;
    return new;
end
$$;
create trigger take_image_first before insert on events.events
    for each row when (new.source = 'user_generated' and new.image_url is not null) execute function events.take_image();
create trigger take_image before update of image_url, created_by_user_id on events.events
    for each row when (new.source = 'user_generated'
        and (new.image_url, new.created_by_user_id) is distinct from (old.image_url, old.created_by_user_id))
    execute function events.take_image();

-- What no Event shows any more is removed from the store.
create function events.leave_image() returns trigger
    language plpgsql security definer
    set search_path = ''
as $$
begin
    perform from events.images where url = old.image_url for update;
    update events.images set remove_after = now()
     where url = old.image_url
       and not exists (select from events.events as e where e.image_url = old.image_url and e.is_user_generated);
    return null;
end
$$;
create trigger leave_image after update of image_url, created_by_user_id on events.events
    for each row when (old.is_user_generated and old.image_url is distinct from new.image_url)
    execute function events.leave_image();
create trigger leave_image_gone after delete on events.events
    for each row when (old.is_user_generated and old.image_url is not null) execute function events.leave_image();

-- What is shown to whoever knows its address. An Event that was turned down is seen by its author, and its picture by nobody, unless
-- a moderator has to look at it again.
create view events.shown_images with (security_invoker = true) as
    select i.name
      from events.images as i
     where i.remove_after is null
       and exists (
           select from events.events as e
            where e.image_url = i.url and e.is_user_generated
              and (e.moderation_status <> 'rejected' or exists (
                  select from events.appeals as a where a.event_id = e.id and a.settled_at is null)));
grant select on events.shown_images to godo_events;

create index images_shown on users.images (source_hash) where remove_after is null;
create view users.shown_images with (security_invoker = true) as
    select i.name
      from users.images as i
     where i.remove_after is null
       and exists (select from users.users as u where u.profile_image_url = i.url and u.is_active);
grant select on users.shown_images to godo_users;
