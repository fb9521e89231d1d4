#!/usr/bin/env bash
# Tries the C ABI from C: run.sh [LIBRARY [FLAG...]]. The program uses every function that the library exports, and where valgrind
# is installed it runs a second time under it. Flags are for the compiler, and mean sanitizers: then there is no valgrind. Closes with
# `N passed, N failed`.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$here/../../scripts/lib.sh"
. "$ROOT/scripts/test/count.sh"

library=${1:-$ROOT/target/abi/release/libhighper.$(library_suffix)}
[ $# -eq 0 ] || shift
[ -f "$library" ] || die "there is no $library; build it with cargo build --release --no-default-features --target-dir target/abi"
library=$(cd "$(dirname "$library")" && pwd)/$(basename "$library")
scratch_folder

# The functions of the library, one a line.
exported() {
    case $(uname -s) in
        Darwin) nm -gU "$library" | awk '{ print $3 }' | sed -n 's/^_\(highper_.*\)/\1/p' ;;
        *) nm -D --defined-only "$library" | awk '$3 ~ /^highper_/ { print $3 }' ;;
    esac
}

# every_function FILE...: whether each of the library's functions is called in one of the files.
every_function() {
    local function missing=0 count=0
    while read -r function; do
        count=$((count + 1))
        cat "$@" | finds "\<$function(" || { say "not used: $function"; missing=1; }
    done < <(exported)
    say "$count functions"
    [ "$count" -gt 0 ] && [ "$missing" -eq 0 ]
}

# The header alone, as the first thing that a file includes, in the language that its users may write in.
header_in() { printf '#include "highper.h"\n' | "${CC:-cc}" -fsyntax-only -Wall -Wextra -Wpedantic -Werror -I "$ROOT/include" "$@" -; }
header_in_cpp() {
    printf 'extern "C" {\n#include "highper.h"\n}\n' | "${CC:-cc}" -fsyntax-only -Wall -Wextra -Werror -I "$ROOT/include" -x c++ -
}

# What a run of the program counted is added to what was checked here.
passed=0
failed=0
run_program() {
    local log=$SCRATCH/log exit_code=0 counted
    "$@" >"$log" 2>&1 || exit_code=$?
    grep -v '^[0-9]* passed, [0-9]* failed$' "$log" || true
    read -r -a counted < <(count_results "$exit_code" <"$log")
    say "$1: ${counted[0]} passed, ${counted[1]} failed of the program's checks"
    passed=$((passed + counted[0]))
    failed=$((failed + counted[1]))
}

check 'the header is C11 of its own' header_in -std=c11 -x c
if printf 'int main() {}\n' | "${CC:-cc}" -fsyntax-only -x c++ - 2>/dev/null; then
    check 'the header is C++ within extern "C"' header_in_cpp
fi
check 'every exported function is used' every_function "$here"/*.c
check 'the program compiles' "${CC:-cc}" -std=c11 -D_POSIX_C_SOURCE=200809L -g -O1 -Wall -Wextra -Wpedantic -Werror \
    -I "$ROOT/include" "$@" "$here"/*.c "$library" -pthread -o "$SCRATCH/abi"
if [ -x "$SCRATCH/abi" ]; then
    run_program "$SCRATCH/abi"
    if [ $# -gt 0 ]; then
        say "compiled with $*"
    elif have valgrind; then
        # Valgrind's own complaint is not among the counts of the program, which ended well: the exit code tells.
        run_program valgrind --quiet --num-callers=200 --suppressions="$here/valgrind.supp" --leak-check=full --show-leak-kinds=definite,indirect,possible \
            --errors-for-leak-kinds=definite,indirect,possible --error-exitcode=99 "$SCRATCH/abi"
    else
        say 'valgrind is not installed: no second run'
    fi
fi
checks_passed=$((checks_passed + passed))
checks_failed=$((checks_failed + failed))
checks_done
