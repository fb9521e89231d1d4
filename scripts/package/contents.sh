# What is in a package: names, and the folder that every form of it is packed from. Sourced by package.sh.
# shellcheck shell=bash

# Whether this is a checkout. Not whether git finds one: sources that were unpacked below another project would be taken for its own.
is_checkout() { [ -e "$ROOT/.git" ] && git -C "$ROOT" rev-parse --git-dir >/dev/null 2>&1; }

# The time that everything is said to be of: the commit's, where this is a checkout, else one that dpkg and zip can write.
source_date() {
    if [ -n "${SOURCE_DATE_EPOCH:-}" ]; then
        echo "$SOURCE_DATE_EPOCH"
    elif is_checkout; then
        git -C "$ROOT" log -1 --format=%ct
    else
        echo 1767225600
    fi
}

clean_checkout() { ! is_checkout || [ -z "$(git -C "$ROOT" status --porcelain --untracked-files=no)" ]; }

# The commit that phpinfo() of what is packed says: the one that HIGHPER_COMMIT names, where it is set, else the checkout's, if that is what is
# built. Nothing leaves it to build.rs, which knows an archive's. Another commit means that the library is linked anew.
release_commit() {
    if [ -n "${HIGHPER_COMMIT+set}" ]; then
        echo "$HIGHPER_COMMIT"
    elif is_checkout && clean_checkout; then
        git -C "$ROOT" rev-parse HEAD
    fi
}

# What of a PHP's build an extension has to share, beyond its version.
php_traits() { "$PHP" -n -r 'echo PHP_ZTS ? "-zts" : "", PHP_DEBUG ? "-debug" : "";'; }

# "linux-gnu", "linux-musl" or "macos"
system_of() {
    case $1 in
        *-apple-*) echo macos ;;
        *-musl) echo linux-musl ;;
        *) echo linux-gnu ;;
    esac
}

# lay_out FOLDER LIBRARY TRIPLE: everything that goes into the tarball, with its sums and in the modes that it has there.
lay_out() {
    local folder=$1 library=$2 triple=$3 sysroot
    sysroot=$(rustc --print sysroot)
    [ -f "$sysroot/share/doc/rust/COPYRIGHT-library.html" ] || die "this Rust comes without its copyright notices; rustup's has them"
    mkdir -p "$folder"
    cp "$library" "$ROOT/include/highper.h" "$ROOT/stubs/highper.stub.php" "$ROOT/README.md" "$ROOT/LICENSE" "$ROOT/CHANGELOG.md" "$folder/"
    cp "$ROOT/packaging/install.sh" "$folder/"
    cp "$ROOT/docs/installing.md" "$folder/INSTALL.md"
    cp "$sysroot/share/doc/rust/COPYRIGHT-library.html" "$folder/RUST-STD-COPYRIGHT.html"
    sed "s/highper\.so/$(basename "$library")/" "$ROOT/packaging/50-highper.ini" >"$folder/50-highper.ini"
    (
        cd "$ROOT"
        export CARGO_TARGET_DIR=$ROOT/target
        cargo run --locked --quiet --package xtask -- sbom "$triple" "$(php_minor)" >"$folder/sbom.cdx.json"
        cargo run --locked --quiet --package xtask -- licences "$triple" >"$folder/THIRD-PARTY-LICENSES.txt"
    )
    (cd "$folder" && sha256 ./* | sed 's,\./,,' >../sums && mv ../sums SHA256SUMS)
    chmod 644 "$folder"/*
    chmod 755 "$folder" "$folder/install.sh"
}

sha256() {
    if have sha256sum; then sha256sum "$@"; else shasum -a 256 "$@"; fi
}

# PIE's name for an archive with a built extension, from what it wants to know of the platform.
pie_name() {
    local architecture=${1%%-*} libc=glibc system=linux
    [ "$architecture" != aarch64 ] || architecture=arm64
    case $1 in *-musl) libc=musl ;; *-apple-*) libc=bsdlibc system=darwin ;; esac
    "$PHP" -n -r 'printf("php_highper-%s_php%d.%d-%s-%s-%s%s%s", $argv[1], PHP_MAJOR_VERSION, PHP_MINOR_VERSION, $argv[2], $argv[3], $argv[4],
        PHP_DEBUG ? "-debug" : "", PHP_ZTS ? "-zts" : "");' "$version" "$architecture" "$system" "$libc"
}
