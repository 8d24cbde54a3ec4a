-- Which pepper a device is known by, as of a phone number: none is taken out while a device is found by it. Null for what was
-- registered before this column; the next round of the job writes it.
alter table users.devices add column token_hmac_key_id varchar(50);
