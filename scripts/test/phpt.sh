#!/usr/bin/env bash
# The engine-level tests with PHP's own runner: phpt.sh [--repeat]; --repeat runs each twice in one process, with opcache
# and JIT on.
. "$(dirname "${BASH_SOURCE[0]}")/part.sh"

need_extension
# Debian keeps the runner in a folder named after the API, a PHP built by hand in lib/php/build.
runner=''
for candidate in "$("$PHP_CONFIG" --prefix)/lib/php/$("$PHP_CONFIG" --phpapi)/build/run-tests.php" \
    "$("$PHP_CONFIG" --prefix)/lib/php/build/run-tests.php"; do
    [ ! -f "$candidate" ] || runner=$candidate
done
[ -n "$runner" ] || die "PHP's run-tests.php was not found; it comes with PHP's development files"

flags=(-d "extension=$(extension_path)")
options=(-q --no-progress --show-diff)
if [ "${1:-}" = --repeat ]; then
    options+=(--repeat 2)
    flags+=(-d opcache.enable_cli=1 -d opcache.jit=tracing -d opcache.jit_buffer_size=64M)
    # Without opcache the options below would say nothing.
    php_modules | finds -x 'zend opcache' || die "$PHP does not load opcache; run ./build.sh setup"
fi
export TEST_PHP_EXECUTABLE=$PHP HIGHPER_SO NO_INTERACTION=1
HIGHPER_SO=$(extension_path)
unset HIGHPER_BACKEND
exec "$PHP" "$runner" "${options[@]}" "${flags[@]}" "$ROOT/tests/phpt"
