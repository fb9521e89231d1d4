#!/usr/bin/env bash
# Makes what people install, in dist/, the same bytes whoever makes it and where, for the same commit and compilers: a tarball, one with
# the debug information, a Debian package and an archive for PIE, for every PHP that is here, and the sums of all.
#   package.sh [--php X.Y]...     for these PHPs only; PHP_CONFIG names one as well. One that is not here is fetched, and installed nowhere
#              [--target TRIPLE]  for another processor: aarch64-linux-gnu
#              [--only KIND]...   tarball, debug, deb, pie or source (what PIE builds from where no archive fits)
#              [--output FOLDER]  another folder than dist/
set -euo pipefail
# What is sorted here is sorted by bytes.
export LC_ALL=C
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$here/lib.sh"
. "$here/php.sh"
. "$here/package/release.sh"
. "$here/package/cross.sh"
. "$here/package/borrow.sh"
. "$here/package/contents.sh"
. "$here/package/archive.sh"
. "$here/package/deb.sh"
help_if_asked "$@"

output=$ROOT/dist
target=''
minors=()
kinds=' '
while [ $# -gt 0 ]; do
    case $1 in --php | --target | --only | --output) [ -n "${2:-}" ] || die "$1 needs a value" ;; esac
    case $1 in
        --php)
            case $2 in [0-9].[0-9] | [0-9].[0-9][0-9]) minors+=("$2"); shift 2 ;; *) die "--php takes a version such as 8.4, not '$2'" ;; esac
            ;;
        --target) target=$2; shift 2 ;;
        --only)
            case ${2:-} in tarball | debug | deb | pie | source) kinds+="$2 "; shift 2 ;; *) die "--only takes tarball, debug, deb, pie or source" ;; esac
            ;;
        --output) output=$2; shift 2 ;;
        *) die "package knows --php X.Y, --target TRIPLE, --only KIND and --output FOLDER, not '$1'" ;;
    esac
done
[ "$kinds" != ' ' ] || kinds=' tarball debug deb pie source '
wanted() { case $kinds in *" $1 "*) return 0 ;; *) return 1 ;; esac; }

# The php-configs to build for, each named once whatever links to it.
chosen_configs() {
    local minor config seen=' ' name
    if [ ${#minors[@]} -gt 0 ]; then
        for minor in "${minors[@]}"; do
            config=$(command -v "php-config$minor" || command -v php-config || true)
            if [ -z "$config" ] || [ "$("$config" --version | cut -d. -f1,2)" != "$minor" ]; then
                config=$(borrow_php "$minor") || exit
            fi
            # The one that was found goes by one name, so that what the tests have built for it is what is packed.
            [ "$(readlink -f "$config")" != "$(readlink -f "$found")" ] || config=$found
            echo "$config"
        done
        return
    fi
    # What PHP_CONFIG names, or the best that was found; the others only where nobody named one.
    echo "$found"
    [ -z "$named" ] || return 0
    seen+="$("$found" --vernum) "
    for minor in $KNOWN_PHP; do
        name=php-config$minor
        have "$name" && [ -z "$(PHP='' php_config_fault "$name")" ] || continue
        case $seen in *" $("$name" --vernum) "*) continue ;; esac
        command -v "$name"
    done
}

"$here/setup.sh" build
named=${PHP_CONFIG:-}
need_toolchain
found=$PHP_CONFIG
found_php=$PHP
scratch_folder
mkdir -p "$output"
output=$(cd "$output" && pwd)
SOURCE_DATE_EPOCH=$(source_date)
export SOURCE_DATE_EPOCH
clean_checkout || warn 'the checkout is not what was committed: nobody can make these bytes again'
HIGHPER_COMMIT=$(release_commit)
export HIGHPER_COMMIT
# For cargo none and an empty one are two things, and a build apart.
[ -n "$HIGHPER_COMMIT" ] || unset HIGHPER_COMMIT
version=$(sed -n 's/^version = "\(.*\)"$/\1/p' "$ROOT/Cargo.toml" | head -n 1)
triple=$(full_triple "$target")

# One PHP: a library, and what was asked for of it.
package_for() {
    local config=$1 library name
    unset PHP
    export PHP_CONFIG=$config
    if [ "$config" = "$found" ] && [ "$triple" = "$(host_triple)" ]; then
        export PHP=$found_php
        "$here/build.sh"
        library=$(extension_path)
    else
        "$here/build.sh" --for "$config" ${target:+--target "$triple"}
        PHP=$(php_binary_of "$config")
        export PHP
        library=$ROOT/build/php$(php_minor)${target:+-$triple}/$(basename "$(extension_path)")
    fi
    name=highper-$version-php$(php_minor)$(php_traits)-${triple%%-*}-$(system_of "$triple")
    rm -rf "${SCRATCH:?}/$name"
    lay_out "$SCRATCH/$name" "$library" "$triple"
    ! wanted tarball || pack_tar "$SCRATCH" "$name" "$output/$name.tar.gz"
    if wanted debug && [ -f "$library.debug" ]; then
        mkdir -p "$SCRATCH/$name-dbgsym"
        cp "$library.debug" "$SCRATCH/$name-dbgsym/"
        pack_tar "$SCRATCH" "$name-dbgsym" "$output/$name-dbgsym.tar.gz"
    fi
    ! wanted pie || pack_pie "$SCRATCH/$name" "$(pie_name "$triple")"
    ! wanted deb || pack_deb "$SCRATCH/$name" "$triple"
}

configs=$(chosen_configs)
for config in $configs; do
    package_for "$config"
done
! wanted source || pack_source
sums "$output"
