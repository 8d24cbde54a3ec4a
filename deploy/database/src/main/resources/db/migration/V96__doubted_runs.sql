-- When too much is missing at once, a run doubts it and takes nothing as gone: here is how much that was, and what became of it.
alter table ingestion.sync_runs
    -- listings still to come that were missing and not taken as gone; null when the run says nothing of what is missing
    add column doubted int check (doubted >= 0),
    -- what was not seen since then is missing, and what was to come then was still to come
    add column doubted_since timestamptz,
    add column doubted_as_of timestamptz,
    -- the how-manieth full run in a row it is that misses just these
    add column agreeing int check (agreeing >= 1),
    -- the admin who said that they are gone: an id and no reference, for the record outlives the account
    add column accepted_by uuid,
    add column accepted_at timestamptz,
    add check ((coalesce(doubted, 0) > 0) = (agreeing is not null)),
    add check ((agreeing is null) = (doubted_since is null) and (agreeing is null) = (doubted_as_of is null)),
    add check ((accepted_by is null) = (accepted_at is null));
