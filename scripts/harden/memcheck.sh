#!/usr/bin/env bash
# The phpt tests under valgrind's memcheck, with every value in memory that valgrind sees, their child processes included:
# memcheck.sh [--minutes N] [--seed N] [TEST...]. The order is random; --minutes ends the run before the next test once so much time has
# passed, and what was not reached is said. A test fails by its own expectation, or by anything that valgrind says and
# tests/phpt/boundary/memcheck.supp does not account for. tests/phpt/boundary/memcheck-left-out.txt names the tests that cannot run so, and why.
. "$(dirname "${BASH_SOURCE[0]}")/../test/part.sh"

minutes=0
seed=$RANDOM
tests=()
while [ $# -gt 0 ]; do
    case $1 in
        --minutes) minutes=${2:?--minutes needs a number} && shift 2 ;;
        --seed) seed=${2:?--seed needs a number} && shift 2 ;;
        -*) die "memcheck.sh knows --minutes, --seed and names of tests, not '$1'" ;;
        *) tests+=("$1") && shift ;;
    esac
done
case $minutes$seed in *[!0-9]*) die '--minutes and --seed take whole numbers' ;; esac
need_extension
have valgrind || die 'valgrind is not installed'
runner=$(find_runner)
scratch_folder
left_out=$ROOT/tests/phpt/boundary/memcheck-left-out.txt

# The code that PCRE makes at run time is none that valgrind knows the bounds of.
mkdir "$SCRATCH/ini"
echo 'pcre.jit=0' >"$SCRATCH/ini/memcheck.ini"

# What run-tests.php takes for PHP. Its own questions (which version, which modules, whether to skip) need no valgrind.
cat >"$SCRATCH/php" <<SCRIPT
#!/usr/bin/env bash
for argument in "\$@"; do
    case \$argument in *.skip.php | *run-test-info.php | -v) exec "$PHP" "\$@" ;; esac
done
exec valgrind --quiet --num-callers=30 --trace-children=yes --leak-check=no --error-limit=no \\
    --suppressions="$ROOT/tests/phpt/boundary/memcheck.supp" --log-file="$SCRATCH/said/%p" "$PHP" "\$@"
SCRIPT
chmod +x "$SCRATCH/php"
export TEST_PHP_EXECUTABLE=$SCRATCH/php HIGHPER_SO NO_INTERACTION=1 HIGHPER_PHP=$PHP
HIGHPER_SO=$(extension_path)
unset HIGHPER_BACKEND

# Without PHP's own allocator each value is a block of its own, whose bounds valgrind knows. It knows no memory_limit, so the system has to
# stop what would devour the machine.
under_memcheck() {
    (
        export USE_ZEND_ALLOC=0 ZEND_DONT_UNLOAD_MODULES=1
        # For child processes as well; an empty part stands for the folder that PHP has by itself.
        export PHP_INI_SCAN_DIR=${PHP_INI_SCAN_DIR:-}:$SCRATCH/ini
        ulimit -v 4000000
        exec "$PHP" "$runner" -q --no-progress --show-diff --set-timeout 1800 -d "extension=$HIGHPER_SO" -d opcache.enable_cli=0 "$1"
    )
}

if [ ${#tests[@]} -eq 0 ]; then
    # shellcheck disable=SC2016 # PHP's variables
    while read -r test; do tests+=("$test"); done < <("$PHP" -r '
        $tests = glob("tests/phpt/*/*.phpt");
        mt_srand((int) $argv[1]);
        shuffle($tests);
        echo implode("\n", $tests), "\n";' "$seed")
fi

say "memcheck: ${#tests[@]} tests, seed $seed"
passed=0
failed=0
skipped=0
unreached=0
for test in "${tests[@]}"; do
    if [ "$minutes" -gt 0 ] && [ "$SECONDS" -ge $((minutes * 60)) ]; then
        unreached=$((unreached + 1))
        continue
    fi
    reason=$(sed -n "s|^${test#tests/phpt/}: ||p" "$left_out")
    if [ -n "$reason" ]; then
        say "out   $test: $reason"
        skipped=$((skipped + 1))
        continue
    fi
    rm -rf "$SCRATCH/said"
    mkdir "$SCRATCH/said"
    begun=$SECONDS
    exit_code=0
    under_memcheck "$test" >"$SCRATCH/log" 2>&1 || exit_code=$?
    read -r ok bad left < <(count_results "$exit_code" <"$SCRATCH/log")
    cat "$SCRATCH/said"/* >"$SCRATCH/valgrind" 2>/dev/null || true
    if [ -s "$SCRATCH/valgrind" ]; then
        bad=1
    elif grep -q '^Tests skipped *: *1 ' "$SCRATCH/log" && [ "$ok" -eq 0 ]; then
        bad=0
        left=1
    fi
    if [ "$bad" -gt 0 ]; then
        say "FAIL  $test ($((SECONDS - begun)) s)"
        grep -v '^$' "$SCRATCH/log" | head -n 60
        head -n 120 "$SCRATCH/valgrind"
        failed=$((failed + 1))
    elif [ "$left" -gt 0 ]; then
        say "skip  $test"
        skipped=$((skipped + 1))
    else
        say "ok    $test ($((SECONDS - begun)) s)"
        passed=$((passed + 1))
    fi
done
[ "$unreached" -eq 0 ] || say "$unreached tests were not reached in $minutes minutes"
say "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
