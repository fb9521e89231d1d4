# Reads how many tests a part ran from what it printed, and lets a part made of single checks print the same. Sourced.
# shellcheck shell=bash

# count_results EXIT_CODE <LOG: "PASSED FAILED SKIPPED", added up over every summary in the log. A part that ended badly
# without naming a failed test has one failure, and so has one that ended well without having run anything.
count_results() {
    sed $'s/\033\\[[0-9;]*m//g' | tr -d '\r' | awk -v exit_code="$1" '
        function number_after(label,    at) {
            at = index($0, label)
            return at ? substr($0, at + length(label)) + 0 : 0
        }
        # cargo: "test result: ok. 12 passed; 0 failed; 1 ignored; ..."
        /^test result: / { passed += $4; failed += $6; skipped += $8; next }
        # PHPUnit: "OK (12 tests, 30 assertions)", or "Tests: 12, Assertions: 30, Failures: 1, Skipped: 2."
        /^OK \([0-9]+ tests?, / { passed += substr($2, 2); next }
        /^Tests: [0-9]+, Assertions: / {
            bad = number_after("Errors: ") + number_after("Failures: ")
            left = number_after("Skipped: ") + number_after("Incomplete: ")
            passed += number_after("Tests: ") - bad - left; failed += bad; skipped += left
            next
        }
        # run-tests.php: "Tests passed    :    5 ( 83.3%)"; a warned or leaked test is not a passed one.
        /^Tests (passed|failed|warned|leaked|skipped|borked) *: *[0-9]+/ {
            count = $0; sub(/^[^:]*: */, "", count)
            if ($2 == "passed") passed += count
            else if ($2 == "skipped") skipped += count
            else failed += count
            next
        }
        # Everything else: "12 passed, 0 failed", "12 passed, 0 failed, 1 skipped"
        /^[0-9]+ passed, [0-9]+ failed(, [0-9]+ skipped)?$/ { passed += $1; failed += $3; skipped += $5 }
        END {
            if (failed == 0 && (exit_code != 0 || passed == 0)) failed = 1
            print passed + 0, failed + 0, skipped + 0
        }'
}

checks_passed=0
checks_failed=0

# check NAME COMMAND...: runs it and notes whether it succeeded. Its output is for the reader.
check() {
    local name=$1
    shift
    if ("$@"); then
        checks_passed=$((checks_passed + 1))
        printf 'ok    %s\n' "$name"
    else
        checks_failed=$((checks_failed + 1))
        printf 'FAIL  %s\n' "$name"
    fi
}

# The last line of a part made of checks.
checks_done() {
    printf '%d passed, %d failed\n' "$checks_passed" "$checks_failed"
    [ "$checks_failed" -eq 0 ]
}
