#!/usr/bin/env bash
# Fuzzing by coverage, under AddressSanitizer, with debug assertions and overflow checks: fuzz.sh [--minutes N] [--seed N] [--target NAME,...]
# [--jobs N] [--keep]. The time (10 minutes unless told otherwise) is shared out among the targets. Needs nightly Rust, by rustup; without it the
# corpora are tried on stable Rust, and the rest counts as skipped.
#
# --list              names the targets
# --keep              puts what was found and is worth it into fuzz/corpus, as little of it as has the same coverage
# --input FILE        tries a file alone, with --target NAME
#
# Logs and what crashes are left in build/harden/fuzz, what covers more in build/harden/corpus, for the next run. What is asked of an input is in
# fuzz/src, and fuzzes on stable Rust by scripts/test/fuzz.sh.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/../lib.sh"
. "$ROOT/scripts/php.sh"
. "$ROOT/scripts/test/count.sh"
cd "$ROOT"

all='json msgpack transcode abi accept route token rules pattern schema'
all+=' multipart urlencoded proxy_protocol forwarded range date cookie path'
targets=$all
minutes=10
seed=$RANDOM
jobs=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 1)
keep=false
input=''
while [ $# -gt 0 ]; do
    case $1 in
        --list) tr ' ' '\n' <<<"$all"; exit 0 ;;
        --keep) keep=true; shift; continue ;;
        --minutes | --seed | --jobs | --target | --input) [ $# -gt 1 ] || die "$1 wants a value" ;;
        *) die "fuzz.sh knows --minutes, --seed, --target, --jobs, --keep, --input and --list, not '$1'" ;;
    esac
    case $1 in
        --minutes) minutes=$2 ;;
        --seed) seed=$2 ;;
        --jobs) jobs=$2 ;;
        --target) targets=${2//,/ } ;;
        --input) input=$2 ;;
    esac
    shift 2
done
for number in "$minutes" "$seed" "$jobs"; do
    case $number in '' | *[!0-9]*) die "'$number' is no number" ;; esac
done
[ "$minutes" -gt 0 ] && [ "$jobs" -gt 0 ] || die 'less than one minute, or than one job, does nothing'
for target in $targets; do
    case " $all " in *" $target "*) ;; *) die "there is no target '$target'; --list names them" ;; esac
done
# shellcheck disable=SC2086 # one word a target
set -- $targets
[ $# -gt 0 ] || die 'no target was named'
[ -z "$input" ] || [ $# -eq 1 ] || die '--input wants one --target'
find_cargo || die 'cargo was not found; run ./build.sh setup'

if ! have rustup || ! rustup run nightly rustc --version >/dev/null 2>&1; then
    say 'Nightly Rust is not installed: rustup toolchain install nightly --profile minimal'
    say 'The corpora alone are tried, on stable Rust.'
    unset RUSTFLAGS CARGO_ENCODED_RUSTFLAGS
    CARGO_TARGET_DIR=$ROOT/target cargo build --locked --quiet --profile fuzzing --package highper-fuzz
    for target in $targets; do
        check "$target: the corpus" target/fuzzing/highper-fuzz "$target" --inputs 1 --corpus "fuzz/corpus/$target"
    done
    say "$checks_passed passed, $checks_failed failed, $# skipped"
    exit "$((checks_failed > 0))"
fi

step 'building for coverage'
# As cargo-fuzz has them. The first flag is that of .cargo/config.toml, which these replace.
flags='--cfg curve25519_dalek_backend="avx512" --cfg fuzzing -Zsanitizer=address -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4'
flags+=' -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table'
flags+=' -Cllvm-args=-sanitizer-coverage-trace-compares'
triple=$(rustup run nightly rustc -vV | sed -n 's/^host: //p')
# A target is named so that build scripts and macros stay as they are.
(cd fuzz/coverage && RUSTFLAGS=$flags CARGO_TARGET_DIR=$ROOT/target/coverage \
    rustup run nightly cargo build --locked --quiet --release --target "$triple")
program=$ROOT/target/coverage/$triple/release/highper-coverage

export ASAN_OPTIONS=detect_leaks=1:allocator_may_return_null=0
symbolizer=$(command -v llvm-symbolizer || true)
[ -z "$symbolizer" ] || export ASAN_SYMBOLIZER_PATH=$symbolizer

if [ -n "$input" ]; then
    check "$1 with $input" env HIGHPER_FUZZ_TARGET="$1" "$program" "$input"
    checks_done
    exit
fi

# What any target's process is told. Inputs are short: all that is asked of them is repeated for every byte.
limits=(-max_len=4096 -timeout=120 -rss_limit_mb=3072 -print_final_stats=1)
logs=$ROOT/build/harden/fuzz
found=$ROOT/build/harden/corpus
mkdir -p "$logs"
scratch_folder

prepare() {
    local target=$1
    rm -f "$logs/$target.log" "$logs/$target-"*
    mkdir -p "$found/$target" "$SCRATCH/seeds/$target"
    HIGHPER_FUZZ_TARGET=$target HIGHPER_FUZZ_SEEDS=$SCRATCH/seeds/$target "$program" >/dev/null
}

# begin TARGET SECONDS: in the background; its process is added to the list.
running=''
begin() {
    local target=$1 seconds=$2 folders dictionary=()
    folders=("$found/$target" "$SCRATCH/seeds/$target")
    [ ! -d "fuzz/corpus/$target" ] || folders+=("fuzz/corpus/$target")
    [ ! -f "fuzz/dictionaries/$target.dict" ] || dictionary=(-dict="fuzz/dictionaries/$target.dict")
    HIGHPER_FUZZ_TARGET=$target "$program" "${folders[@]}" "${limits[@]}" ${dictionary[@]+"${dictionary[@]}"} \
        -seed="$((seed + 1))" -max_total_time="$seconds" -artifact_prefix="$logs/$target-" </dev/null >"$logs/$target.log" 2>&1 &
    running+=" $target:$!"
}

stop_running() {
    local each
    for each in $running; do
        kill "${each#*:}" 2>/dev/null || true
    done
    rm -rf "$SCRATCH"
}
trap stop_running EXIT
trap 'exit 130' INT TERM

number_in() { sed -n "s/^stat::$2: *//p" "$logs/$1.log" | tail -n 1; }
# The last line of progress says what is covered.
covered() { sed -n "s/^#[0-9].* $2: \([0-9]*\).*/\1/p" "$logs/$1.log" | tail -n 1; }

# Something that failed, made short, and how to see it again.
show_crash() {
    local target=$1 file=$2 short=$logs/$1-short
    HIGHPER_FUZZ_TARGET=$target "$program" -minimize_crash=1 -max_total_time=30 -timeout=120 -exact_artifact_path="$short" "$file" \
        >"$logs/$target-short.log" 2>&1 </dev/null || true
    [ -s "$short" ] || short=$file
    grep -aE -m 3 'panicked at|fails:|ERROR: |SUMMARY: ' "$logs/$target.log" | cut -c1-400 || true
    say "  again: scripts/harden/fuzz.sh --target $target --input $short"
    say "  or, on stable Rust: scripts/test/fuzz.sh $target --input $short"
}

seconds=$((minutes * 60 * (jobs < $# ? jobs : $#) / $#))
step "$# targets, $seconds s each, $jobs at a time, seed $seed"
passed=0
failed=0
table=''
while [ $# -gt 0 ]; do
    running=''
    for target in "${@:1:jobs}"; do
        prepare "$target"
        begin "$target" "$seconds"
    done
    for each in $running; do
        target=${each%%:*}
        exit_code=0
        wait "${each#*:}" || exit_code=$?
        crashes=0
        for file in "$logs/$target"-crash-* "$logs/$target"-leak-* "$logs/$target"-timeout-* "$logs/$target"-oom-*; do
            [ ! -f "$file" ] || { crashes=$((crashes + 1)); crash=$file; }
        done
        runs=$(number_in "$target" number_of_executed_units)
        table+=$(printf '%-14s %12s %9s %9s %9s %8s' "$target" "${runs:-0}" "$(covered "$target" cov)" "$(covered "$target" ft)" \
            "$(number_in "$target" new_units_added)" "$crashes")$'\n'
        if [ "$exit_code" -eq 0 ] && [ "$crashes" -eq 0 ] && [ "${runs:-0}" -gt 0 ]; then
            passed=$((passed + 1))
            say "ok    $target"
        else
            failed=$((failed + 1))
            say "FAIL  $target (exit code $exit_code), see build/harden/fuzz/$target.log"
            [ "$crashes" -eq 0 ] || show_crash "$target" "$crash"
        fi
    done
    running=''
    [ $# -gt "$jobs" ] || break
    shift "$jobs"
done

# What goes into the repository is small: of each target the shortest inputs, up to so many bytes.
KEPT=40960
if $keep; then
    for target in $targets; do
        step "keeping $target"
        mkdir -p "fuzz/corpus/$target" "$SCRATCH/merged/$target"
        # By edges alone, and as few inputs as have them all: how often a loop runs is worth finding, but not a file each.
        HIGHPER_FUZZ_TARGET=$target "$program" -set_cover_merge=1 -use_counters=0 "${limits[@]}" \
            "$SCRATCH/merged/$target" "fuzz/corpus/$target" "$found/$target" \
            </dev/null >"$logs/$target-merge.log" 2>&1 || { warn "$target was not merged; see build/harden/fuzz/$target-merge.log"; continue; }
        rm -f "fuzz/corpus/$target"/*
        find "$SCRATCH/merged/$target" -type f -exec wc -c {} + | awk -v most="$KEPT" '$2 != "total" { print $1, $2 }' | sort -n \
            | awk -v most="$KEPT" '{ total += $1 } total <= most { print $2 }' | while read -r file; do
                cp "$file" "fuzz/corpus/$target/"
            done
    done
fi

printf '\n%-14s %12s %9s %9s %9s %8s\n%s\n' target runs coverage features 'new units' crashes "$table"
say "$passed passed, $failed failed, 0 skipped"
[ "$failed" -eq 0 ]
