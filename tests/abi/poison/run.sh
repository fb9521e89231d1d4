#!/usr/bin/env bash
# Whether branches depend on secrets: run.sh LIBRARY. Needs valgrind and its headers; what is missing is said, and counts as skipped. Closes with
# `N passed, N failed`.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$here/../../../scripts/lib.sh"

library=${1:-}
[ -f "$library" ] || die "there is no library '$library'; build it with cargo build --release --no-default-features --target-dir target/abi"
library=$(cd "$(dirname "$library")" && pwd)/$(basename "$library")
scratch_folder

if ! have valgrind || ! printf '#include <valgrind/memcheck.h>\n' | "${CC:-cc}" -fsyntax-only -x c - 2>/dev/null; then
    say 'valgrind or its headers are not installed: left out'
    say '0 passed, 0 failed, 1 skipped'
    exit
fi
# An optimised program would keep what it was told in registers; the library is as it is released.
"${CC:-cc}" -std=c11 -D_POSIX_C_SOURCE=200809L -g -O1 -Wall -Wextra -Wpedantic -Werror -I "$ROOT/include" "$here/main.c" "$library" -o "$SCRATCH/poison"
exit_code=0
# Every error is counted, also the ten-thousandth.
valgrind --quiet --error-limit=no --num-callers=12 --log-file="$SCRATCH/valgrind" "$SCRATCH/poison" || exit_code=$?
# Where it happened, for whoever has to mend it; allowed ones are among them.
[ "$exit_code" -eq 0 ] || head -n 80 "$SCRATCH/valgrind"
exit "$exit_code"
