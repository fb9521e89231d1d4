# How every part of the tests begins: helpers, the toolchain, the checkout's root. Sourced.
# shellcheck shell=bash
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/../lib.sh"
. "$ROOT/scripts/php.sh"
. "$ROOT/scripts/test/count.sh"
cd "$ROOT"
need_toolchain

# For parts that try what was built: they do not build it, so that they never try something else than was asked for.
need_extension() { [ -f "$(extension_path)" ] || die "there is no $(extension_path); run ./build.sh build"; }

# PHP's own test runner. Debian keeps it in a folder named after the API, a PHP built by hand in lib/php/build.
find_runner() {
    local candidate runner=''
    for candidate in "$("$PHP_CONFIG" --prefix)/lib/php/$("$PHP_CONFIG" --phpapi)/build/run-tests.php" \
        "$("$PHP_CONFIG" --prefix)/lib/php/build/run-tests.php"; do
        [ ! -f "$candidate" ] || runner=$candidate
    done
    [ -n "$runner" ] || die "PHP's run-tests.php was not found; it comes with PHP's development files"
    echo "$runner"
}
