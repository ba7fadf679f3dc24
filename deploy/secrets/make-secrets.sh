#!/bin/sh
# Makes the secrets of the stack, once: each in the folder that its reader alone is given. What is there already stays.
# Usage: make-secrets.sh FOLDER, with the folders parley, postgres, redis, coturn and grafana below it.
set -eu
folder=$1

random() {
  head -c 24 /dev/urandom | base64 | tr '+/' '-_' | tr -d '=\n'
}

# write FILE: standard input, whole or not at all. Whoever sees the folder may read it: it is mounted for one service.
write() {
  mkdir -p "$(dirname "$1")"
  cat >"$1.new"
  chmod 444 "$1.new"
  mv -f "$1.new" "$1"
}

# once FILE: a new secret, unless there is one.
once() {
  [ -s "$1" ] || random | write "$1"
}

for secret in postgres/password redis/password coturn/secret parley/api-keys grafana/password; do
  once "$folder/$secret"
done

# What follows from them is written anew each time, so that a password that was changed is changed everywhere.
printf 'postgres://parley:%s@postgres:5432/parley' "$(cat "$folder/postgres/password")" | write "$folder/parley/database-url"
printf 'redis://:%s@redis:6379' "$(cat "$folder/redis/password")" | write "$folder/parley/redis-url"
write "$folder/parley/turn-secret" <"$folder/coturn/secret"
printf 'requirepass %s\n' "$(cat "$folder/redis/password")" | write "$folder/redis/password.conf"
