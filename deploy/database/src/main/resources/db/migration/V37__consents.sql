-- Of each kind one consent holds at a time. Where two were given at once, the later one does.
alter table users.consents no force row level security;
update users.consents as earlier
   set withdrawn_at = now()
 where withdrawn_at is null
   and exists (
       select from users.consents as later
        where later.user_id = earlier.user_id and later.kind = earlier.kind and later.withdrawn_at is null
          and (later.granted_at, later.id) > (earlier.granted_at, earlier.id));
alter table users.consents force row level security;
create unique index consents_standing on users.consents (user_id, kind) where withdrawn_at is null;
