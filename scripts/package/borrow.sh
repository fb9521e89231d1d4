# A PHP to build for that is not installed here: the packages of a distribution that has it, unpacked below build/ and installed nowhere.
# One machine makes the packages for every PHP, with the same compilers and for the same C library. Sourced, after cross.sh.
# shellcheck shell=bash

# Where they are. reproduce.sh names one folder for both of its builds.
BORROWED=${HIGHPER_BORROWED:-$ROOT/build/cross}

# "URI SUITE COMPONENT PACKAGE/KEYRING" of an archive with that PHP; HIGHPER_ARCHIVE says where it is. Debian never had 8.3.
lender() {
    local system rest
    case $1 in
        8.3) system=Ubuntu rest='noble main ubuntu-keyring/ubuntu-archive-keyring' ;;
        8.4) system=Debian rest='trixie main debian-archive-keyring/debian-archive-keyring' ;;
        8.5) system=Ubuntu rest='resolute main ubuntu-keyring/ubuntu-archive-keyring' ;;
        *) die "there is no php-config$1, and no archive with PHP $1 is known here" ;;
    esac
    [ -n "${HIGHPER_ARCHIVE:-}" ] || die "there is no php-config$1: HIGHPER_ARCHIVE=URI names an archive of $system for $2, from which PHP $1 is fetched"
    echo "$HIGHPER_ARCHIVE $rest"
}

is_borrowed() {
    [ -d "$BORROWED" ] || return 1
    case $(readlink -f "$1") in "$(readlink -f "$BORROWED")"/*) return 0 ;; *) return 1 ;; esac
}

# borrow_php MINOR: says which php-config it is. All else goes to the standard error.
borrow_php() {
    local architecture root name=php$1 package
    have dpkg-deb && have apt-get || die "there is no php-config$1, and no apt to fetch PHP $1 with"
    architecture=$(dpkg --print-architecture)
    lender "$1" "$architecture" >/dev/null || return
    root=$BORROWED/$name-$architecture-borrowed
    # php-config gives its folders with spaces between them.
    case $root in *' '*) die "PHP $1 is fetched to $BORROWED, whose name has a space: name another folder by HIGHPER_BORROWED" ;; esac
    if [ ! -f "$root/complete" ]; then
        step "Fetching PHP $1 and what it needs, to build for it; nothing is installed" >&2
        rm -rf "$root"
        mkdir -p "$root/usr/lib" "$root/usr/lib64" "$root/download"
        ln -s usr/lib "$root/lib"
        ln -s usr/lib64 "$root/lib64"
        lender_apt "$1" "$architecture" update >&2 || die "the archive with PHP $1 cannot be read"
        lender_apt "$1" "$architecture" -y --no-install-recommends --download-only install "$name-cli" >&2 || die "the archive has no $name-cli"
        (cd "$root/download" && lender_apt "$1" "$architecture" download "$name-dev") >&2 || die "the archive has no $name-dev"
        for package in "$(lender_state "$1" "$architecture")"/cache/archives/*.deb "$root"/download/*.deb; do
            dpkg-deb --fsys-tarfile "$package" | tar -x -C "$root" --keep-directory-symlink
        done
        borrowed_programs "$root" "$name"
        "$root/php" -n -r '' >&2 || die "the PHP $1 that was fetched does not run here"
        : >"$root/complete"
    fi
    echo "$root/php-config"
}

# Both with the paths that they have here. The C library is the one that came along: this machine's may be older.
borrowed_programs() {
    local root=$1 name=$2 loader
    loader=$(find "$root"/usr/lib64 "$root"/usr/lib -name 'ld-linux-*.so.*' | head -n 1)
    [ -n "$loader" ] || die "what was fetched has no loader of programs"
    cat >"$root/php" <<SCRIPT
#!/bin/sh
PHP_INI_SCAN_DIR= exec "$loader" --library-path "$(dirname "$(find "$root/usr/lib" -name 'libc.so.6' | head -n 1)")" "$root/usr/bin/$name" "\$@"
SCRIPT
    cat >"$root/php-config" <<SCRIPT
#!/bin/sh
case \${1:-} in
    --php-binary) echo "$root/php" ;;
    --includes) "$root/usr/bin/php-config${name#php}" --includes | sed 's,-I/usr/include,-I$root/usr/include,g' ;;
    *) exec "$root/usr/bin/php-config${name#php}" "\$@" ;;
esac
SCRIPT
    chmod 755 "$root/php" "$root/php-config"
}

# borrow_headers MINOR ARCHITECTURE FOLDER: the headers alone, for another processor.
borrow_headers() {
    [ ! -f "$3/complete" ] || [ "$(cat "$3/complete")" != borrowed ] || return 0
    step "Fetching php$1-dev for $2"
    rm -rf "$3"
    mkdir -p "$3/download"
    lender_apt "$1" "$2" update >&2 || die "the archive with PHP $1 for $2 cannot be read"
    (cd "$3/download" && lender_apt "$1" "$2" download "php$1-dev") >&2 || die "the archive has no php$1-dev for $2"
    dpkg-deb -x "$3"/download/*.deb "$3"
    echo borrowed >"$3/complete"
}

lender_state() { echo "$BORROWED/apt-php$1-$2"; }

# lender_apt MINOR ARCHITECTURE ARGUMENT...: apt as it would be on such a machine, with that archive as its only source.
lender_apt() {
    local minor=$1 architecture=$2 lender uri suite component keyring state
    shift 2
    lender=$(lender "$minor" "$architecture") || return
    read -r uri suite component keyring <<<"$lender"
    keyring=$(keyring_of "$keyring") || return
    state=$(lender_state "$minor" "$architecture")
    mkdir -p "$state"
    echo "deb [signed-by=$keyring] $uri $suite $component" >"$state/sources.list"
    APT_STATE=$state foreign_apt "$architecture" -o "Dir::Etc::sourcelist=$state/sources.list" -o Dir::Etc::sourceparts=- "$@"
}

# keyring_of PACKAGE/KEYRING: the keys of an archive, from where its package puts them, or from that package, which this machine's own archive vouches for.
keyring_of() {
    local package=${1%/*} file=usr/share/keyrings/${1#*/}.gpg folder=$BORROWED/${1%/*}
    if [ -f "/$file" ]; then
        echo "/$file"
        return
    fi
    if [ ! -f "$folder/$file" ]; then
        mkdir -p "$folder"
        (cd "$folder" && apt-get -qq -o "APT::Sandbox::User=$(id -un)" download "$package" && dpkg-deb -x "$package"_*.deb .) >&2 || true
    fi
    [ -f "$folder/$file" ] || die "the keys of the archive are missing: apt has no $package with /$file"
    echo "$folder/$file"
}
