-- To seal a birth date anew, under another key, is no change of the account.
drop trigger touch on users.users;
create trigger touch before update on users.users
    for each row when (
        new.last_login is not distinct from old.last_login
        and new.birth_date_cipher is not distinct from old.birth_date_cipher)
    execute function godo.touch();
