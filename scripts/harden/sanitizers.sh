#!/usr/bin/env bash
# What the compilers' sanitizers see: sanitizers.sh [--minutes N] [--seed N] [--only NAME,...] [--list]. It takes as long as it takes; minutes and
# seed are for the sake of scripts/harden.sh, which gives them to all parts.
#
#   engines     the crates' tests under AddressSanitizer with leaks, debug assertions and overflow checks; what Rust calls undefined and these
#               see ends the test
#   abi         the C program of tests/abi under AddressSanitizer and UndefinedBehaviorSanitizer, with a library built likewise
#   threads     its threads under ThreadSanitizer, with a library and a standard library built likewise
#   extension   the contract suite in a PHP into which AddressSanitizer was loaded, with an extension built likewise
#
# Needs nightly Rust, by rustup, with rust-src for threads, and clang or gcc with the sanitizers' runtimes. What is not there is named and counts as
# skipped.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/../lib.sh"
. "$ROOT/scripts/php.sh"
. "$ROOT/scripts/test/count.sh"
. "$ROOT/scripts/harden/choice.sh"
cd "$ROOT"

choose 'engines abi threads extension' "$@"

skip() {
    say "skip  $1"
    skipped=$((skipped + 1))
}
find_cargo || die 'cargo was not found; run ./build.sh setup'
if ! have rustup || ! rustup run nightly rustc --version >/dev/null 2>&1; then
    skip 'nightly Rust is not installed: rustup toolchain install nightly --profile minimal --component rust-src'
    # Nothing was seen to fail, and nothing was seen at all.
    finish
    exit
fi

logs=$ROOT/build/harden/sanitizers
mkdir -p "$logs"
triple=$(rustup run nightly rustc -vV | sed -n 's/^host: //p')
# The first is that of .cargo/config.toml, which these flags replace.
own='--cfg curve25519_dalek_backend="avx512"'
symbolizer=$(command -v llvm-symbolizer || true)
[ -z "$symbolizer" ] || export ASAN_SYMBOLIZER_PATH=$symbolizer TSAN_SYMBOLIZER_PATH=$symbolizer
# A finding ends the program, and is no status that a test might expect.
export ASAN_OPTIONS=detect_leaks=1:exitcode=99 UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1:exitcode=99

# sanitized NAME FLAGS CARGO'S ARGUMENTS...: cargo for a library or tests that a sanitizer looks into. A target is named so that build scripts and
# macros stay as they are, and each sanitizer has a folder of its own.
sanitized() {
    local name=$1 flags=$2
    shift 2
    RUSTFLAGS="$own $flags" CARGO_TARGET_DIR=$ROOT/target/sanitizers/$name rustup run nightly cargo "$@" --locked --target "$triple"
}

# counted NAME COMMAND...: runs it with a log, shows the end of that if it fails, and adds up what it counted.
counted() {
    local name=$1 exit_code=0 numbers
    shift
    step "$name"
    "$@" >"$logs/$name.log" 2>&1 </dev/null || exit_code=$?
    read -r -a numbers < <(count_results "$exit_code" <"$logs/$name.log")
    say "$name: ${numbers[0]} passed, ${numbers[1]} failed; log in build/harden/sanitizers/$name.log"
    if [ "${numbers[1]}" -ne 0 ]; then
        grep -aE 'ERROR: |SUMMARY: |runtime error: |panicked at|FAIL' "$logs/$name.log" | sort -u | head -n 20 || true
        tail -n 20 "$logs/$name.log"
    fi
    passed=$((passed + numbers[0]))
    failed=$((failed + numbers[1]))
    skipped=$((skipped + numbers[2]))
}

if wanted engines; then
    # A test that forks or measures its own memory does so here as well; what cannot be is named below.
    counted engines sanitized address -Zsanitizer=address test --workspace --exclude highper --exclude highper-fuzz --exclude xtask --lib --tests
fi

# compiler_with FLAG: a C compiler that has the runtime, too: Debian's clang comes without.
compiler_with() {
    local compiler
    for compiler in ${CC:-} clang gcc cc; do
        if have "$compiler" && printf 'int main(void) { return 0; }\n' | "$compiler" "$1" -x c -o "$SCRATCH/try" - 2>/dev/null; then
            echo "$compiler"
            return
        fi
    done
    return 1
}
scratch_folder

if wanted abi; then
    if compiler=$(compiler_with -fsanitize=address,undefined); then
        abi() {
            sanitized address -Zsanitizer=address build --lib --package highper --no-default-features \
                && CC=$compiler tests/abi/run.sh "target/sanitizers/address/$triple/debug/libhighper.so" \
                    -fsanitize=address,undefined -fno-sanitize-recover=all
        }
        counted abi abi
    else
        skip 'no C compiler has AddressSanitizer: no C ABI under sanitizers'
    fi
fi

if wanted threads; then
    source=$(rustup run nightly rustc --print sysroot)/lib/rustlib/src/rust/library
    if ! compiler=$(compiler_with -fsanitize=thread); then
        skip 'no C compiler has ThreadSanitizer: no threads under it'
    elif [ ! -d "$source" ]; then
        skip 'rust-src is not installed: rustup component add --toolchain nightly rust-src'
    else
        threads() {
            # The standard library, too: without it, what Arc and the allocator do would look like races.
            sanitized thread -Zsanitizer=thread build -Zbuild-std --lib --package highper --no-default-features \
                && CC=$compiler tests/abi/run.sh "target/sanitizers/thread/$triple/debug/libhighper.so" -fsanitize=thread
        }
        counted threads threads
    fi
fi

if wanted extension; then
    # The runtime comes first in the process, before an executable that knows nothing of it.
    runtime=$(clang -print-file-name=libclang_rt.asan-x86_64.so 2>/dev/null || true)
    [ -f "$runtime" ] || runtime=$(gcc -print-file-name=libasan.so 2>/dev/null || true)
    if [ ! -f "$runtime" ]; then
        skip "the shared runtime of AddressSanitizer was not found: it comes with clang's or gcc's development files"
    elif ! find_php || ! phpunit=$(find_phpunit); then
        skip 'PHP or PHPUnit was not found; run ./build.sh setup'
    else
        find_libclang || die 'libclang was not found; run ./build.sh setup'
        extension() {
            sanitized address -Zsanitizer=address build --lib --package highper || return 1
            # PHP frees what it has at the end with the process, and Debian's is not built to be looked at: no leaks here, and no use of
            # PHP's own allocator, so that each block has bounds. PHP looks where the stack is, so variables have to stay on it; and a level of
            # nesting takes some 15 KiB in such a build, of which the tests ask for thousands.
            (ulimit -s 262144 2>/dev/null || ulimit -s "$(ulimit -H -s)"
                ASAN_OPTIONS=detect_leaks=0:exitcode=99:detect_odr_violation=0:detect_stack_use_after_return=0 USE_ZEND_ALLOC=0 \
                    ZEND_DONT_UNLOAD_MODULES=1 HIGHPER_EXPECT=extension LD_PRELOAD=$runtime \
                    "$PHP" -d "extension=$ROOT/target/sanitizers/address/$triple/debug/libhighper.so" -d memory_limit=-1 -d zend.assertions=1 \
                    -d zend.reserved_stack_size=1M -d pcre.jit=0 "$phpunit" --configuration phpunit.xml.dist --no-coverage)
        }
        counted extension extension
    fi
fi
finish
