#!/usr/bin/env sh
# Prints the fleet's Secrets, with passwords made at random, for the first time a cluster is set up:
#   MAIL_USERNAME=… MAIL_PASSWORD=… IMAGES_ACCESS_KEY=… IMAGES_SECRET_KEY=… \
#       deploy/kubernetes/secrets.sh <folder of key files> | kubectl apply -f -
# The key files are made once, on a machine you trust: GODO_HOME=<folder> ./godo up leaves them in <folder>/keys.
set -eu

here=$(dirname "$0")
keys=${1:?the folder of the key files}
random() {
    od -An -N16 -tx1 /dev/urandom | tr -d ' \n'
}
hash() {
    printf %s "$1" | sha256sum | cut -d ' ' -f 1
}
secret() {
    printf -- '---\napiVersion: v1\nkind: Secret\nmetadata: {name: %s, namespace: godo}\ntype: %s\n' "$1" "$2"
}
key_files() {
    secret "$1" Opaque
    echo "data:"
    shift
    for file in "$@"; do
        printf '  %s: %s\n' "$file" "$(base64 < "$keys/$file" | tr -d '\n')"
    done
}

operator=$(random)
users="user default on #$(hash "$operator") ~* &* +@all"
while read -r user service rest; do
    password=$(random)
    secret "$service-redis" Opaque
    printf 'stringData: {url: "redis://%s:%s@redis:6379"}\n' "$service" "$password"
    users="$users
$user $service $(echo "$rest" | sed "s/nopass/#$(hash "$password")/")"
done < "$here/../servers/src/main/resources/app/godo/servers/redis-users.acl"
secret redis Opaque
printf 'stringData:\n  password: %s\n  users.acl: |\n' "$operator"
echo "$users" | sed 's/^/    /'
secret postgres-migrations kubernetes.io/basic-auth
printf 'stringData: {username: godo_migrations, password: %s}\n' "$(random)"
secret mail Opaque
printf 'stringData: {username: "%s", password: "%s"}\n' "${MAIL_USERNAME:?}" "${MAIL_PASSWORD:?}"
secret images Opaque
printf 'stringData: {access-key: "%s", secret-key: "%s"}\n' "${IMAGES_ACCESS_KEY:?}" "${IMAGES_SECRET_KEY:?}"
for name in user-service-database event-service-database swipe-service-database social-service-database \
    recommendation-service-database ingestion-service-database notification-service-database; do
    secret "$name" Opaque
    printf 'stringData: {password: %s}\n' "$(random)"
done
# user-service opens notes of attendance for their author's export
key_files user-service-keys signing-keys.json aead.keyset.json pepper.key attendance-notes.keyset.json
key_files event-service-keys cursor.key attendance-notes.keyset.json
for name in swipe-service-keys social-service-keys recommendation-service-keys notification-service-keys; do
    key_files "$name" cursor.key
done
