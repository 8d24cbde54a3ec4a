-- What makes two spellings one mailbox, in one place and the same in every database: capitals of A to Z and nothing else. By the
-- rules of a Turkish database "I" would be no "i"; by those of Unicode the sign of Kelvin would be a "k", and somebody else's mailbox.
create function users.mailbox(email text) returns text
    language sql immutable strict parallel safe
    set search_path = ''
    return lower(email collate "C");
grant execute on function users.mailbox(text) to godo_users;

alter table users.users alter column email_key set expression as (users.mailbox(email));
alter table users.signups alter column email_key set expression as (users.mailbox(email));

-- As before, by that rule.
create or replace function users.guard_account() returns trigger
    language plpgsql
    set search_path = ''
as $$
begin
    if godo.caller() is not null and not godo.is_worker() and (
        (new.id, new.email, new.email_verified_at, new.birth_date_cipher, new.roles, new.is_active, new.deactivated_at,
            new.last_login, new.created_at)
        is distinct from
        (old.id, old.email, old.email_verified_at, old.birth_date_cipher, old.roles, old.is_active, old.deactivated_at,
            old.last_login, old.created_at)
        or new.version not in (old.version, old.version + 1))
    then
        raise insufficient_privilege using message = 'rights, proofs and the life of an account are the worker''s to set';
    end if;
    if users.mailbox(new.email) <> users.mailbox(old.email)
        and new.email_verified_at is not distinct from old.email_verified_at
    then
        new.email_verified_at = null;
    end if;
    return new;
end
$$;

-- From where a signup came, by a keyed hash: letters to a mailbox are counted of each asker, so that no stranger uses up its owner's.
alter table users.signups add column asker bytea;
