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
