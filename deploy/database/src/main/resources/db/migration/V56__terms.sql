-- On what terms a listing may be used, as its source's fact said; null as long as that was not told.
alter table events.source_listings add terms jsonb check (jsonb_typeof(terms) = 'object');
