#!/usr/bin/env bash
# Puts the extension where PHP looks for it: install.sh [TARBALL], from the tarball that `package` made or from a fresh build.
# Honours DESTDIR. Asks PHP afterwards whether it loads.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$here/lib.sh"
. "$here/php.sh"

tarball=${1:-}
[ $# -le 1 ] || die "install takes one tarball, or nothing"
destination=${DESTDIR:-}
scratch_folder

if [ -n "$tarball" ]; then
    [ -f "$tarball" ] || die "there is no $tarball"
    find_php || die "no PHP $MIN_PHP or newer with its development files was found; name one with PHP_CONFIG"
    tar -xzf "$tarball" -C "$SCRATCH" --strip-components=1
else
    "$here/build.sh"
    need_toolchain
    cp "$(extension_path)" "$ROOT/include/highper.h" "$SCRATCH/"
    sed "s/highper\.so/$(basename "$(extension_path)")/" "$ROOT/packaging/50-highper.ini" >"$SCRATCH/50-highper.ini"
fi
library=highper.$(library_suffix)
# Before anything is copied: the tarball may be for another PHP, and PHP's own message says so best.
complaint=$("$PHP" -d display_startup_errors=1 -d "extension=$SCRATCH/$library" -r 'echo extension_loaded("highper") ? "" : "it is not loaded";' 2>&1) || true
[ -z "$complaint" ] || die "$PHP does not load this extension: $complaint"

extensions=$("$PHP_CONFIG" --extension-dir)
version=$(php_minor)
available=/etc/php/$version/mods-available
scan=$("$PHP" -n -r 'echo PHP_CONFIG_FILE_SCAN_DIR;')

# A DESTDIR is the user's own; the system's folders are root's, unless this PHP is.
run() {
    if [ -n "$destination" ] || [ -w "$extensions" ]; then "$@"; else as_root "$@"; fi
}

copy() {
    run mkdir -p "$(dirname "$2")"
    # install(1) writes a new file and renames nothing: remove first, so that a running PHP keeps the old one.
    run rm -f "$2"
    run cp "$1" "$2"
    run chmod 644 "$2"
    say "installed $2"
    installed+=("$2")
}

installed=()
[ -n "$destination" ] || [ -w "$extensions" ] || can_be_root || die "writing to $extensions needs root, and there is no sudo"
copy "$SCRATCH/$library" "$destination$extensions/$library"
copy "$SCRATCH/highper.h" "$destination$extensions/highper.h"
if [ -z "$destination" ] && [ -d "$available" ] && have phpenmod; then
    # Debian's way: one file, switched on for the command line, FPM and all others together.
    copy "$SCRATCH/50-highper.ini" "$available/highper.ini"
    run phpenmod -v "$version" highper
    say "switched on with phpenmod for PHP $version; restart PHP-FPM to load it there"
    undo="phpdismod -v $version highper && rm"
elif [ -n "$scan" ]; then
    copy "$SCRATCH/50-highper.ini" "$destination$scan/50-highper.ini"
    undo=rm
else
    warn "this PHP reads no folder of ini files: put the line extension=$library into its php.ini"
    undo=rm
fi

if [ -z "$destination" ] && [ -n "$scan" ]; then
    # With PHP's own settings, which the search for PHP may have replaced by some without an installed highper.
    env -u PHP_INI_SCAN_DIR "$PHP" -m | finds -x highper || die "$PHP -m does not list highper"
    say "$PHP -m lists highper"
fi
say "To take it out again: $undo ${installed[*]}"
