#!/usr/bin/env bash
# Builds the extension: build.sh [--debug]. The result is build/highper.so (.dylib on macOS), ready to load, with its debug information
# beside it.
#   build.sh --for PHP-CONFIG     another PHP than the one that is found: build/phpX.Y/highper.so, compiled in a folder of its own
#   build.sh --target TRIPLE      for another processor: build/phpX.Y-TRIPLE/highper.so. Nothing here can load it
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$here/lib.sh"
. "$here/php.sh"
. "$here/package/release.sh"
. "$here/package/cross.sh"
. "$here/package/borrow.sh"
help_if_asked "$@"

profile=release
flags=(--release)
target=''
chosen=''
while [ $# -gt 0 ]; do
    case $1 in --for | --target) [ -n "${2:-}" ] || die "$1 needs a value" ;; esac
    case $1 in
        --debug) profile=debug flags=(); shift ;;
        --for) chosen=$2; shift 2 ;;
        --target) target=$2; shift 2 ;;
        *) die "build knows --debug, --for PHP-CONFIG and --target TRIPLE, not '$1'" ;;
    esac
done

if [ -n "$chosen" ]; then
    # It is there, or its caller would not name it; whether its modules are is no matter for building.
    [ -z "$(php_config_fault "$chosen")" ] || die "$chosen cannot be used: $(php_config_fault "$chosen")"
    unset PHP
    export PHP_CONFIG=$chosen
else
    "$here/setup.sh" build
fi
need_toolchain
cd "$ROOT"
# Build scripts are run again, and most of a build with them, where one of these is spelt in another way. No file says when it was built.
PHP_CONFIG=$(readlink -f "$PHP_CONFIG")
PHP=$(readlink -f "$PHP")
unset SOURCE_DATE_EPOCH
extension=$(extension_path)
host=$(host_triple)
target=$(full_triple "$target")
[ "$target" != "$host" ] || target=''
if [ -n "$chosen$target" ]; then
    CARGO_TARGET_DIR=$ROOT/target/php$(php_minor)
    extension=$ROOT/build/php$(php_minor)${target:+-$target}/$(basename "$extension")
fi
[ -z "$target" ] || cross_toolchain "$target"

step "Building the extension ($profile${target:+, $target}) for PHP $("$PHP" -n -r 'echo PHP_VERSION;'); the first time takes some minutes"
if [ "$profile" = release ]; then
    release_flags "${target:-$host}"
    flags+=("${release_flags[@]}")
fi
cargo build --locked --lib --package highper ${target:+--target "$target"} ${flags[@]+"${flags[@]}"}

# Made beside and renamed: a PHP that runs with the old file keeps it, where writing into it would crash that PHP.
built=$CARGO_TARGET_DIR${target:+/$target}/$profile/libhighper.$(library_suffix)
# A folder of its own: two builds may end at once.
mkdir -p "$(dirname "$extension")/new.$$"
made=$(dirname "$extension")/new.$$/$(basename "$extension")
rm -f "$extension.debug"
if [ "$profile" = release ]; then
    split_debug "${target:-$host}" "$built" "$made"
    [ ! -f "$made.debug" ] || mv -f "$made.debug" "$extension.debug"
else
    cp "$built" "$made"
fi
mv -f "$made" "$extension"
rmdir "$(dirname "$made")"

if [ -n "$target" ]; then
    step "${extension#"$ROOT/"}: for $target"
    exit 0
fi
loaded=$("$PHP" -d display_startup_errors=1 -d "extension=$extension" -r 'echo phpversion("highper") ?: "";' 2>&1) || true
case $loaded in
    [0-9]*.[0-9]*.[0-9]*) step "${extension#"$ROOT/"}: highper $loaded loads" ;;
    *) die "PHP does not load what was built: $loaded" ;;
esac
