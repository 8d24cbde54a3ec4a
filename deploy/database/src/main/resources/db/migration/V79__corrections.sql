-- What a person says of what was learned of them, which goes before anything that their swipes say: how much they like something
-- (score, from 0 for not at all to 1), an event of which they want less like it, and a venue of which they want nothing.
--   facet less    value an event's id, about what there is to like about it
--   facet venue   value a hash of the venue's name, about the name and the events it was said of
alter table reco.learned_preferences
    drop constraint learned_preferences_facet_check,
    add constraint learned_preferences_facet_check check (facet in (
        'category', 'neighborhood', 'borough', 'time', 'weekday', 'price', 'venue', 'organiser', 'tag', 'social', 'distance',
        'less')),
    add about text[] not null default '{}';

-- Swipes before this moment teach nothing any more; null while nobody has asked for that.
alter table reco.user_sensitivities add learned_since timestamptz;
