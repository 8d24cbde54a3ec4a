-- What was learned, how, and what was shown. Vectors and decks live in Redis.

-- One facet at a time; evidence tells "unknown" from "tried, and neither liked nor disliked".
create table reco.learned_preferences (
    user_id uuid not null references users.users on delete cascade,
    facet varchar(20) not null
        check (facet in ('category', 'neighborhood', 'time', 'weekday', 'price', 'venue', 'organiser', 'tag')),
    value varchar(100) not null check (value <> ''),
    score real not null default 0.5 check (score between 0 and 1),
    evidence int not null default 0 check (evidence >= 0),
    last_evidence_at timestamptz,
    updated_at timestamptz not null default now(),
    primary key (user_id, facet, value),
    check (facet <> 'time' or value in ('morning', 'afternoon', 'evening', 'night'))
);
call godo.touched('reco.learned_preferences');

create table reco.user_sensitivities (
    user_id uuid primary key references users.users on delete cascade,
    price_sensitivity real not null default 0.5 check (price_sensitivity between 0 and 1),
    social_preference real not null default 0.5 check (social_preference between 0 and 1),
    updated_at timestamptz not null default now()
);
call godo.touched('reco.user_sensitivities');

create table reco.models (
    id uuid primary key,
    name varchar(50) not null,
    version bigint not null check (version > 0),
    state varchar(20) not null default 'candidate' check (state in ('candidate', 'live', 'retired', 'rejected')),
    artifact bytea not null,
    report jsonb not null default '{}',
    trained_at timestamptz not null default now(),
    promoted_at timestamptz,
    unique (name, version)
);
create unique index models_one_live on reco.models (name) where state = 'live';

-- What was shown, where in the deck, by which policy and how likely: without it no policy can be judged afterwards.
-- event_id refers to nothing: written in bulk behind every feed, read by training only, and events are never re-used.
create table reco.impressions (
    id uuid not null,
    user_id uuid not null references users.users on delete cascade,
    event_id uuid not null,
    deck_id uuid not null,
    position int not null check (position >= 0),
    policy_id varchar(50) not null,
    propensity real not null check (propensity > 0 and propensity <= 1),
    score real,
    shown_at timestamptz not null default now(),
    primary key (user_id, id)
) partition by hash (user_id);
create index impressions_deck on reco.impressions (user_id, deck_id, position);
create index impressions_shown on reco.impressions (shown_at);

-- All that the caller's vector is made from, so that Redis may lose it: each event they have swiped with the swipe that
-- counts, and in rows without an event the categories that they chose.
create function reco.learnt_from()
    returns table (event_id uuid, swipe_id uuid, direction text, swiped_at timestamptz, category text)
    language sql stable security definer
    set search_path = ''
begin atomic
    select s.event_id, s.swipe_id, s.direction::text, s.swiped_at, null::text
      from swipes.current_swipes as s
     where s.user_id = godo.caller()
    union all
    select null, null, null, null, chosen.category
      from users.users as u
     cross join unnest(u.tastes) as chosen (category)
     where u.id = godo.caller();
end;
grant execute on function reco.learnt_from() to godo_reco;

call godo.own_rows('reco.learned_preferences', 'godo_reco');
call godo.own_rows('reco.user_sensitivities', 'godo_reco');
call godo.worker_only('reco.models', 'godo_reco');
call godo.own_rows_in_partitions('reco.impressions', 8, 'godo_reco');
call godo.install('reco', 'godo_reco');
