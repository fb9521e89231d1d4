#!/usr/bin/env bash
# The serializer's small cases under valgrind, with every value in memory that valgrind sees: no read or write that is out of place, and nothing
# that depends on what was never written. Left out where valgrind is not installed.
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

# The contract's, by name: other tests try parts that only pure PHP has.
cases='/Contract.(Json|MessagePack|Unpacker|Negotiation|Transcode|Serializer)[A-Za-z]*Test::/'
exit_code=0
under_valgrind "$phpunit" --configuration "$ROOT/phpunit.xml.dist" --filter "$cases" "$@" >"$SCRATCH/log" 2>&1 || exit_code=$?
[ "$exit_code" -eq 0 ] || { tail -n 40 "$SCRATCH/log"; head -n 60 "$SCRATCH/valgrind"; }
read -r passed failed skipped < <(count_results "$exit_code" <"$SCRATCH/log")
say "$((passed + checks_passed)) passed, $((failed + checks_failed)) failed, $skipped skipped"
[ "$((failed + checks_failed))" -eq 0 ]
