#!/usr/bin/env bash
# A short soak of every backend (scripts/harden/soak.sh is the long one), and one with an operation that leaks, which has to be found: soak.sh [--seed N].
. "$(dirname "${BASH_SOURCE[0]}")/part.sh"

need_extension
scratch_folder
soak() { scripts/harden/soak.sh --operations 60000 --folder "$SCRATCH" "$@"; }
finds_a_leak() {
    ! soak --backend extension --leak --no-bisect >"$SCRATCH/leak" 2>&1 || { cat "$SCRATCH/leak"; return 1; }
    # It is the memory that grew, not something else that failed.
    grep 'FAIL  extension: memory does not grow' "$SCRATCH/leak" >/dev/null
}
check 'memory does not grow in any backend' soak "$@"
check 'a leak is found' finds_a_leak
checks_done
