-- A swipe can be taken back, and then all is as if it had never been. What held before holds again: so each swipe says for which
-- other Events it held, those found to be the same that the person had swiped by then.
alter table swipes.swipes add twins uuid[];

-- Who takes back a swipe that has not come yet leaves a row in its place, undone and without an Event: the swipe, when it comes,
-- finds its key taken. All that is there has both, so nobody waits for it to be looked through.
alter table swipes.swipes
    alter event_id drop not null,
    alter direction drop not null,
    add constraint swipes_awaited check (
        (event_id is null) = (direction is null) and (event_id is not null or undone_at is not null)) not valid;
