-- A Source that lists an Event no more says nothing of why: the Event is unconfirmed then, if nobody else lists it.
alter table events.events drop constraint events_schedule_status_check;
alter table events.events add constraint events_schedule_status_check check (
    schedule_status in ('scheduled', 'postponed', 'rescheduled', 'cancelled', 'moved_online', 'unconfirmed'));

alter table events.source_listings
    -- then last_seen is when that was told
    add vanished boolean not null default false,
    -- how its Source is read; null as long as that was not told
    add source_kind varchar(50);

-- With who is told how many people there are (R-PRV-7); everybody else is told as wire's PublicCount says.
create or replace view events.event_cards with (security_invoker = true) as
    select id, title, description, date_time, end_time, time_zone, all_day, time_tbd, schedule_status, location_kind,
           venue_id, location_name, location_address, latitude, longitude, neighborhood, borough, category, tags,
           price_min, price_max, currency, price_known, is_free, image_url, source, external_url, is_user_generated,
           created_by_user_id, capacity, current_attendees, waitlist_length, attendance_version, external_remaining,
           external_remaining_at, is_active, is_featured, moderation_status, accessibility_info, transit_score, version,
           created_at, updated_at, sources, merged_into, series_id,
           (select godo.is_worker()) or coalesce(created_by_user_id = (select godo.caller()), false) as counts_exactly
      from events.events;
