# What setup does on machines of every kind. Sourced by run.sh.
# shellcheck shell=bash

debian12() {
    machine
    with_apt bookworm
    offers_php php8.2 8.2.29-1~deb12u1 500 bookworm
    offers_php php 2:8.2+93 500 bookworm
    printf 'Types: deb\nURIs: http://deb.example.org/debian\nSuites: bookworm\nComponents: main\nSigned-By: /k.gpg\n' >"$M/etc/apt/sources.list.d/debian.sources"
}

# What the machine has once its apt has installed what it was asked for.
installs_php() { { declare -f program php test_tools; echo "M=$M; php $1; test_tools"; } >"$M/on_install"; }

case_is 'nothing is missing: silent, and apt is not asked'
machine
php 80424
test_tools
with_apt trixie
setup
succeeds
equals output '' "$output"
equals 'apt calls' '' "$(cat "$M/log")"

case_is 'no apt: names what to install by hand'
machine
before=$(state)
setup HIGHPER_YES=1
refuses
contains output 'no apt to install it with' "$output"
contains output 'php8.4-cli php8.4-dev php8.4-opcache php8.4-mbstring php8.4-xml php8.4-sqlite3 php8.4-fpm phpunit composer' "$output"
equals machine "$before" "$(state)"

case_is 'no Rust: says how to get it, before anything else'
debian12
rm "$M/bin/cargo"
before=$(state)
setup HIGHPER_YES=1
refuses
contains output 'https://rustup.rs' "$output"
equals machine "$before" "$(state)"

case_is 'an old Rust is said to be too old'
debian12
program cargo <<<'echo "cargo 1.63.0 (fd9c4297c 2022-07-01)"'
setup HIGHPER_YES=1
refuses
contains output 'This cargo is 1.63.0;' "$output"

case_is 'Debian 12 without a yes: three choices, and nothing changed'
debian12
before=$(state)
setup
refuses
contains output 'There are three ways' "$output"
contains output 'raises libc6 to 2.41' "$output"
contains output 'Nothing was changed' "$output"
equals machine "$before" "$(state)"

for yes in HIGHPER_SETUP=trixie HIGHPER_YES=1 CI=1 CI=true; do
    case_is "Debian 12 with $yes: Debian 13's archive, pinned"
    debian12
    installs_php 80424
    setup "$yes"
    succeeds
    contains 'the source' $'URIs: http://deb.example.org/debian\nSuites: trixie\nComponents: main\nSigned-By: /k.gpg' \
        "$(cat "$M/etc/apt/sources.list.d/highper-trixie.sources")"
    contains 'the pin' $'Pin: release n=trixie\nPin-Priority: 100' "$(cat "$M/etc/apt/preferences.d/highper-trixie")"
    contains 'apt calls' ' -t trixie php8.4-cli php8.4-dev php8.4-opcache php8.4-mbstring php8.4-xml php8.4-sqlite3 php8.4-fpm phpunit composer' "$(cat "$M/log")"
    contains 'said before' $'suite trixie:\n  php8.4-cli' "${output%%==>*}"
done

case_is 'Debian 12 with CI=0 is no yes'
debian12
before=$(state)
setup CI=0
refuses
equals machine "$before" "$(state)"

case_is 'Debian 12 whose mirror has no trixie: the two files are taken away again'
debian12
touch "$M/no-trixie"
setup HIGHPER_YES=1
refuses
contains output 'could not read the suite trixie' "$output"
equals files '' "$(ls "$M/etc/apt/preferences.d")$(ls "$M/etc/apt/sources.list.d" | grep highper)"
lacks 'apt calls' ' -t trixie' "$(cat "$M/log")"

case_is 'Debian 12 whose administrator has set up trixie: used as it is'
debian12
touch "$M/trixie-known"
installs_php 80424
setup HIGHPER_YES=1
succeeds
equals files '' "$(ls "$M/etc/apt/preferences.d")$(ls "$M/etc/apt/sources.list.d" | grep highper)"
contains 'apt calls' ' -t trixie php8.4-cli' "$(cat "$M/log")"

case_is 'Debian 13 with a yes: its own packages'
machine
with_apt trixie
offers_php php8.4 8.4.24-1~deb13u1 500 trixie
installs_php 80424
setup HIGHPER_YES=1
succeeds
contains 'apt calls' ' install --no-install-recommends php8.4-cli php8.4-dev' "$(cat "$M/log")"
lacks 'apt calls' ' -t ' "$(cat "$M/log")"

case_is 'Debian 13 without a yes: nothing changed'
machine
with_apt trixie
offers_php php8.4 8.4.24-1~deb13u1 500 trixie
before=$(state)
setup
refuses
contains output 'php8.4-cli php8.4-dev' "$output"
contains output 'With --yes, setup installs without asking' "$output"
equals machine "$before" "$(state)"

case_is 'Ubuntu 24.04 with a yes'
machine
with_apt noble
offers_php php8.3 8.3.6-0ubuntu0.24.04.5 500 noble-updates
installs_php 80306
setup CI=true
succeeds
contains 'apt calls' ' install --no-install-recommends php8.3-cli php8.3-dev' "$(cat "$M/log")"

case_is 'PHP 8.5 has opcache built in: no package of that name is asked for'
machine
with_apt bookworm
offers_php php8.5 8.5.1 500 bookworm
rm "$M/policy/php8.5-opcache"
installs_php 80501
setup CI=true
succeeds
contains 'apt calls' ' php8.5-cli php8.5-dev php8.5-mbstring' "$(cat "$M/log")"

case_is 'neither root nor sudo: names what to install by hand'
machine
with_apt trixie
offers_php php8.4 8.4.24-1~deb13u1 500 trixie
before=$(state)
setup HIGHPER_YES=1 FAKE_UID=1000
refuses
contains output 'needs root, and there is no sudo' "$output"
contains output 'php8.4-cli php8.4-dev' "$output"
equals machine "$before" "$(state)"

case_is 'not root, with sudo: which never asks for a password without a terminal'
machine
with_apt trixie
offers_php php8.4 8.4.24-1~deb13u1 500 trixie
installs_php 80424
program sudo <<<'[ "$1" = -n ] || exit 1; shift; exec "$@"'
setup HIGHPER_YES=1 FAKE_UID=1000
succeeds
contains 'apt calls' ' install --no-install-recommends php8.4-cli' "$(cat "$M/log")"

case_is 'one module is missing: it alone is installed'
machine
php 80424 dom mbstring 'Zend OPcache'
test_tools
with_apt trixie
offers_php php8.4 8.4.24-1~deb13u1 500 trixie
installs_php 80424
setup HIGHPER_YES=1
succeeds
equals 'apt install' '--no-install-recommends php8.4-sqlite3' "$(sed -n 's/.* install //p' "$M/log")"

case_is 'what is missing beside a PHP from trixie comes from there, too'
machine
php 80424
program phpunit <<<'exit 0'
with_apt bookworm
offers_php php8.4 8.4.24-1~deb13u1 100 trixie
installs_php 80424
setup HIGHPER_YES=1
succeeds
equals 'apt install' '--no-install-recommends -t trixie composer' "$(sed -n 's/.* install //p' "$M/log")"

case_is 'a PHP that was not installed from packages, without a module: nothing that apt could do'
machine
php 80424 dom mbstring 'Zend OPcache'
test_tools
mv "$M/bin/php8.4" "$M/bin/php"
sed -i 's/bin\/php8.4/bin\/php/' "$M/bin/php-config8.4"
with_apt trixie
setup HIGHPER_YES=1 PHP_CONFIG="$M/bin/php-config8.4"
refuses
contains output 'was not installed from packages and lacks modules' "$output"
lacks 'apt calls' install "$(cat "$M/log")"

case_is 'apt installs and PHP is still not there: an error, not an endless try'
machine
with_apt trixie
offers_php php8.4 8.4.24-1~deb13u1 500 trixie
setup HIGHPER_YES=1
refuses
contains output 'there is still no usable php-config' "$output"

case_is 'package lists that were never fetched are fetched elsewhere to decide by'
debian12
rm "$M/policy/libc6"
before=$(state)
setup
refuses
contains 'apt calls' "Dir::State::lists=$M/tmp/" "$(cat "$M/log")"
equals 'other apt calls' '' "$(grep -v "Dir::State::lists=$M/tmp/" "$M/log")"
