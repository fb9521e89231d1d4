# How a release is compiled, over and above Cargo.toml: without a path of this machine, and with its debug information apart. Sourced,
# after php.sh.
# shellcheck shell=bash

# The triple that this rustc compiles for by itself.
host_triple() { rustc -vV | sed -n 's/^host: //p'; }

# full_triple NAME: what rustc calls a target that others name without its vendor; nothing is the host.
full_triple() {
    case $1 in
        '') host_triple ;;
        *-unknown-* | *-apple-*) echo "$1" ;;
        *-linux-*) echo "${1/-linux-/-unknown-linux-}" ;;
        *) die "$1 is not a target such as aarch64-linux-gnu" ;;
    esac
}

# binutil TOOL TRIPLE: that tool of binutils; those of a cross toolchain carry its name. "false" where there is none.
binutil() {
    local prefix=''
    [ "$2" = "$(host_triple)" ] || prefix=${2/-unknown/}-
    command -v "$prefix$1" || echo false
}

# release_flags TRIPLE: sets the array of that name, options for cargo. Paths reach a library through the places of panics and through
# line tables. Given by --config these flags join those of .cargo/config.toml, which RUSTFLAGS would replace.
release_flags() {
    local crate home sources
    home=${CARGO_HOME:-$HOME/.cargo}
    sources=$(rustc --print sysroot)/lib/rustlib/src/rust
    # rustc takes the last prefix that fits, and the target folder may be below the checkout. Where rust-src is installed, the standard
    # library gets a path of this machine; where it is not, the commit stands there.
    release_flags=(--config "target.$1.rustflags = [
        '--remap-path-prefix=$sources=/rustc/$(rustc -vV | sed -n 's/^commit-hash: //p')',
        '--remap-path-prefix=$home=/cargo',
        '--remap-path-prefix=$ROOT=/highper',
        '--remap-path-prefix=$CARGO_TARGET_DIR=/target',
    ]")
    [ "$(binutil objcopy "$1")" != false ] || return 0
    # Line tables leave the library again (split_debug) and say in a backtrace where it came from.
    release_flags+=(--config 'profile.release.debug = "line-tables-only"' --config 'profile.release.strip = "none"')
    # C and assembly would get theirs with the compiler's paths, which GNU as does not map. Their symbols stay.
    for crate in aws-lc-sys blake3 ext-php-rs; do
        release_flags+=(--config "profile.release.package.$crate.debug = false")
    done
}

# split_debug TRIPLE FROM TO: the library as it is shipped, and TO.debug beside it, which gdb, perf and valgrind find by themselves.
split_debug() {
    local objcopy
    objcopy=$(binutil objcopy "$1")
    cp "$2" "$3"
    if [ "$objcopy" = false ]; then
        # No binutils: nothing was asked for that would have to be taken out. Apple's strip wants to be told to keep what PHP looks for.
        [ "$(uname -s)" != Darwin ] || strip -x "$3"
        return
    fi
    "$objcopy" --only-keep-debug "$2" "$3.debug"
    chmod 644 "$3.debug"
    "$objcopy" --strip-unneeded --remove-section=.comment --remove-section=.gnu_debuglink "$3"
    # The link carries a checksum and the name alone, so it has to be made where the file is.
    (cd "$(dirname "$3")" && "$objcopy" --add-gnu-debuglink="$(basename "$3").debug" "$(basename "$3")")
}
