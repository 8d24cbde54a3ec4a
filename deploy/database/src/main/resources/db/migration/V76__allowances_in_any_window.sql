-- What comes back bit by bit while it is spent was had twice within its time. So it is kept when how much was had, and counted
-- from there: in no window of its length is there more than what is allowed. "since" is the last time, "spent" what still counts
-- then, for versions before this one.
alter table users.allowances
    add at timestamptz[] not null default '{}',
    add amounts int[] not null default '{}',
    add check (cardinality(at) = cardinality(amounts));

-- What was spent so far counts from now. These rows are the worker's, and the owner's to change for this one moment.
alter table users.allowances no force row level security;
update users.allowances set at = array[now()], amounts = array[spent];
alter table users.allowances force row level security;
