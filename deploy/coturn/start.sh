#!/bin/sh
# Starts coturn with turnserver.conf and what differs from machine to machine. In the environment:
#   TURN_EXTERNAL_IP  the machine's public address, where it has none itself (behind a cloud's NAT)
#   TURN_OWN_IP       its inner address beside that one, which two who both relay meet at
#   TURN_FOLDERS      for tests: where the configuration, the secret, certificates and the written files are
set -eu
root=${TURN_FOLDERS:-}
configuration="$root/run/coturn/turnserver.conf"

{
  cat "$root/etc/coturn/turnserver.conf"
  printf 'static-auth-secret=%s\n' "$(cat "$root/run/secrets/coturn/secret")"
  printf 'pidfile=%s\n' "$root/run/coturn/turnserver.pid"
  printf 'userdb=%s\n' "$root/run/coturn/turndb"
  if [ -n "${TURN_EXTERNAL_IP:-}" ]; then
    printf 'external-ip=%s\n' "$TURN_EXTERNAL_IP${TURN_OWN_IP:+/$TURN_OWN_IP}"
  fi
  if [ -n "${TURN_OWN_IP:-}" ]; then
    printf 'allowed-peer-ip=%s\n' "$TURN_OWN_IP"
  fi
  if [ -s "$root/certificates/fullchain.pem" ]; then
    printf 'tls-listening-port=5349\n'
    printf 'cert=%s\npkey=%s\n' "$root/certificates/fullchain.pem" "$root/certificates/privkey.pem"
  else
    printf 'no-tls\n'
  fi
} >"$configuration"
chmod 600 "$configuration"

exec turnserver -c "$configuration" "$@"
