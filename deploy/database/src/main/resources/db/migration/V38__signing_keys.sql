-- When the fleet first saw each signing key: from then on it is published, and it signs when every verifier has had the time to
-- fetch it. A replica that starts anew would have to believe what the key says of itself.
create table users.signing_keys (
    kid text primary key,
    seen_at timestamptz not null
);
call godo.worker_only('users.signing_keys', 'godo_users');
