# Finds the PHP to build for and to run with. Sourced, after lib.sh. Installs nothing: that is setup's job.
# shellcheck shell=bash

MIN_PHP_ID=80300
MIN_PHP=8.3
# Versions that setup and discovery know by their packaged names, the best first.
KNOWN_PHP='8.5 8.4 8.3'

# Why a php-config cannot be used; nothing if it can.
php_config_fault() {
    local config=$1 id
    have "$config" || { echo "it cannot be executed"; return; }
    id=$("$config" --vernum 2>/dev/null) || { echo "it is not a php-config"; return; }
    case $id in '' | *[!0-9]*) echo "it is not a php-config"; return ;; esac
    [ "$id" -ge "$MIN_PHP_ID" ] || { echo "it is for PHP $("$config" --version), and $MIN_PHP is the oldest that works"; return; }
    [ -n "$(php_binary_of "$config")" ] || echo "it has no command-line PHP beside it"
}

# The command-line PHP that belongs to a php-config. Debian's `php` may be another version, so names with a version first.
php_binary_of() {
    local config=$1 id prefix candidate
    id=$("$config" --vernum)
    prefix=$("$config" --prefix)
    for candidate in "${PHP:-}" "$("$config" --php-binary 2>/dev/null)" \
        "$prefix/bin/php$((id / 10000)).$((id / 100 % 100))" "$prefix/bin/php"; do
        [ -n "$candidate" ] && [ -x "$candidate" ] || continue
        if [ "$("$candidate" -n -r 'echo PHP_VERSION_ID;' 2>/dev/null)" = "$id" ]; then
            echo "$candidate"
            return
        fi
    done
}

# The usable php-config on this machine; nothing if there is none. PHP_CONFIG is looked at by the callers: where it is set, nothing else counts.
installed_php_config() {
    local version name
    for name in php-config $(for version in $KNOWN_PHP; do echo "php-config$version"; done); do
        if have "$name" && [ -z "$(php_config_fault "$name")" ]; then
            command -v "$name"
            return
        fi
    done
}

# Sets and exports PHP_CONFIG and PHP, or fails. The build of the bindings reads both.
find_php() {
    if [ -n "${PHP_CONFIG:-}" ]; then
        [ -z "$(php_config_fault "$PHP_CONFIG")" ] || return 1
        PHP_CONFIG=$(command -v "$PHP_CONFIG")
    else
        PHP_CONFIG=$(installed_php_config)
        [ -n "$PHP_CONFIG" ] || { unset PHP_CONFIG; return 1; }
    fi
    PHP=$(php_binary_of "$PHP_CONFIG")
    export PHP PHP_CONFIG
    hide_installed_extension
}

# "8.4"
php_minor() { "$PHP" -n -r 'echo PHP_MAJOR_VERSION, ".", PHP_MINOR_VERSION;'; }

# What `php -m` lists, one a line, in lower case.
php_modules() { "$PHP" -m | tr '[:upper:]' '[:lower:]'; }

# An installed highper would be loaded before the one just built, and be what is tried instead of it: this process
# and its children get PHP's own ini files without that one.
hide_installed_extension() {
    local folder file
    php_modules | finds -x highper || return 0
    folder=$ROOT/build/conf.d
    rm -rf "$folder"
    mkdir -p "$folder"
    "$PHP" -r 'echo str_replace([",", "\n\n"], "\n", php_ini_scanned_files()), "\n";' | while read -r file; do
        [ -n "$file" ] || continue
        grep -q '^[[:space:]]*extension[[:space:]]*=.*highper' "$file" || cp "$file" "$folder/"
    done
    export PHP_INI_SCAN_DIR=$folder
    ! php_modules | finds -x highper || die "PHP's own php.ini loads highper: take that line out for building and testing"
}

# The PHPUnit to run with $PHP: Composer's if there is one, else the system's.
find_phpunit() {
    if [ -f "$ROOT/vendor/bin/phpunit" ]; then
        echo "$ROOT/vendor/bin/phpunit"
    else
        command -v phpunit
    fi
}

# Exports LIBCLANG_PATH, the folder of the newest libclang with its headers; fails where there is none.
find_libclang() {
    local folder file
    [ -z "${LIBCLANG_PATH:-}" ] || return 0
    for folder in $(printf '%s\n' /usr/lib/llvm-*/lib /usr/lib/llvm*/lib /usr/lib64 /opt/homebrew/opt/llvm/lib /usr/local/opt/llvm/lib \
        | sort -t- -k2 -rn); do
        # A library alone (as Mesa's drivers bring it) lacks the compiler's own headers, and binding generation fails on stddef.h.
        for file in "$folder"/libclang.so "$folder"/libclang-*.so "$folder"/libclang.dylib; do
            [ -e "$file" ] || continue
            if compgen -G "$folder/clang/*/include/stddef.h" >/dev/null || compgen -G "$folder/../lib/clang/*/include/stddef.h" >/dev/null; then
                export LIBCLANG_PATH=$folder
                return 0
            fi
        done
    done
    return 1
}

# For every script but setup: PHP, cargo and libclang must be there by now.
need_toolchain() {
    find_php || die "no PHP $MIN_PHP or newer with its development files was found; run ./build.sh setup"
    find_cargo || die "cargo was not found; run ./build.sh setup"
    find_libclang || die "libclang was not found; run ./build.sh setup"
    # These replace, silently, the flags that .cargo/config.toml asks for.
    if [ -n "${RUSTFLAGS:-}${CARGO_ENCODED_RUSTFLAGS:-}" ]; then
        warn "RUSTFLAGS is ignored here: it would replace the flags of .cargo/config.toml"
        unset RUSTFLAGS CARGO_ENCODED_RUSTFLAGS
    fi
    export CARGO_TARGET_DIR=$ROOT/target
}

# rustup puts cargo where a shell that was opened before does not look.
find_cargo() {
    have cargo || PATH=$PATH:${CARGO_HOME:-$HOME/.cargo}/bin
    have cargo
}
