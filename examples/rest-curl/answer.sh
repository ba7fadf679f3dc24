#!/bin/sh
# Takes a seat in a call over REST alone, answers the offers that come, and hangs up. Needs curl and jq.
#
#   ./answer.sh https://calls.example.org/c/{id} [seconds to stay, 10 by default]
#
# A shell has neither camera nor network for media, so the answer declines each medium that it is offered
# (port 0, RFC 3264, section 6). All else is what any client does: a seat, a mailbox, confirmations, a hang-up.
set -eu

link=${1:?"Usage: $0 LINK [SECONDS]"}
stay=${2:-10}
call=${link%%/c/*}/api/v1/calls/${link##*/}

secret=

# Asks again when the answer gets lost: every request here may come twice and is done once.
request() { # METHOD PATH [BODY]
  curl --silent --show-error --fail-with-body --retry 5 --retry-connrefused --max-time 40 \
    --request "$1" ${secret:+--header "Authorization: Bearer $secret"} ${3:+--data "$3"} "$call$2"
}

# A secret of our own is the seat: even if the answer to this is lost, the same request finds the same seat again.
seat_secret=$(head -c 32 /dev/urandom | base64 | tr '+/' '-_' | tr -d '=\n')
joined=$(request POST /participants "{\"secret\":\"$seat_secret\",\"displayName\":\"curl\"}") || { echo "$joined" >&2; exit 1; }
secret=$seat_secret
me=$(printf '%s' "$joined" | jq --raw-output .self.id)
echo "seat $me"

hang_up() { request DELETE "/participants/$me" >/dev/null && echo 'hung up'; }
trap hang_up EXIT
trap 'exit 1' INT TERM

# What declines an offer: the same media sections, each with port 0.
ANSWER='.description.sdp | split("\r\n")
  | map(select(startswith("m=") or startswith("a=mid:")) | sub("^(?<kind>m=[a-z]+) \\d+"; "\(.kind) 0"))
  | ["v=0", "o=- 1 1 IN IP4 127.0.0.1", "s=-", "t=0 0"] + . | map(. + "\r\n") | add'

handle() { # SIGNAL
  type=$(printf '%s' "$1" | jq --raw-output .type)
  after=$(printf '%s' "$1" | jq .seq)
  echo "$after $type"
  case $type in
    offer)
      # Named after what it answers: said twice, it is stored once.
      answer=$(printf '%s' "$1" | jq "{
        type: \"answer\", to: .from, connection, messageId: \"answer-\(.seq)\",
        description: { type: \"answer\", sdp: ($ANSWER) }
      }")
      request POST /signals "$answer" >/dev/null
      echo answered
      ;;
    hangup) until=0 ;;
  esac
}

after=0
until=$(($(date +%s) + stay))
while [ "$(date +%s)" -lt "$until" ]; do
  # Held for a second, or until there is something; it confirms all up to `after`.
  mailbox=$(request GET "/participants/$me/mailbox?after=$after&wait=1")
  items=$(printf '%s' "$mailbox" | jq --compact-output '.items[]')
  while IFS= read -r signal; do
    [ -z "$signal" ] || handle "$signal"
  done <<EOF
$items
EOF
done
