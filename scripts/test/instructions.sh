#!/usr/bin/env bash
# Counts the instructions of hot operations with callgrind and compares them with benches/instructions/baseline.json; more than 3 % above it is a failure.
# instructions.sh [--update] [NAME...]: --update makes what is counted the baseline; a NAME counts one operation, for a look, without comparing.
# Left out where valgrind is not installed; what was made with another compiler, PHP, libc, valgrind or processor is not compared, and counts as skipped.
. "$(dirname "${BASH_SOURCE[0]}")/part.sh"

need_extension
update=''
if [ "${1:-}" = --update ]; then
    update=--update
    shift
fi
here=$ROOT/benches/instructions
library=$(extension_path)
scratch_folder

# Without php.ini, opcache and the JIT: what PHP makes of the script is the same each time, and all of it stands in objects that have a name.
php_plain() { "$PHP" -n -d "extension=$library" -d memory_limit=-1 "$@"; }
php_plain "$here/run.php" --list >"$SCRATCH/operations" || die "the operations cannot be listed"

# Needs no valgrind: a part that has tried nothing at all counts as failed.
baseline_names_them() {
    php_plain -r 'echo implode("\n", array_keys(json_decode(file_get_contents($argv[1]), true, 8, JSON_THROW_ON_ERROR)["operations"])), "\n";' \
        "$here/baseline.json" | sort | diff - <(sort "$SCRATCH/operations")
}
[ -n "$update" ] || [ $# -gt 0 ] || check 'the baseline has every operation, and no other' baseline_names_them
if ! have valgrind; then
    say 'VALGRIND IS NOT INSTALLED: no instructions were counted'
    printf '%d passed, %d failed, %d skipped\n' "$checks_passed" "$checks_failed" "$(wc -l <"$SCRATCH/operations")"
    [ "$checks_failed" -eq 0 ]
    exit
fi

# Addresses that are the same each time, where the system lets a process ask for that.
fixed=()
if have setarch && setarch -R true 2>/dev/null; then fixed=(setarch -R); fi

# count NUMBER NAME: the environment is empty, since its size moves the stack.
count() {
    local base=$SCRATCH/$1 name=$2
    printf '%s\n' "$name" >"$base.name"
    env -i PATH="$PATH" LC_ALL=C TZ=UTC ${fixed[@]+"${fixed[@]}"} valgrind --tool=callgrind --quiet --callgrind-out-file="$base.out" \
        --dump-before=getrusage --dump-line=no --compress-pos=no \
        "$PHP" -n -d "extension=$library" -d memory_limit=-1 "$here/run.php" "$name" >"$base.rounds" 2>"$base.log" || { cat "$base.log"; die "'$name' failed under callgrind"; }
    [ -s "$base.out.3" ] || die "'$name': callgrind did not tell the phases apart"
}

number=10
while read -r name; do
    if [ $# -gt 0 ]; then
        chosen=false
        for wanted in "$@"; do [ "$wanted" != "$name" ] || chosen=true; done
        $chosen || continue
    fi
    number=$((number + 1))
    count "$number" "$name"
done <"$SCRATCH/operations"

# What valgrind lets through of what the processor can do is not all of it: AVX-512, SHA and VAES are not seen by what runs in it.
abilities=$(grep -m1 '^flags' /proc/cpuinfo 2>/dev/null | tr ' ' '\n' | grep -xE 'sse4_2|avx|avx2|bmi1|bmi2|fma|aes|pclmulqdq|f16c|rdrand|rdseed' | sort | paste -sd ' ' -) || true
{
    printf 'architecture: %s\n' "$(uname -m)"
    printf 'rustc: %s\n' "$(rustc --version)"
    printf 'valgrind: %s\n' "$(valgrind --version)"
    printf 'processor: %s\n' "${abilities:-unknown}"
    printf 'php_api: %s\n' "$("$PHP" -n -r 'echo PHP_MAJOR_VERSION, ".", PHP_MINOR_VERSION, PHP_ZTS ? " zts" : "", PHP_DEBUG ? " debug" : "";')"
    printf 'php: %s\n' "$("$PHP" -n -r 'echo PHP_VERSION;') $(cksum <"$PHP" | cut -d' ' -f1)"
    printf 'libc: %s\n' "$( (ldd --version 2>/dev/null || echo unknown) | sed -n 1p)"
    printf 'pcre: %s\n' "$("$PHP" -n -r 'echo PCRE_VERSION;')"
} >"$SCRATCH/made_with"

if [ $# -gt 0 ]; then
    # Compared with itself: a look at the numbers.
    php_plain "$here/compare.php" "$SCRATCH" "$(basename "$library")" "$SCRATCH/look.json" --update
    exit
fi
exit_code=0
php_plain "$here/compare.php" "$SCRATCH" "$(basename "$library")" "$here/baseline.json" $update || exit_code=$?
[ -n "$update" ] || checks_done || exit_code=1
exit "$exit_code"
