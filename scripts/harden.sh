#!/usr/bin/env bash
# The hardening run: harden.sh [--minutes N] [--only PART,...] [--seed N] [--list]. An hour, unless told otherwise. Each part is a script in harden/ that
# also runs alone, with --minutes N [--seed N]; all run, whatever the earlier ones gave, and one that takes twice its time is ended and has failed. Logs and
# summary.md go to build/harden. Closes with a table and one line: N passed, N failed, N skipped.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$here/lib.sh"
. "$here/php.sh"
. "$here/test/count.sh"
help_if_asked "$@"

# "NAME: WEIGHT FIXED". Parts that are as long as they are have their usual minutes as FIXED and come first; what is left of the time is shared by
# WEIGHT, and what a part leaves goes to those after it.
parts=(
    'sanitizers: 0 12'
    'miri: 0 12'
    'boundary: 3 0'
    'fpm: 2 0'
    'memcheck: 5 0'
    'differential: 8 0'
    'fuzz: 12 0'
    'soak: 6 0'
)

minutes=60
seed=''
only=''
lists=false
while [ $# -gt 0 ]; do
    case $1 in
        --list) lists=true; shift; continue ;;
        --minutes) minutes=${2:-} ;;
        --seed) seed=${2:-} ;;
        --only) only=${2:-} ;;
        *) die "harden knows --minutes, --only, --seed and --list, not '$1'" ;;
    esac
    [ $# -ge 2 ] || die "$1 needs a value"
    shift 2
done
case $minutes in '' | *[!0-9]* | 0) die "--minutes is a whole number from 1 on, not '$minutes'" ;; esac
case $seed in *[!0-9]*) die "--seed is a whole number, not '$seed'" ;; esac
[ -n "$seed" ] || seed=$((RANDOM * 32768 + RANDOM))

# In their own order, whatever order they are named in: the time of those that are as long as they are is known before the rest is shared.
names=" $(printf '%s' "$only" | tr ',' ' ') "
chosen=()
for part in "${parts[@]}"; do
    case $names in *" ${part%%:*} "*) ;; *) [ -z "$only" ] || continue ;; esac
    chosen+=("$part")
done
for name in $names; do
    case " ${parts[*]%%:*} " in *" $name "*) ;; *) die "there is no part '$name'; harden --list names them" ;; esac
done
[ ${#chosen[@]} -gt 0 ] || die "--only names no part"
! $lists || { printf '%s\n' "${chosen[@]%%:*}"; exit 0; }

"$here/setup.sh" test
"$here/build.sh"
need_toolchain
cd "$ROOT"
folder=$ROOT/build/harden
mkdir -p "$folder"

running=''
watch=''
end_children() {
    # A part has a process group of its own: what it started goes with it.
    [ -z "$running" ] || kill -TERM -- "-$running" 2>/dev/null || true
    [ -z "$watch" ] || kill -TERM -- "-$watch" 2>/dev/null || true
}
trap 'end_children; printf "\nended by a signal\n" >&2; exit 130' INT TERM HUP

# Ends a process group that is still there when its time is over, and says meanwhile how long that is.
watchdog() {
    local group=$1 limit=$2 flag=$3 begun=$SECONDS
    while [ $((SECONDS - begun)) -lt "$limit" ]; do
        sleep 5
        # Only where somebody looks on.
        [ ! -t 2 ] || printf '\r    %s: %d:%02d, ended at %d:%02d  ' "$name" $(((SECONDS - begun) / 60)) $(((SECONDS - begun) % 60)) $((limit / 60)) $((limit % 60)) >&2
    done
    : >"$flag"
    kill -TERM -- "-$group" 2>/dev/null || true
    sleep 10
    kill -KILL -- "-$group" 2>/dev/null || true
}

# What a part says that it found, in one cell of a table.
finds_of() {
    { grep -E '^(found: |FAIL  )' "$1" || true; } | sed -E 's/^(found: |FAIL  )//' | cut -c 1-160 | awk 'NR <= 3 { printf "%s%s", (NR > 1 ? "; " : ""), $0 } END { if (NR > 3) printf "; and %d more", NR - 3 }' | tr '|' '/'
}

weights=0
for part in "${chosen[@]}"; do
    read -r weight fixed <<<"${part#*: }"
    weights=$((weights + weight))
done

begun=$SECONDS
end=$((begun + minutes * 60))
say "$minutes minutes, seed $seed, parts ${chosen[*]%%:*}"
passed=0
failed=0
skipped=0
table=''
cells=''
for part in "${chosen[@]}"; do
    name=${part%%:*}
    read -r weight fixed <<<"${part#*: }"
    left=$((end - SECONDS))
    [ "$left" -gt 0 ] || left=0
    if [ "$fixed" -gt 0 ]; then
        share=$((fixed * 60))
    else
        share=$((left * weight / weights))
        weights=$((weights - weight))
    fi
    # Less than a minute shows nothing, and the parts count in minutes.
    [ "$share" -ge 60 ] || share=60
    log=$folder/$name.log
    flag=$folder/$name.killed
    rm -f "$flag"
    printf '\n'
    step "$name: about $((share / 60)) minutes; $((left / 60)) of $minutes are left"
    part_begun=$SECONDS
    exit_code=0
    if [ ! -x "$here/harden/$name.sh" ]; then
        say "scripts/harden/$name.sh is missing" >"$log"
        exit_code=127
    else
        # Job control gives each of the two a process group, by whose id it can be ended with all that it started.
        set -m
        (cd "$ROOT" && exec "$here/harden/$name.sh" --minutes $((share / 60)) --seed "$seed") </dev/null >"$log" 2>&1 &
        running=$!
        watchdog "$running" $((2 * share)) "$flag" </dev/null >/dev/null &
        watch=$!
        set +m
        wait "$running" 2>/dev/null || exit_code=$?
        kill -TERM -- "-$watch" 2>/dev/null || true
        wait "$watch" 2>/dev/null || true
        # What it left behind, if anything.
        kill -TERM -- "-$running" 2>/dev/null || true
        running='' watch=''
        [ ! -t 2 ] || printf '\r%60s\r' '' >&2
    fi
    if [ -e "$flag" ]; then
        rm -f "$flag"
        printf 'FAIL  ended after twice its time, %d minutes\n' $((2 * share / 60)) >>"$log"
        exit_code=124
    fi
    read -r part_passed part_failed part_skipped < <(count_results "$exit_code" <"$log")
    # A failed part that counts no failure has one. One that ends well and says that it could try nothing has none: it was skipped.
    [ "$exit_code" -eq 0 ] || [ "$part_failed" -gt 0 ] || part_failed=1
    tried=true
    [ "$exit_code" -ne 0 ] || [ "$part_passed" -gt 0 ] || [ "$part_skipped" -eq 0 ] || { tried=false part_failed=0; }
    passed=$((passed + part_passed))
    failed=$((failed + part_failed))
    skipped=$((skipped + part_skipped))
    found=$(finds_of "$log")
    [ -n "$found" ] || { [ "$part_failed" -eq 0 ] && found='nothing' || found="status $exit_code; its log tells"; }
    $tried || found='nothing was tried; its log tells why'
    [ "$part_failed" -eq 0 ] || tail -n 20 "$log"
    took=$(printf '%d:%02d' $(((SECONDS - part_begun) / 60)) $(((SECONDS - part_begun) % 60)))
    say "$name: $took, $part_passed checks passed, $part_failed failed, $part_skipped skipped; log: build/harden/$name.log"
    table+=$(printf '%-14s %8s %9d %8d %8d  %s' "$name" "$took" "$part_passed" "$part_failed" "$part_skipped" "$found")$'\n'
    cells+="| $name | $took | $part_passed | $part_failed | $part_skipped | $found |"$'\n'
done

version_of() { have "$1" && "$@" 2>/dev/null | head -n 1 || echo 'not installed'; }
processor() { { sed -n 's/^model name[^:]*: //p' /proc/cpuinfo 2>/dev/null || true; sysctl -n machdep.cpu.brand_string 2>/dev/null || true; } | head -n 1; }
commit() {
    local id
    id=$(git -C "$ROOT" rev-parse --short=12 HEAD 2>/dev/null) || { echo 'no repository'; return; }
    [ -z "$(git -C "$ROOT" status --porcelain 2>/dev/null)" ] && echo "$id" || echo "$id, with changes"
}
{
    printf '# Hardening run\n\n'
    printf -- '- Machine: %s, %s, %s processors\n' "$(uname -srm)" "$(processor)" "$(getconf _NPROCESSORS_ONLN)"
    printf -- '- PHP %s; highper %s; %s; %s\n' "$("$PHP" -n -r 'echo PHP_VERSION;')" "$("$PHP" -d "extension=$(extension_path)" -r 'echo phpversion("highper");')" \
        "$(version_of rustc --version)" "$(version_of valgrind --version)"
    printf -- '- Commit: %s\n- Date: %s\n- Seed: %s\n- Duration: %d of %d minutes\n\n' "$(commit)" "$(date -u +%Y-%m-%d)" "$seed" $(((SECONDS - begun + 30) / 60)) "$minutes"
    printf '| part | time | passed | failed | skipped | found |\n|---|---|---|---|---|---|\n%s\n' "$cells"
    printf '%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
} >"$folder/summary.md"

printf '\n%-14s %8s %9s %8s %8s  %s\n%s\n' part time passed failed skipped found "$table"
say "build/harden/summary.md has this, and the machine; again with: ./build.sh harden --minutes $minutes --seed $seed${only:+ --only $only}"
say "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]
