# Machines made of a few small programs: an apt that knows what a test tells it and notes what it is asked to do, PHPs of any
# version. Nothing else of the real machine's PHP, apt or cargo can be reached. Sourced by the tests.
# shellcheck shell=bash

# The programs that the scripts may use on every machine.
COMMON='awk basename bash cat chmod cp cut diff dirname env grep head id ls mkdir mktemp mv readlink rm sed sort tail tar tee touch tr uname'

# A program on the machine: program NAME <SCRIPT
program() {
    # It may be there as a link to the real machine's.
    rm -f "$M/bin/$1"
    { echo '#!/bin/bash'; cat; } >"$M/bin/$1"
    chmod +x "$M/bin/$1"
}

# A bare machine with a Rust toolchain and a C compiler, used by root.
machine() {
    local tool
    M=$(mktemp -d "$SCRATCH/machine.XXXXXX")
    mkdir -p "$M/bin" "$M/sbin" "$M/tmp" "$M/policy" "$M/etc/apt/sources.list.d" "$M/etc/apt/preferences.d"
    : >"$M/log"
    for tool in $COMMON; do ln -s "$(command -v "$tool")" "$M/bin/$tool"; done
    program id <<<'case $1 in -u) echo "${FAKE_UID:-0}" ;; *) echo somebody ;; esac'
    program cargo <<<'echo "cargo 1.99.0 (0123456 2026-01-01)"'
    program cc <<<'exit 0'
    program curl <<<'exit 0'
}

# An apt that offers nothing yet. What `install` brings is in $M/on_install.
with_apt() {
    : >"$M/on_install"
    offers libc6 2.36-9 500 "$1"
    program apt-cache <<TEXT
[ "\$1" = policy ] || exit 100
if [ -z "\${2:-}" ]; then
    echo ' release v=12,o=Debian,a=oldstable,n=bookworm,l=Debian,c=main,b=amd64'
    # A suite is known once it is written down and the lists were fetched.
    if [ -f "$M/etc/apt/sources.list.d/highper-trixie.sources" ] && [ ! -f "$M/no-trixie" ] || [ -f "$M/trixie-known" ]; then
        echo ' release v=13,o=Debian,a=stable,n=trixie,l=Debian,c=main,b=amd64'
    fi
elif [ -f "$M/policy/\$2" ]; then
    cat "$M/policy/\$2"
fi
TEXT
    program apt-get <<TEXT
echo "apt-get \$*" >>"$M/log"
case " \$* " in *' install '*) . "$M/on_install" ;; esac
TEXT
}

# offers PACKAGE VERSION PRIORITY SUITE: one version, not installed.
offers() {
    printf '%s:\n  Installed: (none)\n  Candidate: %s\n  Version table:\n     %s %s\n        %s http://deb.example.org/debian %s/main amd64 Packages\n' \
        "$1" "$2" "$2" "$3" "$3" "$4" >"$M/policy/$1"
}

# What a Debian-like archive has of a PHP: offers_php PREFIX VERSION PRIORITY SUITE
offers_php() {
    local part
    for part in cli dev opcache mbstring xml sqlite3 fpm; do offers "$1-$part" "$2" "$3" "$4"; done
}

# php ID [MODULE...]: that PHP, its php-config named with the version, and FPM. All modules unless some are named.
php() {
    local id=$1 minor
    shift
    minor=$((id / 10000)).$((id / 100 % 100))
    [ $# -gt 0 ] || set -- dom mbstring pdo_sqlite 'Zend OPcache'
    program "php$minor" <<TEXT
case "\$*" in
    *PHP_VERSION_ID*) printf %s $id ;;
    *PHP_MAJOR_VERSION*) printf %s $minor ;;
    *PHP_VERSION*) printf %s $minor.$((id % 100)) ;;
    -m) printf '%s\n' '[PHP Modules]' $(printf '%q ' "$@") ;;
esac
TEXT
    program "php-config$minor" <<TEXT
case \$1 in
    --vernum) echo $id ;;
    --version) echo $minor.$((id % 100)) ;;
    --prefix) echo "$M" ;;
    --php-binary) echo "$M/bin/php$minor" ;;
esac
TEXT
    ln -sf "php-config$minor" "$M/bin/php-config"
    printf '#!/bin/bash\n' >"$M/sbin/php-fpm$minor"
    chmod +x "$M/sbin/php-fpm$minor"
}

# PHPUnit and Composer.
test_tools() {
    program phpunit <<<'exit 0'
    program composer <<<'exit 0'
}

# Runs a command on the machine, without a terminal: sets `status` and `output`. NAME=VALUE before it are its environment.
on_machine() {
    status=0
    output=$(env -i HOME="$M" TMPDIR="$M/tmp" PATH="$M/bin" LIBCLANG_PATH="$M" HIGHPER_APT_DIR="$M/etc/apt" "$@" 2>&1 </dev/null) || status=$?
}

# What setup would do about PHP.
decision() {
    on_machine "$@" bash -euc '
        cd "$1/scripts"; . ./lib.sh; . ./php.sh; . ./setup/apt.sh; . ./setup/trixie.sh; . ./setup/choose.sh; choose_php' _ "$ROOT"
}

setup() { on_machine "$@" "$ROOT/build.sh" setup; }

# Everything that setup may change.
state() { (cd "$M" && find etc bin -printf '%P %s\n' | sort; cat "$M/log"); }
