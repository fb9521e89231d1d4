#!/usr/bin/env bash
# The boundary between the engine and PHP: every method that calls the user's code, times what that code can do there (throw, exit, run out of memory or
# time, suspend its fiber, fork, call back, let go of what the call works on): boundary.sh [--minutes N] [--seed N] [--suites]. The first round has every cell
# in all three backends, whose outcomes must agree; later rounds look for growth, cut calls off at every page of memory, and run under JIT in
# both modes. --suites first runs all of tests/phpt and of PHPUnit under JIT in both modes; with ten minutes or more it does so anyway.
# tests/phpt/boundary/matrix has the cells; a part of them is in phpt.
. "$(dirname "${BASH_SOURCE[0]}")/../test/part.sh"

minutes=0
seed=$RANDOM
suites=0
while [ $# -gt 0 ]; do
    case $1 in
        --minutes) minutes=${2:?--minutes needs a number} && shift 2 ;;
        --seed) seed=${2:?--seed needs a number} && shift 2 ;;
        --suites) suites=1 && shift ;;
        *) die "boundary.sh knows --minutes, --seed and --suites, not '$1'" ;;
    esac
done
case $minutes$seed in *[!0-9]*) die '--minutes and --seed take whole numbers' ;; esac
need_extension
for module in pcntl posix; do
    php_modules | finds -x "$module" || die "$PHP has no $module, by which calls are forked in the midst"
done
unset HIGHPER_BACKEND
scratch_folder
failed=0
passed=0
skipped=0

# suite NAME COMMAND...: a whole suite, of which only what failed is for the reader.
suite() {
    local name=$1 exit_code=0 ok bad left
    shift
    step "$name"
    "$@" >"$SCRATCH/log" 2>&1 || exit_code=$?
    read -r ok bad left < <(count_results "$exit_code" <"$SCRATCH/log")
    [ "$bad" -eq 0 ] || tail -n 60 "$SCRATCH/log"
    say "$name: $ok passed, $bad failed, $left skipped"
    passed=$((passed + ok))
    failed=$((failed + bad))
    skipped=$((skipped + left))
}

phpt_under_jit() {
    TEST_PHP_EXECUTABLE=$PHP HIGHPER_SO=$(extension_path) NO_INTERACTION=1 "$PHP" "$(find_runner)" -q --no-progress --show-diff -d "extension=$(extension_path)" \
        -d opcache.enable_cli=1 -d "opcache.jit=$1" -d opcache.jit_buffer_size=64M tests/phpt
}

phpunit_under_jit() {
    HIGHPER_EXPECT=extension "$PHP" -d memory_limit=512M -d zend.assertions=1 -d "extension=$(extension_path)" -d opcache.enable_cli=1 -d "opcache.jit=$1" \
        -d opcache.jit_buffer_size=128M "$phpunit" --configuration "$ROOT/phpunit.xml.dist"
}

say "boundary: seed $seed"
if [ "$suites" = 1 ] || [ "$minutes" -ge 10 ]; then
    php_modules | finds -x 'zend opcache' || die "$PHP does not load opcache; run ./build.sh setup"
    phpunit=$(find_phpunit) || die "PHPUnit was not found; run ./build.sh setup"
    for jit in function tracing; do
        suite "phpt, JIT $jit" phpt_under_jit "$jit"
        suite "PHPUnit, JIT $jit" phpunit_under_jit "$jit"
    done
fi
spent=$((SECONDS / 60))
exit_code=0
"$PHP" tests/phpt/boundary/matrix/drive.php "$(extension_path)" "$seed" --minutes=$((minutes > spent ? minutes - spent : 0)) 2>&1 | tee "$SCRATCH/matrix" \
    | { grep -v '^[0-9]* passed, ' || true; } || exit_code=$?
read -r ok bad left < <(count_results "$exit_code" <"$SCRATCH/matrix")
passed=$((passed + ok))
failed=$((failed + bad))
skipped=$((skipped + left))
say "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]
