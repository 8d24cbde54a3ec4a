-- What becomes of an Event after it was submitted: its author changes it, people report it, moderators decide.
alter table events.events add look_again_at timestamptz;
create index events_to_look_at_again on events.events (look_again_at, id) where look_again_at is not null;
grant update (look_again_at) on events.events to godo_events;

create table events.reports (
    event_id uuid not null references events.events on delete cascade,
    user_id uuid not null references users.users on delete cascade,
    reason varchar(20) not null check (
        reason in ('wrong_details', 'cancelled', 'duplicate', 'spam', 'scam', 'offensive', 'unsafe', 'other')),
    note text check (length(note) <= 1000),
    created_at timestamptz not null default now(),
    resolved_at timestamptz,
    primary key (event_id, user_id)
);
create index reports_user on events.reports (user_id);
create index reports_open on events.reports (event_id, created_at) where resolved_at is null;
call godo.own_rows('events.reports', 'godo_events');

alter table events.moderation_log drop constraint moderation_log_action_check;
alter table events.moderation_log add constraint moderation_log_action_check check (
    action in ('same', 'different', 'unmerge', 'approve', 'reject', 'feature', 'unfeature', 'edit', 'cancel'));

-- Whether anybody but its author said or swiped anything of an Event. For its author and the worker.
create function events.is_known(event uuid) returns boolean
    language sql stable security definer
    set search_path = ''
    return exists (
        select from events.events as e
         where e.id = event
           and (godo.is_worker() or e.created_by_user_id = godo.caller())
           and (exists (select from events.attendance as a
                         where a.event_id = e.id and a.user_id is distinct from e.created_by_user_id)
                or exists (select from swipes.current_swipes as s
                            where s.event_id = e.id and s.user_id is distinct from e.created_by_user_id)));
grant execute on function events.is_known(uuid) to godo_events;

create policy exported on events.reports for select to godo_owner using ((select godo.is_worker()));
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
            select to_jsonb(t) from events.reports as t where t.user_id = person order by t.created_at, t.event_id));
