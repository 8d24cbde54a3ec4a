-- How much somebody has had of what is not endless: text messages to a number, questions about other people's numbers, exports. Of
-- what and whose it is, the subject says by a keyed hash; it outlives the account, or leaving would begin a new one.
create table users.allowances (
    subject bytea primary key,
    spent int not null check (spent > 0),
    since timestamptz not null
);
create index allowances_since on users.allowances (since);
call godo.worker_only('users.allowances', 'godo_users');

-- Who proves a number ends the codes that others were sent to it.
create index phone_codes_of_number on users.phone_codes (hmac);
-- What phone_codes count (sent, first_sent_at) is counted here now: who forgets a number keeps the count. The columns go when no
-- version runs any more that writes them.
