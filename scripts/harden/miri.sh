#!/usr/bin/env bash
# Rust's own rules, interpreted: miri.sh [--minutes N] [--seed N] [--only NAME,...] [--list]. It takes as long as it takes; minutes and seed are for
# the sake of scripts/harden.sh, which gives them to all parts.
#
#   forbid      the engines that claim to have no unsafe code compile where it is forbidden
#   simd        json/simd by vectors of 128 bits (SSE2), which Miri knows: every load and store, with provenance and symbolic alignment
#   scalar      the same on a machine that has no vectors and reads numbers from the other end (s390x), and MessagePack there
#   router      segments, paths and hosts
#   paseto      claims, footers, times and their JSON
#   validator   decimals, paths of fields, parameters, plural forms and what else needs no pattern
#
# Miri interprets, some hundred times slower than the processor: what needs a regular expression compiled, or tries each of many lengths, is left to the
# sanitizers. It cannot run C, so what encrypts, signs and hashes by AWS-LC is not here. Needs nightly Rust, by rustup, with miri and rust-src;
# without, it counts as skipped.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/../lib.sh"
. "$ROOT/scripts/php.sh"
. "$ROOT/scripts/test/count.sh"
. "$ROOT/scripts/harden/choice.sh"
cd "$ROOT"

choose 'forbid simd scalar router paseto validator' "$@"
find_cargo || die 'cargo was not found; run ./build.sh setup'
unset RUSTFLAGS CARGO_ENCODED_RUSTFLAGS
export CARGO_TARGET_DIR=$ROOT/target

# Not a search for the word: macros are seen as well.
forbidden() { cargo clippy --locked --quiet --lib --package "highper-$1" --no-deps -- --forbid unsafe_code; }
if wanted forbid; then
    for engine in router paseto validator; do
        check "highper-$engine has no unsafe code" forbidden "$engine"
    done
fi

if ! have rustup || ! rustup run nightly cargo miri --version >/dev/null 2>&1; then
    say 'Miri is not installed: rustup toolchain install nightly --profile minimal --component miri --component rust-src'
    for name in $only; do
        [ "$name" = forbid ] || skipped=$((skipped + 1))
    done
    finish
    exit
fi

logs=$ROOT/build/harden/miri
mkdir -p "$logs"

# interpreted NAME TARGET PACKAGE [TESTS...]: the tests of a library whose names contain one of these texts, but for those that begin with '-'.
interpreted() {
    local name=$1 target=$2 package=$3 exit_code=0 numbers filters=() each
    shift 3
    wanted "$name" || return 0
    for each in "$@"; do
        case $each in -*) filters+=(--skip "${each#-}") ;; *) filters+=("$each") ;; esac
    done
    step "$name"
    MIRIFLAGS="-Zmiri-symbolic-alignment-check -Zmiri-strict-provenance" CARGO_TARGET_DIR=$ROOT/target/miri \
        rustup run nightly cargo miri test --locked --target "$target" --package "$package" --lib -- ${filters[@]+"${filters[@]}"} \
        >"$logs/$name.log" 2>&1 </dev/null || exit_code=$?
    read -r -a numbers < <(count_results "$exit_code" <"$logs/$name.log")
    say "$name: ${numbers[0]} passed, ${numbers[1]} failed; log in build/harden/miri/$name.log"
    [ "${numbers[1]}" -eq 0 ] || tail -n 40 "$logs/$name.log"
    passed=$((passed + numbers[0]))
    failed=$((failed + numbers[1]))
}

# The benchmarks' crates have C in them, and Cargo builds them with the tests. It is never linked, so any compiler will do.
export CC_s390x_unknown_linux_gnu=${CC:-cc} AR_s390x_unknown_linux_gnu=${AR:-ar}
host=$(rustup run nightly rustc -vV | sed -n 's/^host: //p')
interpreted simd "$host" highper-serializer json::simd json::encode -long_
interpreted scalar s390x-unknown-linux-gnu highper-serializer json:: msgpack:: transcode negotiate -long_ -lengths_ -depth_ -powers_ -random_ -few_ -every_day -wide_ -words_and_bytes -deep
interpreted router "$host" highper-router canonical:: method:: links:: hash:: pattern:: url::
interpreted paseto "$host" highper-paseto claims:: footer:: json:: time::
interpreted validator "$host" highper-validator parse:: path:: messages:: rules::decimal rules::number rules::date input::
finish
