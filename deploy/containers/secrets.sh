#!/usr/bin/env sh
# Makes .env for docker compose: a password for each login, at random, once; and .redis-users.acl, their hashes, which the user of
# Redis' container may read. Git ignores both.
set -eu

cd "$(dirname "$0")/../.."
if [ -e .env ]; then
    echo ".env is there already; remove it, and the volumes with it, to have new passwords." >&2
    exit 1
fi
random() {
    od -An -N16 -tx1 /dev/urandom | tr -d ' \n'
}
hash() {
    printf %s "$1" | sha256sum | cut -d ' ' -f 1
}
(
    umask 022
    password=$(random)
    echo "GODO_REDIS_PASSWORD=$password"
    echo "user default on #$(hash "$password") ~* &* +@all" > .redis-users.acl
    while read -r user service rest; do
        password=$(random)
        echo "GODO_REDIS_PASSWORD_$(echo "$service" | tr a-z- A-Z_)=$password"
        echo "$user $service $(echo "$rest" | sed "s/nopass/#$(hash "$password")/")" >> .redis-users.acl
    done < deploy/servers/src/main/resources/app/godo/servers/redis-users.acl
) | { umask 077 && cat > .env; }
umask 077
for name in GODO_POSTGRES_PASSWORD GODO_DB_PASSWORD_GODO_USERS GODO_DB_PASSWORD_GODO_EVENTS \
    GODO_DB_PASSWORD_GODO_SWIPES GODO_DB_PASSWORD_GODO_SOCIAL GODO_DB_PASSWORD_GODO_RECO \
    GODO_DB_PASSWORD_GODO_INGESTION GODO_DB_PASSWORD_GODO_NOTIFICATIONS; do
    echo "$name=$(random)"
done >> .env
echo "Made .env and .redis-users.acl."
