#!/usr/bin/env bash
# PHPStan on the package, on the inside of the pure-PHP backend, and on the example against the extension's stubs: phpstan.sh [PHPStan's options].
# PHPStan is the one in PHPSTAN, in vendor/bin or on the PATH. Where there is none, the part is skipped: it is no tool that `setup` can bring everywhere.
. "$(dirname "${BASH_SOURCE[0]}")/part.sh"

# Needs no PHPStan: a configuration that names what has gone would look at nothing, and find nothing.
named_files_exist() {
    local configuration name
    for configuration in phpstan.neon.dist phpstan.fallback.neon phpstan.examples.neon; do
        for name in $(grep -oE '(php|examples|stubs)(/[A-Za-z_.*]+)*(/[A-Za-z]+|\.php)|^ +- php$' "$configuration" | tr -d ' -' | sort -u); do
            [ -e "${name%/\*}" ] || { say "$configuration names $name, which does not exist"; return 1; }
        done
    done
}
check 'the configurations name what there is' named_files_exist

phpstan=${PHPSTAN:-}
if [ -z "$phpstan" ]; then
    if [ -f "$ROOT/vendor/bin/phpstan" ]; then phpstan=$ROOT/vendor/bin/phpstan; else phpstan=$(command -v phpstan) || phpstan=''; fi
fi
if [ -z "$phpstan" ]; then
    say 'skip  PHPStan was not found; name one with PHPSTAN'
    printf '%d passed, %d failed, 3 skipped\n' "$checks_passed" "$checks_failed"
    [ "$checks_failed" -eq 0 ]
    exit
fi
[ -f "$phpstan" ] || die "there is no $phpstan"

# A PHP script as a rule, and then it is to run in this PHP; a script of another kind runs by itself.
analyse() {
    local configuration=$1
    shift
    if head -n 1 "$phpstan" | finds -E '^#!.*php|^<\?php'; then
        "$PHP" -d memory_limit=2G "$phpstan" analyse --no-progress --configuration "$configuration" "$@"
    else
        "$phpstan" analyse --no-progress --configuration "$configuration" "$@"
    fi
}

check 'the package, at the highest level' analyse phpstan.neon.dist "$@"
check 'the inside of the pure-PHP backend' analyse phpstan.fallback.neon "$@"
check 'the example against the stubs, at the highest level' analyse phpstan.examples.neon "$@"
checks_done
