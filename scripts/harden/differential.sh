#!/usr/bin/env bash
# Random cases through all backends, and through PHP's own functions, ext-msgpack, ext-sodium and FastRoute where these define the same, until the time is over:
# differential.sh [--minutes N] [--seed N] [--family NAME,...] [--cases N] [--only CASE] [--plant BACKEND] [--list]. A case that fails is made smaller and printed
# as PHP code, with what asks it again. --list names the families; the rest is explained in tests/differential/hunt.php.
. "$(dirname "${BASH_SOURCE[0]}")/../test/part.sh"

need_extension
arguments=()
minutes=10
while [ $# -gt 0 ]; do
    case $1 in
        --list) arguments+=(--list); shift; continue ;;
        --minutes) minutes=${2:?} ;;
        --seed | --family | --cases | --only | --plant) arguments+=("$1=${2:?}") ;;
        *) die "differential knows --minutes, --seed, --family, --cases, --only, --plant and --list, not '$1'" ;;
    esac
    shift 2
done
export HIGHPER_SO HIGHPER_LIBRARY HIGHPER_BACKEND=php
HIGHPER_SO=$(extension_path)
HIGHPER_LIBRARY=$HIGHPER_SO
unset HIGHPER_EXPECT
# The process that asks makes its cases in plain PHP.
exec "$PHP" -d memory_limit=1G "$ROOT/tests/differential/hunt.php" --minutes="$minutes" ${arguments[@]+"${arguments[@]}"}
