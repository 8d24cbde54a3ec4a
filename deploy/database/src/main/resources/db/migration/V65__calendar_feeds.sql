-- A person's calendar has one address at a time: another takes its place, and an end takes it away.
drop index swipes.ical_tokens_user;
create unique index ical_tokens_user on swipes.ical_tokens (user_id);
alter table swipes.ical_tokens drop column revoked_at;

-- Whose calendar an address shows, and that it was asked for; nobody's while its person is switched off.
create policy read_by_address on swipes.ical_tokens for update to godo_owner
    using ((select godo.is_worker())) with check ((select godo.is_worker()));
create function swipes.reader_of_feed(hash bytea) returns uuid
    language sql volatile security definer
    set search_path = ''
begin atomic
    update swipes.ical_tokens as t set last_read_at = now()
     where (select godo.is_worker()) and t.token_hash = hash
       and exists (select from users.users as u where u.id = t.user_id and u.is_active)
    returning t.user_id;
end;
grant execute on function swipes.reader_of_feed(bytea) to godo_swipes;
