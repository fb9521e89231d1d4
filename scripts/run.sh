#!/usr/bin/env bash
# Starts the example application: run.sh [--port N] serves it until Ctrl-C, run.sh --check asks it and compares.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$here/lib.sh"
. "$here/php.sh"
. "$here/run/server.sh"
help_if_asked "$@"

check=false
port=''
while [ $# -gt 0 ]; do
    case $1 in
        --check) check=true ;;
        --port) [ -n "${2:-}" ] || die "--port takes a number"; port=$2; shift ;;
        --port=*) port=${1#*=} ;;
        *) die "run knows --check and --port N, not '$1'" ;;
    esac
    # `--port` without a number leaves nothing to shift.
    [ $# -eq 0 ] || shift
done
case $port in *[!0-9]*) die "--port takes a number, not '$port'" ;; esac
[ -z "$port" ] || { [ "${#port}" -le 5 ] && [ "$port" -ge 1 ] && [ "$port" -le 65535 ]; } || die "--port takes a number from 1 to 65535, not '$port'"

"$here/build.sh"
need_toolchain

if $check; then
    exec "$here/run/check.sh"
fi

if [ -n "$port" ]; then
    [ "$(free_port "$port" "$port")" = "$port" ] || die "port $port is taken"
else
    port=$(free_port 8080 8179)
    [ -n "$port" ] || die "no port from 8080 to 8179 is free; name one with --port"
fi
trap 'server_stop' EXIT
trap 'exit 0' INT TERM
server_start "$port" "$ROOT/examples/notes/var/notes.sqlite" /dev/stderr
url=http://127.0.0.1:$port

cat <<TEXT

The notes API runs at $url (Ctrl-C stops it). Try:

  token=\$(curl -s $url/login -H 'Content-Type: application/json' -d '{"user":"writer","password":"notes for everyone"}' | sed 's/.*"token":"\([^"]*\)".*/\1/')
  curl -i $url/notes -H "Authorization: Bearer \$token" -H 'Content-Type: application/json' -d '{"title":"First","folder":"home/2026","tags":["plan","café"]}'
  curl -i $url/notes/tagged/caf%C3%A9

TEXT
wait "$server_pid" || die "the server ended by itself"
