#!/usr/bin/env bash
# Builds the extension: build.sh [--debug]. The result is build/highper.so (.dylib on macOS), ready to load.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$here/lib.sh"
. "$here/php.sh"

profile=release
flags=(--release)
for argument in "$@"; do
    case $argument in
        --debug) profile=debug flags=() ;;
        *) die "build knows --debug, not '$argument'" ;;
    esac
done

"$here/setup.sh" build
need_toolchain
cd "$ROOT"
extension=$(extension_path)

step "Building the extension ($profile) for PHP $("$PHP" -n -r 'echo PHP_VERSION;'); the first time takes some minutes"
cargo build --locked --lib --package highper ${flags[@]+"${flags[@]}"}

# Copied beside and renamed: a PHP that runs with the old file keeps it, where writing into it would crash that PHP.
mkdir -p build
cp "target/$profile/libhighper.$(library_suffix)" "$extension.new"
mv -f "$extension.new" "$extension"

loaded=$("$PHP" -d display_startup_errors=1 -d "extension=$extension" -r 'echo phpversion("highper") ?: "";' 2>&1) || true
case $loaded in
    [0-9]*.[0-9]*.[0-9]*) step "build/$(basename "$extension"): highper $loaded loads" ;;
    *) die "PHP does not load what was built: $loaded" ;;
esac
