#!/usr/bin/env bash
# Mutated inputs for whatever reads bytes from outside: fuzz.sh [TARGET [OPTIONS...]]. Without arguments a short run of each target, always with the
# same inputs; `fuzz.sh json --seconds 300 --seed 7` looks further. Runs on stable Rust; scripts/harden/fuzz.sh asks the same of inputs that
# coverage leads to.
. "$(dirname "${BASH_SOURCE[0]}")/part.sh"

cargo build --locked --quiet --profile fuzzing --package highper-fuzz
fuzz=$CARGO_TARGET_DIR/fuzzing/highper-fuzz
[ $# -eq 0 ] || exec "$fuzz" "$@"
exit_code=0
# try INPUTS TARGET...: what coverage found before is tried and mutated, too.
try() {
    local inputs=$1 target
    shift
    for target in "$@"; do
        "$fuzz" "$target" --inputs "$inputs" --corpus "fuzz/corpus/$target" || exit_code=1
    done
}
try 300000 json msgpack transcode accept schema rules range date cookie path proxy_protocol
# Each of these is read a dozen times, cut in as many ways.
try 60000 multipart urlencoded forwarded
# Each of these is a table of routes, made some dozen times, or dozens of calls.
try 20000 route abi
# Each of these takes signatures and a round of Argon2.
try 30000 token
# And each of these is two patterns to compile.
try 10000 pattern
exit "$exit_code"
