#!/usr/bin/env bash
# The benchmarks, untimed: in every suite and with every backend, all contenders that are there give the same answers; and a list costs no build.
. "$(dirname "${BASH_SOURCE[0]}")/part.sh"

need_extension
export HIGHPER_SO
HIGHPER_SO=$(extension_path)
unset HIGHPER_BACKEND HIGHPER_EXPECT

code=0
for suite in benches/php/*/suite.php; do
    suite=$(basename "$(dirname "$suite")")
    step "$suite"
    # Quick leaves out what only takes longer.
    "$PHP" -d memory_limit=1G benches/php/bench.php "$suite" --check --quick || code=1
done

lists_without_building() {
    local said
    said=$(scripts/bench.sh router --list 2>&1) || return 1
    finds "^router, " <<<"$said" && ! finds '^==> ' <<<"$said" || { say "$said"; return 1; }
}
check 'a list of measurements is made without building' lists_without_building
checks_done || code=1
exit "$code"
