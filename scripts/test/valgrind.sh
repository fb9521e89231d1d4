#!/usr/bin/env bash
# The small cases of the serializer, of cryptography, of PASETO and of the validator under valgrind, with every value in memory that valgrind
# sees: no read or write that is out of place, and nothing that depends on what was never written. Then the C ABI with its secrets taken for
# undefined: no branch on any. Left out where valgrind is not installed.
. "$(dirname "${BASH_SOURCE[0]}")/part.sh"

need_extension
phpunit=$(find_phpunit) || die "PHPUnit was not found; run ./build.sh setup"
extension_loads() { "$PHP" -d "extension=$(extension_path)" -r 'exit(extension_loaded("highper") ? 0 : 1);'; }
check 'the extension loads' extension_loads
if ! have valgrind; then
    say 'valgrind is not installed: left out'
    checks_done
    exit
fi
scratch_folder

# Without PHP's own allocator each value is a block of its own, whose bounds valgrind knows; without the JIT of PCRE, which valgrind cannot follow.
export USE_ZEND_ALLOC=0 ZEND_DONT_UNLOAD_MODULES=1 HIGHPER_EXPECT=extension
unset HIGHPER_BACKEND
under_valgrind() {
    valgrind --quiet --error-exitcode=99 --num-callers=30 --log-file="$SCRATCH/valgrind" \
        "$PHP" -d "extension=$(extension_path)" -d pcre.jit=0 -d opcache.enable_cli=0 -d memory_limit=-1 "$@"
}

# The contract's, by name: other tests try parts that only pure PHP has. Of cryptography those that flip every bit, ask for much memory of Argon2 or copy
# files of many chunks are left out: under valgrind they take many minutes.
serializer='(Json(Decode|Decoder|Encode|Lines|Pointer)|MessagePack[A-Za-z]*|Unpacker|Negotiation|Transcode|Serializer)Test::'
crypto='(Box|Closed|Hash|Hmac|Kdf|Key|Pem|Random|SecretStream|Sign)Test::'
paseto='(Paserk|Paseto(Claims|Footer|Interoperation|Issue|Key|Ring|Secrecy|Settings|Time|Token))Test::'
# JSON Schema's suite is left out: it asks the same of the values that the others hold, some thousand times.
validator='(Validat(ed|or[A-Za-z]*)|JsonSchema(Errors|Hostile|Object|References|Values))Test::'
parts='(Aead|Encoding|StreamCopy)Test::test(RoundTrips|FixedMessages|TheKey|Unknown|What|Progress|Streams|Sources|Targets|BothWays)'
cases="/Contract.($serializer|$crypto|$paseto|$validator|$parts)/"
exit_code=0
under_valgrind "$phpunit" --configuration "$ROOT/phpunit.xml.dist" --filter "$cases" "$@" >"$SCRATCH/log" 2>&1 || exit_code=$?
[ "$exit_code" -eq 0 ] || { tail -n 40 "$SCRATCH/log"; head -n 60 "$SCRATCH/valgrind"; }

# Built as abi.sh builds it: what is released, without PHP.
if cargo build --locked --quiet --release --lib --package highper --no-default-features --target-dir target/abi; then
    poison=0
    tests/abi/poison/run.sh "target/abi/release/libhighper.$(library_suffix)" >"$SCRATCH/poison" 2>&1 || poison=$?
    cat "$SCRATCH/poison" >>"$SCRATCH/log"
    [ "$poison" -eq 0 ] || cat "$SCRATCH/poison"
else
    poison=1
fi
[ "$exit_code" -ne 0 ] || exit_code=$poison
read -r passed failed skipped < <(count_results "$exit_code" <"$SCRATCH/log")
say "$((passed + checks_passed)) passed, $((failed + checks_failed)) failed, $skipped skipped"
[ "$((failed + checks_failed))" -eq 0 ]
