-- What the author of an Event says to its being turned down: once, and who decides again has the last word.
create table events.appeals (
    event_id uuid primary key references events.events on delete cascade,
    user_id uuid not null references users.users on delete cascade,
    words text not null check (length(words) between 1 and 1000),
    created_at timestamptz not null default now(),
    settled_at timestamptz
);
create index appeals_user on events.appeals (user_id);
create index appeals_open on events.appeals (created_at, event_id) where settled_at is null;
call godo.own_rows('events.appeals', 'godo_events');
create policy exported on events.appeals for select to godo_owner using ((select godo.is_worker()));

-- What was last decided of an Event and why, for its author: who decided it is nobody's business.
drop policy exported on events.moderation_log;
create policy definers on events.moderation_log for select to godo_owner using (true);
create function events.decision_on(event uuid) returns table (reason text, at timestamptz)
    language sql stable security definer
    set search_path = ''
begin atomic
    select decided.reason, decided.at
      from events.moderation_log as decided
      join events.events as e on e.id = decided.event_id
     where decided.event_id = decision_on.event
       and decided.action in ('approve', 'reject')
       and e.created_by_user_id = godo.caller()
     order by decided.at desc, decided.id desc
     limit 1;
end;
grant execute on function events.decision_on(uuid) to godo_events;

-- Whoever had five Events or series approved and none turned down is believed: everybody sees the next at once, and a moderator
-- looks at it later. Of these Events of the caller's those that are shown from here on.
create function events.believe(submitted uuid[]) returns setof events.events
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    believed boolean;
begin
    select count(distinct coalesce(before.series_id, before.id)) >= 5 and not bool_or(before.moderation_status = 'rejected')
      into believed
      from events.events as before
     where before.created_by_user_id = godo.caller() and before.moderation_status in ('approved', 'rejected');
    if believed then
        perform set_config('godo.worker', 'on', true);
        return query
            update events.events as e set moderation_status = 'approved', look_again_at = now()
             where e.id = any (submitted) and e.created_by_user_id = godo.caller()
               and e.moderation_status = 'pending' and e.version = 1
            returning e.*;
        perform set_config('godo.worker', '', true);
    end if;
end
$$;
grant execute on function events.believe(uuid[]) to godo_events;

create or replace function events.export_of(person uuid) returns jsonb
    language sql stable
    set search_path = ''
    return jsonb_build_object(
        'events', array(
            select to_jsonb(t) - 'searched' - 'look_again_at'
              from events.events as t where t.created_by_user_id = person order by t.created_at, t.id),
        'attendance', array(
            select to_jsonb(t) - 'notes_cipher' - 'waitlist_place' || jsonb_build_object(
                       'notes', godo.sealed('attendance-notes', 'attendance', 'notes', t.id, t.notes_cipher))
              from events.attendance as t where t.user_id = person order by t.created_at, t.id),
        'match_rulings', array(
            select to_jsonb(t) from events.match_rulings as t where t.ruled_by = person order by t.ruled_at, t.one, t.other),
        'moderation_log', array(
            select to_jsonb(t) from events.moderation_log as t where t.moderator = person order by t.at, t.id),
        'reports', array(
            select to_jsonb(t) from events.reports as t where t.user_id = person order by t.created_at, t.event_id),
        'appeals', array(
            select to_jsonb(t) from events.appeals as t where t.user_id = person order by t.created_at, t.event_id));
