-- To seal a birth date anew, under another key, is no change of the account.
drop trigger touch on users.users;
create trigger touch before update on users.users
    for each row when (
        new.last_login is not distinct from old.last_login
        and new.birth_date_cipher is not distinct from old.birth_date_cipher)
    execute function godo.touch();

-- Nor is it one of an attendance, whose last change is when somebody said so, or of a device.
drop trigger touch on events.attendance;
create trigger touch before update on events.attendance
    for each row when (
        new.notes_cipher is not distinct from old.notes_cipher
        or (new.status, new.visibility, new.group_id) is distinct from (old.status, old.visibility, old.group_id))
    execute function godo.touch();
