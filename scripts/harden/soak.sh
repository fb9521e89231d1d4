#!/usr/bin/env bash
# Mixed operations for long in one process of each backend, whose memory must not grow: soak.sh [--operations N] [--minutes N] [--seed N]
# [--backend NAME,...] [--kind NAME] [--leak] [--no-bisect] [--folder PATH]. Six million in the extension unless told otherwise, and a tenth of that through FFI and in plain PHP;
# --minutes ends it sooner. Readings go to soak.csv and are drawn in soak.svg, in build/harden or in PATH. Where memory grows, every kind of operation is
# run alone, and those that grow are named, unless --no-bisect is given; --kind does that with one kind. --leak adds an operation that leaks: then it has to fail.
. "$(dirname "${BASH_SOURCE[0]}")/../test/part.sh"

operations=6000000
minutes=0
seed=1
backends=extension,ffi,php
kind=''
leak=''
bisects=true
folder=$ROOT/build/harden
while [ $# -gt 0 ]; do
    case $1 in
        --leak) leak=--leak; shift; continue ;;
        --no-bisect) bisects=false; shift; continue ;;
        --folder) folder=${2:?} ;;
        --operations) operations=${2:?} ;;
        --minutes) minutes=${2:?} ;;
        --seed) seed=${2:?} ;;
        --backend) backends=${2:?} ;;
        --kind) kind=${2:?} ;;
        *) die "soak knows --operations, --minutes, --seed, --backend, --kind, --leak, --no-bisect and --folder, not '$1'" ;;
    esac
    shift 2
done
need_extension
mkdir -p "$folder"
csv=$folder/soak.csv
rm -f "$csv" "$folder/soak.svg"
child=''
# Ctrl-C, and a time limit from outside, end the process that runs.
trap '[ -z "$child" ] || kill "$child" 2>/dev/null || true; exit 130' INT TERM

# soak_in BACKEND ARGUMENTS...: the operations in a process of that backend, which the trap above can end: so not by check(), which has a shell of its own.
soak_in() {
    local backend=$1 status=0
    shift
    if [ "$backend" = extension ]; then
        env -u HIGHPER_BACKEND HIGHPER_EXPECT=extension "$PHP" -d "extension=$(extension_path)" -d memory_limit=512M "$ROOT/tests/soak/soak.php" "$@" </dev/null &
    else
        env HIGHPER_BACKEND="$backend" HIGHPER_EXPECT="$backend" HIGHPER_LIBRARY="$(extension_path)" "$PHP" -d memory_limit=512M "$ROOT/tests/soak/soak.php" "$@" </dev/null &
    fi
    child=$!
    wait "$child" || status=$?
    child=''
    return "$status"
}

# The kinds that grow when they are alone, each in a process of its own.
bisect() {
    local backend=$1 name
    say "memory grows in $backend; each kind of operation alone:"
    soak_in "$backend" --list ${leak:+"$leak"} >"$folder/soak.kinds"
    while read -r name; do
        soak_in "$backend" --kind="$name" --operations=20000 --samples=20 --minutes=0.1 --seed="$seed" ${leak:+"$leak"} >"$folder/soak.alone" 2>&1 \
            || sed 's/^/found: alone it grows, too: /' "$folder/soak.alone"
    done <"$folder/soak.kinds"
    rm -f "$folder/soak.kinds" "$folder/soak.alone"
}

say "seed $seed, $operations operations in the extension"
for backend in $(printf '%s' "$backends" | tr ',' ' '); do
    count=$operations
    share=50
    [ "$backend" = extension ] || { count=$((operations / 10)); share=25; }
    arguments=(--operations="$count" --seed="$seed" --csv="$csv")
    [ "$minutes" = 0 ] || arguments+=(--minutes="$(awk -v m="$minutes" -v s="$share" 'BEGIN { print m * s / 100 }')")
    [ -z "$kind" ] || arguments+=(--kind="$kind")
    [ -z "$leak" ] || arguments+=("$leak")
    status=0
    soak_in "$backend" "${arguments[@]}" || status=$?
    # 1 says that memory grew; with anything else the operations themselves failed.
    [ "$status" -le 1 ] || say "found: the operations in $backend ended with status $status"
    check "$backend: memory does not grow" [ "$status" -eq 0 ]
    [ "$status" -ne 1 ] || [ -n "$kind" ] || ! $bisects || bisect "$backend"
done
draw() { "$PHP" "$ROOT/tests/soak/plot.php" "$csv" >"$folder/soak.svg"; }
check 'the readings are drawn' draw
skipped=0
# Without these, memory_get_usage() alone was looked at, which knows nothing of what the library itself takes.
for table in status smaps_rollup; do
    [ -r "/proc/self/$table" ] || { skipped=$((skipped + 1)); say "skipped: what the process takes, by /proc/self/$table, which this system has not"; }
done
printf '%d passed, %d failed, %d skipped\n' "$checks_passed" "$checks_failed" "$skipped"
[ "$checks_failed" -eq 0 ]
