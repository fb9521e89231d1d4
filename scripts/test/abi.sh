#!/usr/bin/env bash
# The C ABI: the library built without PHP, and a C program that calls every function of it.
. "$(dirname "${BASH_SOURCE[0]}")/part.sh"

cargo build --locked --release --lib --package highper --no-default-features --target-dir target/abi
exec tests/abi/run.sh
