#!/usr/bin/env bash
# Rust: formatting, lints, the crates' tests.
. "$(dirname "${BASH_SOURCE[0]}")/part.sh"

check 'cargo fmt' cargo fmt --all --check
check 'cargo clippy' cargo clippy --locked --workspace --all-targets -- --deny warnings
check 'cargo clippy, without PHP' cargo clippy --locked --package highper --no-default-features --all-targets -- --deny warnings
# What the root package calls of the Zend engine cannot be linked into a test program: its tests run without the extension.
tests=0
cargo test --locked --workspace --exclude highper || tests=$?
cargo test --locked --package highper --no-default-features || tests=$?
checks_done && [ "$tests" -eq 0 ]
