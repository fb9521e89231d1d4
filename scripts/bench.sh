#!/usr/bin/env bash
# Runs a benchmark: bench.sh [NAME [ARGUMENTS...]]; NAME is a script benches/php/NAME.php, "router" unless given.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$here/lib.sh"
. "$here/php.sh"

name=${1:-router}
[ $# -eq 0 ] || shift
script=$ROOT/benches/php/$name.php
[ -f "$script" ] || die "there is no benchmark '$name'; there are: $(cd "$ROOT/benches/php" 2>/dev/null && echo *.php | sed 's/\.php//g')"

"$here/setup.sh" bench
"$here/build.sh"
need_toolchain

# What a server would use; a rival must not lose for want of it.
flags=(-d "extension=$(extension_path)" -d opcache.enable_cli=1 -d opcache.jit=tracing -d opcache.jit_buffer_size=64M -d memory_limit=1G)
export HIGHPER_SO HIGHPER_LIBRARY
HIGHPER_SO=$(extension_path)
HIGHPER_LIBRARY=$HIGHPER_SO
unset HIGHPER_BACKEND
# Pure PHP needs keys of its own, which are not there while the extension has the names.
[ "$name" != ffi ] || export HIGHPER_BACKEND=ffi
exec "$PHP" "${flags[@]}" "$script" "$@"
