# The assertions of the tests of build.sh. Sourced.
# shellcheck shell=bash

passed=0
failed=0

pass() { passed=$((passed + 1)); }

# fail WHAT EXPECTED GOT
fail() {
    failed=$((failed + 1))
    printf 'FAIL  %s: %s\n      expected: %s\n      got:      %s\n' "${case_name:-}" "$1" "$2" "$3"
}

# The behaviour that the assertions below it are about.
case_is() { case_name=$1; }

equals() { if [ "$2" = "$3" ]; then pass; else fail "$1" "$2" "$3"; fi; }

contains() { case $3 in *"$2"*) pass ;; *) fail "$1" "something with: $2" "$3" ;; esac; }

lacks() { case $3 in *"$2"*) fail "$1" "nothing with: $2" "$3" ;; *) pass ;; esac; }

succeeds() { if [ "$status" -eq 0 ]; then pass; else fail 'exit code' 0 "$status, $output"; fi; }

refuses() { if [ "$status" -ne 0 ]; then pass; else fail 'exit code' 'not 0' "0, $output"; fi; }
