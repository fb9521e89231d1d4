# The installer that tarballs carry, for made-up PHPs with folders of their own. Sourced by run.sh.
# shellcheck shell=bash

# A folder as a tarball unpacks it, without the sums: packed
packed() {
    mkdir "$M/un packed"
    cp "$ROOT/packaging/install.sh" "$ROOT/packaging/50-highper.ini" "$ROOT/include/highper.h" "$M/un packed/"
    echo "the library, ${1:-new}" >"$M/un packed/highper.so"
    program sha256sum <<<"exec $(command -v sha256sum) \"\$@\""
    program phpenmod <<<"echo \"phpenmod \$*\" >>'$M/log'"
    program phpdismod <<<"echo \"phpdismod \$*\" >>'$M/log'"
    program sudo <<<"echo \"sudo \$*\" >>'$M/log'"
}

# A PHP 8.4 that reads SCAN: reading SCAN. It loads a library unless that says that it is broken.
reading() {
    mkdir -p "$M/extensions" "$M/$1"
    program php8.4 <<TEXT
case "\$*" in
    *broken*) echo 'Warning: it is broken' ;;
    *-n*extension_loaded*) ! grep -q broken "$M/un packed/highper.so" || { echo 'Warning: it is broken'; echo loaded >>"$M/log"; } ;;
    *extension_loaded*) if grep -rqs '^extension=highper' "$M/$1" "$M/etc/php"; then echo yes; else echo no; fi ;;
    *PHP_EXTENSION_DIR*) printf %s "$M/extensions" ;;
    *PHP_MAJOR_VERSION*) printf %s 8.4 ;;
    *PHP_CONFIG_FILE_SCAN_DIR*) printf %s "$M/$1" ;;
esac
TEXT
}

installer() { on_machine "$@"; }

case_is 'help says how it is called, and installs nothing'
machine; packed; reading scan
for option in --help -h; do
    installer "$M/un packed/install.sh" "$option"
    succeeds
    contains help 'install.sh [--uninstall] [--help] [PHP]' "$output"
    lacks help 'set -eu' "$output"
done
equals extensions '' "$(ls "$M/extensions")"

case_is 'wrong arguments'
for arguments in '--purge' 'php8.4 php8.4' 'no-such-php'; do
    # shellcheck disable=SC2086 # words
    installer "$M/un packed/install.sh" $arguments
    refuses
    contains "$arguments" 'error: ' "$output"
done
equals extensions '' "$(ls "$M/extensions")"

case_is 'install takes what package made, and nothing else'
machine; packed; reading scan
program gzip <<<"exec $(command -v gzip) \"\$@\""
program php <<<"exec '$M/bin/php8.4' \"\$@\""
: >"$M/empty.tar.gz"
(cd "$M" && tar -czf other.tar.gz "un packed/highper.h" && tar -czf whole.tar.gz "un packed")
for tarball in empty other; do
    on_machine "$ROOT/scripts/install.sh" "$M/$tarball.tar.gz"
    refuses
    contains "$tarball" "error: $M/$tarball.tar.gz is no tarball that package made" "$output"
done
equals extensions '' "$(ls "$M/extensions")"
on_machine "$ROOT/scripts/install.sh" "$M/whole.tar.gz"
succeeds
equals extensions 'highper.h highper.so' "$(cd "$M/extensions" && echo *)"

case_is "Debian's PHP: one file, switched on with phpenmod, off with phpdismod"
machine; packed; reading etc/php/8.4/cli/conf.d
mkdir "$M/etc/php/8.4/mods-available"
installer "$M/un packed/install.sh" php8.4
succeeds
equals log 'phpenmod -v 8.4 highper' "$(cat "$M/log")"
equals settings highper.ini "$(ls "$M/etc/php/8.4/mods-available")"
equals scan '' "$(ls "$M/etc/php/8.4/cli/conf.d")"
equals extensions 'highper.h highper.so' "$(cd "$M/extensions" && echo *)"
# As phpdismod would.
mkdir -p "$M/var/lib/php/modules/8.4/cli/disabled_by_admin" "$M/var/lib/php/modules/8.4/fpm/disabled_by_admin"
touch "$M/var/lib/php/modules/8.4/cli/disabled_by_admin/highper" "$M/var/lib/php/modules/8.4/fpm/disabled_by_admin/"{highper,other}
installer "$M/un packed/install.sh" --uninstall php8.4
succeeds
equals notes other "$(find "$M/var" -type f -exec basename {} \;)"
equals log 'phpdismod -v 8.4 highper' "$(tail -n 1 "$M/log")"
equals left '' "$(find "$M/extensions" "$M/etc/php" -type f)"

case_is "a PHP of the same version beside Debian's reads its own folder, and Debian's is left alone"
machine; packed; reading opt/php/conf.d
mkdir -p "$M/etc/php/8.4/mods-available"
installer "$M/un packed/install.sh" php8.4
succeeds
equals log '' "$(cat "$M/log")"
equals settings '' "$(ls "$M/etc/php/8.4/mods-available")"
equals scan 50-highper.ini "$(ls "$M/opt/php/conf.d")"

case_is 'a PHP that is told elsewhere to load it is not told twice'
machine; packed; reading scan
echo 'extension=highper' >"$M/scan/docker-php-ext-highper.ini"
installer "$M/un packed/install.sh" php8.4
succeeds
contains output 'switched on already' "$output"
equals scan docker-php-ext-highper.ini "$(ls "$M/scan")"
equals extensions 'highper.h highper.so' "$(cd "$M/extensions" && echo *)"

case_is 'its own line is replaced, and other complaints of PHP do not count'
machine; packed; reading scan
echo 'extension=old' >"$M/scan/50-highper.ini"
echo 'case "$*" in *-n*|*display_startup_errors=0*) ;; *) echo "Warning: of another extension" ;; esac' >>"$M/bin/php8.4"
installer "$M/un packed/install.sh" php8.4
succeeds
equals settings 1 "$(grep -c '^extension=highper.so$' "$M/scan/50-highper.ini")"

case_is 'what was there is replaced, not written into'
machine; packed; reading scan
echo 'the library, old' >"$M/extensions/highper.so"
ln "$M/extensions/highper.so" "$M/opened"
installer "$M/un packed/install.sh" php8.4
succeeds
equals installed 'the library, new' "$(cat "$M/extensions/highper.so")"
equals opened 'the library, old' "$(cat "$M/opened")"
equals extensions 'highper.h highper.so' "$(cd "$M/extensions" && echo *)"

case_is 'what is not what was packed is not even loaded'
machine; packed; reading scan
(cd "$M/un packed" && sha256sum ./* | sed 's,\./,,' >SHA256SUMS)
echo broken >>"$M/un packed/highper.so"
installer "$M/un packed/install.sh" php8.4
refuses
contains output 'these are not the files that were packed' "$output"
equals log '' "$(cat "$M/log")"

case_is 'what this PHP does not load is not installed'
machine; packed broken; reading scan
installer "$M/un packed/install.sh" php8.4
refuses
contains output 'does not load this extension: Warning: it is broken' "$output"
equals extensions '' "$(ls "$M/extensions")"
