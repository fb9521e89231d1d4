#!/usr/bin/env bash
# Installs what is missing: setup.sh [build|test|bench]. Says what first, asks, and changes nothing without a yes.
# Silent where nothing is missing.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$here/lib.sh"
. "$here/php.sh"
. "$here/setup/apt.sh"
. "$here/setup/trixie.sh"
. "$here/setup/choose.sh"
. "$here/setup/rust.sh"
help_if_asked "$@"

[ $# -le 1 ] || die 'setup takes one purpose: build, test or bench'
purpose=${1:-test}
case $purpose in build | test | bench) ;; *) die "setup is for build, test or bench, not '$purpose'" ;; esac
for_tests=false
[ "$purpose" != test ] || for_tests=true
for_bench=false
[ "$purpose" != bench ] || for_bench=true

# The packaged name that a PHP's modules share, such as php8.4; "php" for one that did not come from packages.
packaged_prefix() {
    local name
    name=$(basename "$(readlink -f "$PHP")")
    case $name in php[0-9]*.[0-9]*) echo "$name" ;; *) echo php ;; esac
}

# Packages of PHP (php_packages) and of the tools around it (tools) that are missing. With an argument: no PHP is there
# yet, and it will come from packages of that prefix.
list_missing() {
    local prefix=${1:-} modules='' module package
    php_packages=()
    tools=()
    if [ -n "$prefix" ]; then
        php_packages+=("$prefix-cli" "$prefix-dev")
    else
        prefix=$(packaged_prefix)
        modules=$(php_modules)
    fi
    for module in 'zend opcache:opcache' mbstring:mbstring dom:xml pdo_sqlite:sqlite3; do
        package=$prefix-${module#*:}
        grep -qx "${module%:*}" <<<"$modules" || php_packages+=("$package")
    done
    have cc || have gcc || tools+=(gcc libc6-dev)
    find_libclang || tools+=(libclang-dev)
    have curl || tools+=(curl)
    if $for_tests; then
        has_fpm || php_packages+=("$prefix-fpm")
        find_phpunit >/dev/null || php_packages+=(phpunit)
        have composer || php_packages+=(composer)
    fi
    if $for_bench; then
        [ -d /usr/share/php/FastRoute ] || [ -d "$ROOT/vendor/nikic/fast-route" ] || php_packages+=(php-nikic-fast-route)
        [ -d /usr/share/php/Nyholm/Psr7 ] || [ -d "$ROOT/vendor/nyholm/psr7" ] || php_packages+=(php-nyholm-psr7)
        [ -d /usr/share/php/Symfony/Component/Routing ] || [ -d "$ROOT/vendor/symfony/routing" ] || php_packages+=(php-symfony-routing)
        [ -d /usr/share/php/Lcobucci/JWT ] || [ -d "$ROOT/vendor/lcobucci/jwt" ] || php_packages+=(php-lcobucci-jwt)
        [ -d /usr/share/php/Illuminate/Validation ] || php_packages+=(php-illuminate-validation)
        [ -d /usr/share/php/Symfony/Component/Validator ] || php_packages+=(php-symfony-validator)
        # Another rival, but an extension: it is packaged for packaged PHPs only, and the benchmark does without it.
        [ "$prefix" = php ] || grep -qx msgpack <<<"$modules" || php_packages+=("$prefix-msgpack")
        [ "$prefix" = php ] || grep -qx igbinary <<<"$modules" || php_packages+=("$prefix-igbinary")
    fi
}

has_fpm() {
    local folder
    [ -n "${PHP:-}" ] || return 1
    folder=$("$PHP_CONFIG" --prefix)/sbin
    [ -x "$folder/php-fpm$(php_minor)" ] || [ -x "$folder/php-fpm" ]
}

# PHP 8.5 has opcache built in, and nobody has to package the rivals, without which the benchmarks do; where apt has no package of
# that name there is none to ask for.
drop_unpackaged() {
    local package kept=()
    for package in ${php_packages[@]+"${php_packages[@]}"}; do
        case $package in *-opcache | *-msgpack | *-igbinary | *-lcobucci-jwt | *-illuminate-validation | *-symfony-validator) [ -n "$(apt_candidate "$package")" ] || continue ;; esac
        kept+=("$package")
    done
    php_packages=(${kept[@]+"${kept[@]}"})
}

# Setup may not or cannot install: names everything and stops.
by_hand() {
    say "error: $1" >&2
    say "Install these by hand, then run this command again (names as in Debian and Ubuntu):" >&2
    printf '  %s\n' "${php_packages[*]-} ${tools[*]-}" >&2
    have apt-get || say "On macOS (untested): brew install php llvm composer phpunit. Elsewhere: PHP $MIN_PHP or newer with its
development files, opcache, mbstring, dom and pdo_sqlite; a C compiler; libclang with its headers; curl; PHPUnit; Composer." >&2
    say "Nothing was changed." >&2
    exit 1
}

# Says what will be installed and asks.
announced() {
    if [ -n "$suite" ]; then
        say "To be installed with apt, what concerns PHP from the suite $suite:"
    else
        say "To be installed with apt:"
    fi
    printf '  %s\n' "${php_packages[*]-} ${tools[*]-}"
    consented || { [ "$decision" = trixie ] && [ "${HIGHPER_SETUP:-}" = trixie ]; } || ask "Install them?"
}

anything_missing() { [ ${#php_packages[@]} -gt 0 ] || [ ${#tools[@]} -gt 0 ]; }

# Sets decision, suite (where PHP's packages come from, if apt would not take them from there by itself) and the lists.
decide() {
    decision=$(choose_php)
    suite=''
    # What apt offers is only known once it has package lists; a php-config that was named settles it without.
    if [ "${decision%% *}" != use ] && [ -z "${PHP_CONFIG:-}" ] && have_apt; then
        apt_need_lists
        decision=$(choose_php)
    fi
    case $decision in
        use*)
            find_php
            list_missing
            anything_missing || return 0
            have_apt || by_hand "something is missing, and there is no apt to install it with"
            apt_need_lists
            # Modules go with the PHP they belong to: one that came from a suite of its own gets them from there.
            suite=$(apt_suite_for "$(packaged_prefix)-cli")
            if [ "$(packaged_prefix)" = php ] && lacks_modules; then
                by_hand "$PHP was not installed from packages and lacks modules"
            fi
            drop_unpackaged
            ;;
        apt*)
            list_missing "${decision#apt }"
            drop_unpackaged
            ;;
        trixie)
            list_missing php8.4
            suite=trixie
            ;;
        *)
            list_missing php8.4
            by_hand "${decision#stop }"
            ;;
    esac
}

lacks_modules() {
    case " ${php_packages[*]-} " in *-opcache\ * | *-mbstring\ * | *-xml\ * | *-sqlite3\ *) return 0 ;; *) return 1 ;; esac
}

install_missing() {
    can_be_root || by_hand "installing packages needs root, and there is no sudo"
    [ "$decision" != trixie ] || trixie_explain
    if ! announced; then
        [ "$decision" != trixie ] || trixie_refused >&2
        die "not installed; nothing was changed. With --yes, setup installs without asking"
    fi
    apt_update
    [ ${#tools[@]} -eq 0 ] || apt_install '' "${tools[@]}"
    [ "$decision" != trixie ] || trixie_enable
    [ ${#php_packages[@]} -eq 0 ] || apt_install "$suite" "${php_packages[@]}"
    hash -r
    find_php || die "apt installed what was asked for, but there is still no usable php-config"
    list_missing
    drop_unpackaged
    ! anything_missing || die "apt installed what was asked for, but this is still missing: ${php_packages[*]-} ${tools[*]-}"
    step "Ready: PHP $("$PHP" -n -r 'echo PHP_VERSION;') ($PHP_CONFIG)"
}

need_rust
scratch_folder
decide
! anything_missing || install_missing
! $for_tests || need_rust_components
