#!/usr/bin/env bash
# Runs every test: test.sh [PART...]. Each part is a script in test/ that also runs alone; all run, whatever the earlier
# ones gave. Closes with one line: N passed, N failed, N skipped.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$here/lib.sh"
. "$here/php.sh"
. "$here/test/count.sh"
help_if_asked "$@"

# "NAME: SCRIPT ARGUMENTS", in the order in which a fault is cheapest to find.
parts=(
    'entry: entry.sh'
    'layers: layers.sh'
    'cargo: cargo.sh'
    'phpunit in the extension: phpunit.sh extension'
    'phpunit through FFI: phpunit.sh ffi'
    'phpunit in plain PHP: phpunit.sh php'
    'phpstan: phpstan.sh'
    'differential: differential.sh'
    'differential, serializer: serializer.sh'
    'differential, validator: validator.sh'
    'differential, hunt: hunt.sh'
    'fuzz: fuzz.sh'
    'phpt: phpt.sh'
    'phpt twice, with opcache and JIT: phpt.sh --repeat'
    "PHP's own tests of ext/json: php-src.sh"
    'soak: soak.sh'
    'valgrind: valgrind.sh'
    'C ABI: abi.sh'
    'benchmarks: bench.sh'
    'instructions: instructions.sh'
    'generated files: drift.sh'
    'symbols: symbols.sh'
    'example: example.sh'
    'package: package.sh'
    'clean Debian: clean.sh'
    'composer: composer.sh'
)

chosen=()
for argument in "$@"; do
    case $argument in
        --list) printf '%s\n' "${parts[@]%%:*}"; exit 0 ;;
        -*) die "test knows --list and the names of parts, not '$argument'" ;;
    esac
    found=false
    for part in "${parts[@]}"; do
        # The start of a name is enough: phpt names both of its parts.
        case $part in "$argument"*) found=true chosen+=("$part") ;; esac
    done
    $found || die "there is no part '$argument'; test --list names them"
done
[ ${#chosen[@]} -gt 0 ] || chosen=("${parts[@]}")

"$here/setup.sh" test
"$here/build.sh"
need_toolchain
scratch_folder

passed=0
failed=0
skipped=0
table=''
for part in "${chosen[@]}"; do
    name=${part%%:*}
    printf '\n'
    step "$name"
    begun=$SECONDS
    exit_code=0
    # shellcheck disable=SC2086 # a script and its arguments
    (cd "$ROOT" && exec "$here"/test/${part#*: }) </dev/null 2>&1 | tee "$SCRATCH/log" || exit_code=$?
    read -r part_passed part_failed part_skipped < <(count_results "$exit_code" <"$SCRATCH/log")
    passed=$((passed + part_passed))
    failed=$((failed + part_failed))
    skipped=$((skipped + part_skipped))
    table+=$(printf '%-36s %7d %7d %7d %6d s' "$name" "$part_passed" "$part_failed" "$part_skipped" $((SECONDS - begun)))$'\n'
done

printf '\n%-36s %7s %7s %7s %8s\n%s\n' part passed failed skipped time "$table"
say "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]
