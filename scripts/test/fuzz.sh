#!/usr/bin/env bash
# Mutated inputs for whatever reads bytes from outside: fuzz.sh [json|msgpack|transcode|token|rules|pattern|schema [OPTIONS...]]. Without
# arguments a short run of each, always with the same inputs; `fuzz.sh json --seconds 300 --seed 7` looks further. A real coverage-guided fuzzer
# needs nightly Rust; this one runs on stable.
. "$(dirname "${BASH_SOURCE[0]}")/part.sh"

cargo build --locked --quiet --profile fuzzing --package highper-fuzz
fuzz=$CARGO_TARGET_DIR/fuzzing/highper-fuzz
[ $# -eq 0 ] || exec "$fuzz" "$@"
exit_code=0
for target in json msgpack transcode rules schema; do
    "$fuzz" "$target" --inputs 300000 || exit_code=1
done
# Each of these takes signatures and a round of Argon2.
"$fuzz" token --inputs 30000 || exit_code=1
# And each of these is two patterns to compile.
"$fuzz" pattern --inputs 10000 || exit_code=1
exit "$exit_code"
