#!/usr/bin/env bash
# The engine-level tests with PHP's own runner: phpt.sh [--repeat]; --repeat runs each twice in one process, with opcache
# and JIT on.
. "$(dirname "${BASH_SOURCE[0]}")/part.sh"

need_extension
runner=$(find_runner)

flags=(-d "extension=$(extension_path)")
options=(-q --no-progress --show-diff)
if [ "${1:-}" = --repeat ]; then
    options+=(--repeat 2)
    flags+=(-d opcache.enable_cli=1 -d opcache.jit=tracing -d opcache.jit_buffer_size=64M)
    # Without opcache the options below would say nothing.
    php_modules | finds -x 'zend opcache' || die "$PHP does not load opcache; run ./build.sh setup"
fi
export TEST_PHP_EXECUTABLE=$PHP HIGHPER_SO NO_INTERACTION=1 TEST_TIMEOUT
# The runner's minute is too short for a million of anything on a machine that is busy.
TEST_TIMEOUT=${TEST_TIMEOUT:-600}
HIGHPER_SO=$(extension_path)
unset HIGHPER_BACKEND
exec "$PHP" "$runner" "${options[@]}" "${flags[@]}" "$ROOT/tests/phpt"
