-- How the deck's model comes to be. The record it learns from is the swipes that count, of those who still have an account: an
-- undo, an erasure and an archive reach it without a copy that would have to follow.

-- The swipes that count, those of one person after another, a portion at a time: after this person and event. How many these are
-- is written here, so that the plan goes by the key and sorts nothing.
create function reco.swipes_on_record(person uuid, event uuid, since timestamptz)
    returns table (user_id uuid, event_id uuid, direction text, swiped_at timestamptz)
    language sql stable security definer
    set search_path = ''
begin atomic
    select s.user_id, s.event_id, s.direction::text, s.swiped_at
      from swipes.current_swipes as s
     where (s.user_id, s.event_id) > (person, event) and s.swiped_at >= since and godo.is_worker()
     order by s.user_id, s.event_id
     limit 5000;
end;
grant execute on function reco.swipes_on_record(uuid, uuid, timestamptz) to godo_reco;

-- One row each time somebody or the clock has a model trained. A run that ends without a word is over when its lease is.
create table reco.trainings (
    id uuid primary key,
    fence bigint not null unique,
    state varchar(20) not null default 'running' check (state in ('running', 'promoted', 'rejected', 'failed')),
    detail varchar(500),
    model_version bigint,
    started_at timestamptz not null default now(),
    finished_at timestamptz,
    check ((state = 'running') = (finished_at is null))
);
create index trainings_started on reco.trainings (started_at desc);
call godo.worker_only('reco.trainings', 'godo_reco');

-- The last swipe that a model has seen: what came later can judge it.
alter table reco.models add learned_until timestamptz;
