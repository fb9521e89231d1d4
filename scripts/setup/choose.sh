# Decides which PHP to use. Sourced by setup.sh, after php.sh, apt.sh and trixie.sh. Prints its decision, changes nothing.
# shellcheck shell=bash

# One line:
#   use CONFIG          this php-config is there and will do
#   apt PREFIX          the machine's own apt offers it: packages PREFIX-cli, PREFIX-dev ...
#   trixie              Debian 12: only Debian 13's archive has it
#   stop REASON         nothing that setup could install
choose_php() {
    local config fault version
    if [ -n "${PHP_CONFIG:-}" ]; then
        fault=$(php_config_fault "$PHP_CONFIG")
        if [ -z "$fault" ]; then echo "use $PHP_CONFIG"; else echo "stop PHP_CONFIG=$PHP_CONFIG: $fault"; fi
        return
    fi
    config=$(installed_php_config)
    if [ -n "$config" ]; then
        echo "use $config"
        return
    fi
    if ! have_apt; then
        echo "stop there is no PHP $MIN_PHP or newer with development files on this machine, and no apt to install it with"
        return
    fi
    for version in $KNOWN_PHP; do
        if apt_offers "php$version-cli" && apt_offers "php$version-dev"; then
            echo "apt php$version"
            return
        fi
    done
    # The packages without a version in their names, whose versions are such as 2:8.4+96.
    version=$(apt_candidate php-cli | sed -E 's/^([0-9]+:)?([0-9]+)\.([0-9]+).*/\2 0\3/; s/ 0*([0-9]{2})$/\1/')
    case $version in '' | *[!0-9]*) ;; *)
        if [ "$version" -ge $((MIN_PHP_ID / 100)) ] && apt_offers php-cli && apt_offers php-dev; then
            echo "apt php"
            return
        fi ;;
    esac
    if [ -n "$(trixie_mirror)" ]; then
        echo trixie
    else
        echo "stop apt offers no PHP $MIN_PHP or newer"
    fi
}
