#!/usr/bin/env bash
# The benchmarks, untimed: in every suite and with every backend, all contenders that are there give the same answers.
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
exit "$code"
