#!/bin/sh
# Puts the highper extension of this folder where PHP looks for it, and switches it on: install.sh [--uninstall] [--help] [PHP].
# PHP is the command-line PHP to install for, such as php8.4; otherwise the environment's PHP, or the one on the PATH that fits.
# Needs neither PHP's development files nor a compiler. With DESTDIR set it writes below that folder alone and switches nothing on.
# --uninstall takes out again what it put there.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
destination=${DESTDIR:-}
uninstall=false

say() { printf '%s\n' "$*"; }
die() {
    printf 'error: %s\n' "$*" >&2
    exit 1
}

named=0
for argument in "$@"; do
    case $argument in
        --uninstall) uninstall=true ;;
        --help | -h)
            sed -n '2,/^set /s/^# //p' "$0"
            exit 0
            ;;
        -*) die "install.sh knows --uninstall, --help and the name of a PHP, not '$argument'" ;;
        *) PHP=$argument named=$((named + 1)) ;;
    esac
done
[ "$named" -le 1 ] || die 'install.sh takes one PHP at a time'

library=highper.so
[ -f "$here/$library" ] || library=highper.dylib
[ -f "$here/$library" ] || die "there is no highper.so in $here"

# Before PHP is asked: a library that was cut short may crash it.
if [ -f "$here/SHA256SUMS" ] && ! $uninstall; then
    if command -v sha256sum >/dev/null 2>&1; then
        (cd "$here" && sha256sum --quiet -c SHA256SUMS) || die "these are not the files that were packed"
    elif command -v shasum >/dev/null 2>&1; then
        (cd "$here" && shasum -a 256 -c SHA256SUMS >/dev/null) || die "these are not the files that were packed"
    fi
fi

# What PHP itself says of why it does not take the library; nothing if it does.
complaint() {
    env -u PHP_INI_SCAN_DIR -u HIGHPER_BACKEND "$1" -n -d display_startup_errors=1 -d "extension=$here/$library" \
        -r 'echo extension_loaded("highper") ? "" : "it is not loaded";' 2>&1 || true
}

if [ -n "${PHP:-}" ]; then
    command -v "$PHP" >/dev/null 2>&1 || die "there is no $PHP"
    PHP=$(command -v "$PHP")
else
    for candidate in php php8.5 php8.4 php8.3; do
        command -v "$candidate" >/dev/null 2>&1 || continue
        PHP=$(command -v "$candidate")
        [ -n "$(complaint "$PHP")" ] || break
    done
    [ -n "${PHP:-}" ] || die "no PHP was found; name one: install.sh /path/to/php"
fi

# Before anything is copied: it may be for another PHP, and PHP's own message says so best.
$uninstall || [ -z "$(complaint "$PHP")" ] || die "$PHP does not load this extension: $(complaint "$PHP")"

extensions=$("$PHP" -n -r 'echo PHP_EXTENSION_DIR;')
version=$("$PHP" -n -r 'echo PHP_MAJOR_VERSION, ".", PHP_MINOR_VERSION;')
scan=$(env -u PHP_INI_SCAN_DIR "$PHP" -n -r 'echo PHP_CONFIG_FILE_SCAN_DIR;')
# Debian's way: one file, switched on for the command line, FPM and all others together. A PHP that was built by hand beside Debian's has
# its version and reads other files.
available=''
debian=false
case $scan in
    */php/"$version"/*/conf.d) available=${scan%/*/conf.d}/mods-available ;;
esac
if [ -z "$destination" ] && [ -d "$available" ] && command -v phpenmod >/dev/null 2>&1; then debian=true; fi
settings=$scan
if $debian; then settings=$available; fi

# A DESTDIR is the user's own; the system's folders are root's, unless this PHP is.
mine=false
if [ -n "$destination" ] || [ "$(id -u)" = 0 ]; then
    mine=true
elif [ -w "$extensions" ] && { [ -z "$settings" ] || [ -w "$settings" ]; }; then
    mine=true
fi
run() {
    if $mine; then
        "$@"
    elif [ -t 0 ]; then
        sudo "$@"
    else
        sudo -n "$@"
    fi
}

# A new file renamed to the old name: a PHP that runs keeps what it has opened, and one that starts finds the one or the other.
put() {
    run mkdir -p "$(dirname "$2")"
    run cp "$1" "$2.new"
    run chmod 644 "$2.new"
    run mv -f "$2.new" "$2"
    say "installed $2"
}

take_out() {
    [ -f "$1" ] || return 0
    run rm -f "$1"
    say "removed $1"
}

owner=''
if [ -z "$destination" ] && command -v dpkg-query >/dev/null 2>&1; then
    owner=$(dpkg-query -S "$extensions/$library" 2>/dev/null | cut -d: -f1) || owner=''
fi
[ -z "$owner" ] || die "$extensions/$library belongs to the package $owner: apt removes or replaces it"
$mine || command -v sudo >/dev/null 2>&1 || die "writing to $extensions${settings:+ and $settings} needs root, and there is no sudo"

if $uninstall; then
    if $debian && [ -f "$available/highper.ini" ]; then
        run phpdismod -v "$version" highper
        take_out "$available/highper.ini"
        # phpdismod notes that an administrator wants it off, and off it would stay when the Debian package is installed.
        for note in "${scan%/etc/php/*}/var/lib/php/modules/$version"/*/disabled_by_admin/highper; do take_out "$note"; done
    fi
    [ -z "$scan" ] || take_out "$destination$scan/50-highper.ini"
    take_out "$destination$extensions/$library"
    take_out "$destination$extensions/highper.h"
    say 'PHP-FPM and other servers go without it from their next restart on'
    exit 0
fi

# With PHP's own settings: what a caller set for itself says nothing of them. Of other extensions PHP may complain as it likes.
loads() {
    [ "$(env -u PHP_INI_SCAN_DIR "$PHP" -d display_errors=0 -d display_startup_errors=0 -r 'echo extension_loaded("highper") ? "yes" : "no";' 2>/dev/null)" = yes ]
}

put "$here/$library" "$destination$extensions/$library"
put "$here/highper.h" "$destination$extensions/highper.h"
named_elsewhere=false
if [ -z "$destination" ] && ! $debian && [ ! -e "$scan/50-highper.ini" ] && loads; then named_elsewhere=true; fi
if $named_elsewhere; then
    say "switched on already, by a line in this PHP's ini files: 50-highper.ini is not needed"
elif $debian; then
    put "$here/50-highper.ini" "$available/highper.ini"
    run phpenmod -v "$version" highper
    say "switched on with phpenmod for PHP $version"
elif [ -n "$scan" ]; then
    put "$here/50-highper.ini" "$destination$scan/50-highper.ini"
else
    say "this PHP reads no folder of ini files: put the line extension=$library into its php.ini"
fi
[ -z "$destination" ] || exit 0
if $debian || $named_elsewhere || [ -n "$scan" ]; then
    loads || die "$PHP does not load what was installed"
    say "$PHP loads it; restart PHP-FPM or whatever else serves PHP"
fi
