#!/usr/bin/env bash
# php-fpm with the extension under load, while it is reloaded (SIGUSR2), its workers come and go and highper.so is replaced: fpm.sh [--minutes N]
# [--seed N] [--requests N]. Every request has to be answered, and rightly. Each load runs without the extension, too, so that what FPM itself
# loses is told from what the extension does. --requests is for each load; --minutes repeats all loads until so much time has passed.
# --plant=overwrite shows that a fault is noticed: the library is written over in place.
. "$(dirname "${BASH_SOURCE[0]}")/../test/part.sh"

seed=$RANDOM
arguments=()
while [ $# -gt 0 ]; do
    case $1 in
        --seed) seed=${2:?--seed needs a number} && shift 2 ;;
        --minutes | --requests) arguments+=("$1=${2:?$1 needs a number}") && shift 2 ;;
        --plant=overwrite) arguments+=("$1") && shift ;;
        *) die "fpm.sh knows --minutes, --seed, --requests and --plant=overwrite, not '$1'" ;;
    esac
done
need_extension
fpm=''
for candidate in "$("$PHP_CONFIG" --prefix)/sbin/php-fpm$(php_minor)" "/usr/sbin/php-fpm$(php_minor)" "$("$PHP_CONFIG" --prefix)/sbin/php-fpm"; do
    [ -n "$fpm" ] || [ ! -x "$candidate" ] || fpm=$candidate
done
[ -n "$fpm" ] || die "there is no php-fpm for PHP $(php_minor)"
for module in pcntl posix; do
    php_modules | finds -x "$module" || die "$PHP has no $module, which sends the signals"
done
unset HIGHPER_BACKEND

say "fpm: $fpm, seed $seed"
exec "$PHP" tests/fpm/run.php "$fpm" "$(extension_path)" "$seed" ${arguments[@]+"${arguments[@]}"}
