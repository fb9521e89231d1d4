#!/usr/bin/env bash
# The loop without PHP, beside the least that answers the same request: loop.sh [ROUNDS [SECONDS]], 5 and 4 unless told otherwise. Needs wrk (Debian: wrk).
#
# Both programs run at once on 127.0.0.1 and are asked in turn, over 64 connections, with one request and with sixteen at a time. Processor time is the programs' own, from
# getrusage() when they end, so each kind of load has programs of its own. Then memory: what the loop has resident with no connection and with 10,000 idle ones, and whether
# all of those are answered when they ask at once.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

rounds=${1:-5} seconds=${2:-4}
programs=${CARGO_TARGET_DIR:-target}/release/examples
work=$(mktemp -d)
running=()
stop() {
    local process
    for process in ${running[@]+"${running[@]}"}; do kill -TERM "$process" 2>/dev/null || true; done
    wait
    rm -rf "$work"
}
trap stop EXIT

command -v wrk >/dev/null || { echo 'wrk is missing' >&2; exit 1; }
cargo build --quiet --release -p highper-server --examples

# start NAME PROGRAM [ARGUMENT...]: leaves its address in $work/NAME and its process in $process.
start() {
    local name=$1 program=$2
    shift 2
    "$programs/$program" 127.0.0.1:0 "$@" >"$work/$name" 2>"$work/$name.err" &
    process=$!
    running+=("$process")
    for _ in $(seq 200); do
        [ -s "$work/$name" ] && return
        sleep 0.05
    done
    echo "$program does not start: $(cat "$work/$name.err")" >&2
    return 1
}

address() { head -n 1 "$work/$1"; }

# Median of numbers on standard input.
median() { sort -n | awk '{ all[NR] = $1 } END { print NR % 2 ? all[(NR + 1) / 2] : (all[NR / 2] + all[NR / 2 + 1]) / 2 }'; }

printf '%-8s %-10s %14s %22s %22s\n' program 'at a time' 'requests/s' 'user us a request' 'system us a request'
for depth in 1 16; do
    for program in bare engine; do
        start "$program-$depth" "$program"
        declare "process_$program=$process"
    done
    for round in $(seq "$rounds"); do
        for program in bare engine; do
            wrk -t1 -c64 -d"${seconds}s" -s benches/server/request.lua "http://$(address "$program-$depth")/" -- "$depth" >"$work/wrk"
            if grep -E 'Socket errors|Non-2xx' "$work/wrk" >&2; then
                echo "$program, round $round" >&2
                exit 1
            fi
            awk '/Requests\/sec/ { print $2 }' "$work/wrk" >>"$work/$program-$depth.rates"
        done
    done
    for program in bare engine; do
        name=process_$program
        kill -TERM "${!name}"
        wait "${!name}"
        tail -n 1 "$work/$program-$depth" | awk -v program="$program" -v depth="$depth" -v rate="$(median <"$work/$program-$depth.rates")" \
            '{ printf "%-8s %-10d %14.0f %22.3f %22.3f\n", program, depth, rate, $2 / $1, $3 / $1 }'
    done
done

resident() { awk '/VmRSS/ { print $2 }' "/proc/$1/status"; }

start crowded engine 600
server=$process
before=$(resident "$server")
mkfifo "$work/go"
"$programs/crowd" "$(address crowded)" 10000 5 <"$work/go" >"$work/crowd" &
crowd=$!
running+=("$crowd")
exec 3>"$work/go"
for _ in $(seq 600); do
    [ -s "$work/crowd" ] && break
    kill -0 "$crowd" 2>/dev/null || break
    sleep 0.1
done
after=$(resident "$server")
echo >&3
exec 3>&-
wait "$crowd"
echo
awk -v before="$before" -v after="$after" '
    /^idle/ { printf "resident: %.1f MB before, %.1f MB with %d idle connections, %.0f bytes each; %d answered, %d not\n", before / 1024, after / 1024, $2, (after - before) * 1024 / $2, $3, $4 }
    /^active/ { printf "all of them asking at once, five times: %d answered, %d not\n", $2, $3; if ($3) exit 1 }' "$work/crowd"
