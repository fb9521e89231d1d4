# build.sh's own face, and how the results of the tests are counted. Sourced by run.sh.
# shellcheck shell=bash

case_is 'help explains every command'
machine
on_machine "$ROOT/build.sh" help
succeeds
for command in setup build run test bench harden package install; do
    contains help $'\n  '"$command " "$output"
    [ -x "$ROOT/scripts/$command.sh" ] && pass || fail "$command" 'a script' 'none'
done
help=$output

case_is 'no command is help'
on_machine "$ROOT/build.sh"
succeeds
equals output "$help" "$output"

case_is 'an unknown command is an error'
on_machine "$ROOT/build.sh" biuld
equals 'exit code' 2 "$status"
contains output 'Unknown command: biuld' "$output"

case_is 'unknown options are refused before anything is done'
for command in 'build --fast' 'run --prot 1' 'run --port x' 'run --port 0' 'run --port 65536' 'run --port' 'test --all' 'test nothing' 'bench nothing' 'bench --quik' 'bench --list' 'bench router --fresh' \
    'bench router --frob' 'bench router crypto' 'bench --rounds=no' 'bench --rounds' 'bench --only=' 'bench --compare=/no/such/file' 'bench --compare /no/such/file' \
    'bench --simdjson=/no/such/file' 'package --here' 'package --php' 'package --php 84' 'package --only' 'package --only zip' 'build --for' 'build --target' 'install a b' 'setup everything' 'setup build test'; do
    # shellcheck disable=SC2086 # a command and its arguments
    on_machine "$ROOT/build.sh" $command
    refuses
    lacks "$command" 'line ' "$output"
    contains "$command" 'error: ' "$output"
    # It is the option that is refused, and not this machine, which has no PHP.
    lacks "$command" 'no PHP' "$output"
    lacks "$command" 'Nothing was changed' "$output"
done

case_is 'every command says how it is called, on a machine without PHP'
for command in setup build run test bench harden package install; do
    on_machine "$ROOT/scripts/$command.sh" --help
    succeeds
    contains "$command" "$command.sh" "$output"
    lacks "$command" 'set -' "$output"
    lacks "$command" 'error: ' "$output"
done

case_is 'every part of the tests and of the hardening run is a script'
for script in $(sed -n "s/^    ['\"].*: \([a-z-]*\.sh\).*/test\/\1/p" "$ROOT/scripts/test.sh") \
    $(sed -n "s/^    '\([a-z]*\): [0-9]* [0-9]*'$/harden\/\1.sh/p" "$ROOT/scripts/harden.sh"); do
    [ -x "$ROOT/scripts/$script" ] && pass || fail "$script" 'a script' 'none'
done

case_is 'parts of the hardening run keep their order: what is as long as it is comes first'
on_machine "$ROOT/scripts/harden.sh" --only soak,miri --list
succeeds
equals output $'miri\nsoak' "$output"
on_machine "$ROOT/build.sh" harden --only fuzz,nothing
refuses
contains output "there is no part 'nothing'" "$output"

case_is '.ci/run is what the README says'
equals '.ci/run' 'exec ./build.sh test --yes' "$(grep -v '^#' "$ROOT/.ci/run" | tail -n 1)"

# Each row: exit code | log | passed failed skipped
while IFS='|' read -r name code log expected; do
    case_is "counting: $name"
    equals counts "$expected" "$(. "$ROOT/scripts/test/count.sh"; printf '%b' "$log" | count_results "$code")"
done <<'TABLE'
cargo, two crates|0|test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s\ntest result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s\n|15 0 1
cargo, a failure|101|test result: FAILED. 11 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s\n|11 1 0
PHPUnit|0|OK (1 test, 1 assertion)\n|1 0 0
PHPUnit in colour|0|\033[30;42mOK (31 tests, 90 assertions)\033[0m\n|31 0 0
PHPUnit with a failure|1|FAILURES!\nTests: 10, Assertions: 30, Failures: 1, Errors: 2, Skipped: 3, Incomplete: 1.\n|3 3 4
PHPUnit without tests|0|No tests executed!\n|0 1 0
run-tests|0|Tests skipped   :    1 ( 16.7%) --------\nTests warned    :    0 (  0.0%) (  0.0%)\nTests failed    :    0 (  0.0%) (  0.0%)\nTests passed    :    5 ( 83.3%) (100.0%)\n|5 0 1
run-tests with a leak|1|Tests leaked    :    1 ( 16.7%) ( 20.0%)\nTests failed    :    1\nTests passed    :    4\n|4 2 0
a script's own line|0|7 passed, 0 failed\n|7 0 0
a script's own line with skips|1|7 passed, 2 failed, 3 skipped\n|7 2 3
several kinds|0|2 passed, 0 failed\ntest result: ok. 5 passed; 0 failed; 0 ignored\n|7 0 0
ends badly without a failed test|139|7 passed, 0 failed\n|7 1 0
nothing ran|0|all is well\n|0 1 0
everything was skipped|0|0 passed, 0 failed, 4 skipped\n|0 1 4
TABLE
