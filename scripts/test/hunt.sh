#!/usr/bin/env bash
# A few random cases of every family that the hardening run hunts for differences in (scripts/harden/differential.sh), the same every time, and one planted fault, which has
# to be found and made small: hunt.sh [--cases N] [--seed N].
. "$(dirname "${BASH_SOURCE[0]}")/part.sh"

need_extension
scratch_folder
hunt() { scripts/harden/differential.sh "$@"; }
finds_a_fault() {
    ! hunt --cases 100 --seed 1 --family json-texts --plant ffi >"$SCRATCH/plant" 2>&1 || { cat "$SCRATCH/plant"; return 1; }
    # Made small: of the text little more is left than what the fault is in.
    grep -E '^found: json-texts' "$SCRATCH/plant" >/dev/null && grep -F 'Json::decode("\303\251"' "$SCRATCH/plant" >/dev/null
}
case " $* " in
    *' --cases '*) ;;
    *) set -- --cases 60 "$@" ;;
esac
case " $* " in
    *' --seed '*) ;;
    *) set -- --seed 1 "$@" ;;
esac
exit_code=0
hunt "$@" || exit_code=$?
check 'a planted fault is found' finds_a_fault
checks_done && [ "$exit_code" -eq 0 ]
