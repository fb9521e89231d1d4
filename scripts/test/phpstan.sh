#!/usr/bin/env bash
# PHPStan at its highest level on the package, and on the example against the extension's stubs: phpstan.sh [PHPStan's options].
# It is PHPStan 2: the one in PHPSTAN, in vendor/bin or on the PATH. Where there is none, the part is skipped: it is no tool that `setup` can bring everywhere.
. "$(dirname "${BASH_SOURCE[0]}")/part.sh"

# Needs no PHPStan: a configuration that names what has gone would look at nothing, and find nothing.
named_files_exist() {
    local configuration name
    for configuration in phpstan.neon.dist phpstan.examples.neon; do
        for name in $(grep -v '^ *#' "$configuration" | grep -oE '(php|examples|stubs)(/[A-Za-z0-9_.*]+)+|^ +- php$' | sed 's/^ *- //' | sort -u); do
            compgen -G "$name" >/dev/null || { say "$configuration names $name, which does not exist"; return 1; }
        done
    done
}
check 'the configurations name what there is' named_files_exist

phpstan=${PHPSTAN:-}
if [ -z "$phpstan" ]; then
    if [ -f "$ROOT/vendor/bin/phpstan" ]; then phpstan=$ROOT/vendor/bin/phpstan; else phpstan=$(command -v phpstan) || phpstan=''; fi
fi
if [ -z "$phpstan" ]; then
    say 'skip  PHPStan was not found: name one with PHPSTAN, or have Composer bring phpstan/phpstan'
    printf '%d passed, %d failed, 2 skipped\n' "$checks_passed" "$checks_failed"
    [ "$checks_failed" -eq 0 ]
    exit
fi
[ -f "$phpstan" ] || die "there is no $phpstan"

# A PHP script as a rule, and then it is to run in this PHP; a script of another kind runs by itself.
run_phpstan() {
    if head -n 1 "$phpstan" | finds -a -E '^#!.*php|^<\?php'; then "$PHP" "$phpstan" "$@"; else "$phpstan" "$@"; fi
}
version=$(run_phpstan --version) || die "$phpstan does not run"
case $version in
    *' 2.'*) ;;
    *) die "PHPStan 2 is wanted, $phpstan is: $version" ;;
esac

# PHP's own limit of memory may be 128 MB, which is too little.
analyse() {
    local configuration=$1
    shift
    run_phpstan analyse --no-progress --memory-limit=2G --configuration "$configuration" "$@"
}

check 'the package, at the highest level' analyse phpstan.neon.dist "$@"
check 'the example against the stubs, at the highest level' analyse phpstan.examples.neon "$@"
checks_done
