#!/usr/bin/env sh
# Makes .env for docker compose: a password for each login, at random, once. Git ignores the file.
set -eu

cd "$(dirname "$0")/../.."
if [ -e .env ]; then
    echo ".env is there already; remove it, and the volumes with it, to have new passwords." >&2
    exit 1
fi
random() {
    od -An -N16 -tx1 /dev/urandom | tr -d ' \n'
}
umask 077
for name in GODO_POSTGRES_PASSWORD GODO_REDIS_PASSWORD GODO_DB_PASSWORD_GODO_USERS GODO_DB_PASSWORD_GODO_EVENTS \
    GODO_DB_PASSWORD_GODO_SWIPES GODO_DB_PASSWORD_GODO_SOCIAL GODO_DB_PASSWORD_GODO_RECO \
    GODO_DB_PASSWORD_GODO_INGESTION GODO_DB_PASSWORD_GODO_NOTIFICATIONS; do
    echo "$name=$(random)"
done > .env
echo "Made .env."
