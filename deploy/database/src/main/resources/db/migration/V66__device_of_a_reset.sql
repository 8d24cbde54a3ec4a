-- The device that the password was last reset on, by the hash of its secret: known until it signs in, and then by its session.
alter table users.credentials add column device_hash bytea;
