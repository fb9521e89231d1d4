# The Rust toolchain: setup checks it and says how to get it; installing compilers for the user is not its business.
# Sourced by setup.sh, after php.sh.
# shellcheck shell=bash

# The oldest Rust, as Cargo.toml says.
rust_minimum() { sed -n 's/^rust-version = "\(.*\)"/\1/p' "$ROOT/Cargo.toml" | sed -n 1p; }

# Sets rust_fault: why the toolchain cannot be used; empty if it can.
check_rust() {
    local version minimum
    rust_fault=''
    minimum=$(rust_minimum)
    find_cargo || { rust_fault="There is no Rust toolchain (cargo) here."; return; }
    version=$(cargo --version 2>/dev/null | cut -d' ' -f2)
    [ -n "$version" ] || { rust_fault="cargo does not run; \`cargo --version\` says why."; return; }
    [ "$(printf '%s\n%s\n' "$minimum" "$version" | sort -t. -k1,1n -k2,2n -k3,3n | sed -n 1p)" = "$minimum" ] \
        || rust_fault="This cargo is $version; $minimum or newer is needed."
}

need_rust() {
    check_rust
    [ -n "$rust_fault" ] || return 0
    cat >&2 <<TEXT
$rust_fault
Install Rust $(rust_minimum) or newer, without root, as https://rustup.rs says:

  curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh

then run this command again. Nothing was changed.
TEXT
    exit 1
}

# The formatter and the linter are components of their own in rustup's minimal profile.
need_rust_components() {
    local missing=()
    cargo fmt --version >/dev/null 2>&1 || missing+=(rustfmt)
    cargo clippy --version >/dev/null 2>&1 || missing+=(clippy)
    [ ${#missing[@]} -gt 0 ] || return 0
    have rustup || die "this Rust toolchain lacks ${missing[*]}; install them the way you installed Rust"
    step "Adding to the Rust toolchain: ${missing[*]}"
    rustup component add "${missing[@]}"
}
