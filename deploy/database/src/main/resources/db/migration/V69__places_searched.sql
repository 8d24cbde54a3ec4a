-- What is searched by its place or by who can get in is no matter of who may see it.
drop index events.events_point;
create index events_places on events.events (latitude, longitude)
    where is_active and archived_at is null and latitude is not null;
create index events_accessible on events.events using gin (accessibility_info jsonb_path_ops)
    where is_active and archived_at is null;
