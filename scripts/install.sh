#!/usr/bin/env bash
# Puts the extension where PHP looks for it: install.sh [TARBALL], from a tarball that `package` made or from a fresh build.
# Honours DESTDIR. What it does is done by packaging/install.sh, which every tarball carries, too, with --uninstall to undo it.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$here/lib.sh"
. "$here/php.sh"
help_if_asked "$@"

tarball=${1:-}
[ $# -le 1 ] || die "install takes one tarball, or nothing"
scratch_folder

if [ -n "$tarball" ]; then
    [ -f "$tarball" ] || die "there is no $tarball"
    # No php-config is needed for what is built already.
    find_php || { have php && PHP=$(command -v php) && export PHP; } || die "no PHP was found"
    tar -xzf "$tarball" -C "$SCRATCH" --strip-components=1 && [ -f "$SCRATCH/install.sh" ] || die "$tarball is no tarball that package made"
else
    "$here/build.sh"
    need_toolchain
    cp "$(extension_path)" "$ROOT/include/highper.h" "$ROOT/packaging/install.sh" "$SCRATCH/"
    sed "s/highper\.so/$(basename "$(extension_path)")/" "$ROOT/packaging/50-highper.ini" >"$SCRATCH/50-highper.ini"
fi
"$SCRATCH/install.sh" "$PHP"
