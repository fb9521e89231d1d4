# Compiling for another processor: a compiler for it, and the headers of the same PHP as it is packaged there. Sourced, after php.sh.
# shellcheck shell=bash

# Debian's name of a target's architecture, and the prefix of its cross toolchain.
debian_architecture() {
    case $1 in
        aarch64-*) echo arm64 ;;
        x86_64-*) echo amd64 ;;
        *) die "$1 is not one of the targets that are known here: aarch64-linux-gnu" ;;
    esac
}

# cross_toolchain TRIPLE: sets what cargo, cc and bindgen want to know, or says what is missing.
cross_toolchain() {
    local triple=$1 prefix architecture missing='' folder upper
    architecture=$(debian_architecture "$triple")
    prefix=${triple/-unknown/}
    have "$prefix-gcc" || missing="gcc-$prefix"
    [ -f "/usr/$prefix/include/stdio.h" ] || missing="$missing libc6-dev-$architecture-cross"
    [ -z "$missing" ] || die "compiling for $triple needs: apt-get install --no-install-recommends ${missing# }"
    [ -d "$(rustc --print target-libdir --target "$triple")" ] || die "compiling for $triple needs: rustup target add $triple"

    folder=$ROOT/build/cross/php$(php_minor)-$architecture
    if is_borrowed "$PHP_CONFIG"; then
        borrow_headers "$(php_minor)" "$architecture" "$folder"
    else
        foreign_packages "$architecture" "$folder" "php$(php_minor)-dev"
    fi
    headers_of "$folder"
    upper=$(tr 'a-z-' 'A-Z_' <<<"$triple")
    export "CARGO_TARGET_${upper}_LINKER=$prefix-gcc" "CC_${triple//-/_}=$prefix-gcc" "AR_${triple//-/_}=$prefix-ar"
    export "BINDGEN_EXTRA_CLANG_ARGS_${triple//-/_}=-isystem /usr/$prefix/include"
}

# foreign_packages ARCHITECTURE FOLDER PACKAGE...: unpacks packages of that architecture, not what they depend on, in the version that is
# installed here. With a state of its own: this machine's apt does not learn of the architecture.
foreign_packages() {
    local architecture=$1 folder=$2 package version wanted=''
    shift 2
    for package in "$@"; do
        version=$(dpkg-query -W -f '${Version}' "$package" 2>/dev/null) || die "$package is not installed, so its version for $architecture is not known"
        wanted="$wanted $package=$version"
    done
    [ ! -f "$folder/complete" ] || [ "$(cat "$folder/complete")" != "$wanted" ] || return 0
    have apt-get || die "PHP's packages for $architecture come from apt, and there is none"
    step "Fetching$wanted for $architecture"
    rm -rf "$folder"
    mkdir -p "$folder/download"
    foreign_apt "$architecture" update >&2 || die "apt has no package lists for $architecture"
    # shellcheck disable=SC2086 # names, each with its version
    (cd "$folder/download" && foreign_apt "$architecture" download $wanted) >&2 || die "apt has no$wanted for $architecture"
    for package in "$folder"/download/*.deb; do
        dpkg-deb -x "$package" "$folder"
    done
    echo "$wanted" >"$folder/complete"
}

# foreign_apt ARCHITECTURE ARGUMENT...: apt as it would be on a machine of that architecture with nothing installed.
foreign_apt() {
    local architecture=$1 state=${APT_STATE:-$ROOT/build/cross/apt-$1}
    shift
    mkdir -p "$state/lists/partial" "$state/cache/archives/partial"
    [ -f "$state/status" ] || : >"$state/status"
    apt-get -qq -o "APT::Architecture=$architecture" -o "APT::Architectures=$architecture" -o "APT::Sandbox::User=root" \
        -o "Dir::State=$state" -o "Dir::State::status=$state/status" -o "Dir::Cache=$state/cache" -o "Dir::Etc::preferences=/dev/null" \
        -o "Dir::Etc::preferencesparts=/dev/null" "$@"
}

# A php-config like the one here, but for the place of the headers.
headers_of() {
    local real=$PHP_CONFIG
    cat >"$1/php-config" <<SCRIPT
#!/bin/sh
[ "\$1" = --includes ] || exec "$real" "\$@"
"$real" --includes | sed 's,-I[^ ]*/usr/include,-I$1/usr/include,g'
SCRIPT
    chmod 755 "$1/php-config"
    export PHP_CONFIG=$1/php-config
}
