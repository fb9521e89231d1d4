# Which PHP setup decides for. Sourced by run.sh.
# shellcheck shell=bash

case_is 'a php-config of 8.4 on the PATH is used'
machine
php 80424
decision
equals decision "use $M/bin/php-config" "$output"

case_is 'an old php-config gives way to a newer one with a version in its name'
machine
php 80424
php 80230
decision
equals decision "use $M/bin/php-config8.4" "$output"

case_is 'PHP_CONFIG goes before what is on the PATH'
machine
php 80312
php 80424
decision PHP_CONFIG="$M/bin/php-config8.3"
equals decision "use $M/bin/php-config8.3" "$output"

case_is 'a PHP_CONFIG that is too old stops, whatever else there is'
machine
php 80424
php 80230
decision PHP_CONFIG="$M/bin/php-config8.2"
equals decision "stop PHP_CONFIG=$M/bin/php-config8.2: it is for PHP 8.2.30, and 8.3 is the oldest that works" "$output"

case_is 'a PHP_CONFIG that is not there stops'
machine
php 80424
decision PHP_CONFIG=/nowhere/php-config
equals decision 'stop PHP_CONFIG=/nowhere/php-config: it cannot be executed' "$output"

case_is 'a PHP_CONFIG that is something else stops'
machine
decision PHP_CONFIG="$M/bin/cc"
equals decision "stop PHP_CONFIG=$M/bin/cc: it is not a php-config" "$output"

case_is 'a php-config without a PHP beside it is no PHP'
machine
php 80424
rm "$M/bin/php8.4"
decision PHP_CONFIG=php-config
equals decision 'stop PHP_CONFIG=php-config: it has no command-line PHP beside it' "$output"

case_is 'no PHP and no apt'
machine
decision
equals decision 'stop there is no PHP 8.3 or newer with development files on this machine, and no apt to install it with' "$output"

case_is 'Debian 13'
machine
with_apt trixie
offers_php php8.4 8.4.24-1~deb13u1 500 trixie
offers_php php 2:8.4+96 500 trixie
decision
equals decision 'apt php8.4' "$output"

case_is 'Ubuntu 24.04'
machine
with_apt noble
offers_php php8.3 8.3.6-0ubuntu0.24.04.5 500 noble-updates
offers_php php 2:8.3+93ubuntu2 500 noble
decision
equals decision 'apt php8.3' "$output"

case_is 'only packages without a version in their names'
machine
with_apt somewhere
offers_php php 2:8.4+96 500 somewhere
decision
equals decision 'apt php' "$output"

case_is 'a third-party repository on Debian 12: the newest it has'
machine
with_apt bookworm
printf 'deb http://deb.example.org/debian bookworm main\n' >"$M/etc/apt/sources.list"
offers_php php 2:8.2+93 500 bookworm
offers_php php8.3 8.3.20 500 bookworm
offers_php php8.5 8.5.1 500 bookworm
decision
equals decision 'apt php8.5' "$output"

# Debian 12 as it is: its mirror may be written in either format.
while IFS='|' read -r name file text mirror; do
    case_is "Debian 12, $name"
    machine
    with_apt bookworm
    offers_php php8.2 8.2.29-1~deb12u1 500 bookworm
    offers_php php 2:8.2+93 500 bookworm
    printf '%b' "$text" >"$M/etc/apt/$file"
    decision
    equals decision "$([ -n "$mirror" ] && echo trixie || echo 'stop apt offers no PHP 8.3 or newer')" "$output"
    on_machine bash -euc 'cd "$1/scripts"; . ./lib.sh; . ./setup/apt.sh; . ./setup/trixie.sh; trixie_mirror' _ "$ROOT"
    equals mirror "$mirror" "${output% }"
done <<'TABLE'
one line|sources.list|# deb http://old.example.org/debian bookworm main\ndeb http://deb.example.org/debian bookworm main\n|http://deb.example.org/debian
one line with options|sources.list|deb [arch=amd64 signed-by=/usr/share/keyrings/debian.gpg] https://mirror.example.org/debian bookworm main contrib\n|https://mirror.example.org/debian /usr/share/keyrings/debian.gpg
one line in a file of its own|sources.list.d/debian.list|deb-src http://a.example.org/debian bookworm main\ndeb http://b.example.org/debian bookworm main\n|http://b.example.org/debian
deb822|sources.list.d/debian.sources|# by hand\nTypes: deb deb-src\nURIs: http://deb.example.org/debian\nSuites: bookworm bookworm-updates\nComponents: main\nSigned-By: /usr/share/keyrings/debian-archive-keyring.gpg\n\nTypes: deb\nURIs: http://deb.example.org/debian-security\nSuites: bookworm-security\nComponents: main\n|http://deb.example.org/debian /usr/share/keyrings/debian-archive-keyring.gpg
deb822, security first|sources.list.d/debian.sources|Types: deb\nURIs: http://deb.example.org/debian-security\nSuites: bookworm-security\n\nTypes: deb\nURIs: http://deb.example.org/debian\nSuites: bookworm\n|http://deb.example.org/debian
deb822, switched off|sources.list.d/debian.sources|Enabled: no\nTypes: deb\nURIs: http://deb.example.org/debian\nSuites: bookworm\n|
a disc|sources.list|deb cdrom:[Debian 12]/ bookworm main\n|
an older Debian|sources.list|deb http://deb.example.org/debian bullseye main\n|
TABLE

case_is 'Debian 12 with an archive that is pinned low does not offer what it has'
machine
with_apt bookworm
printf 'deb http://deb.example.org/debian bookworm main\n' >"$M/etc/apt/sources.list"
offers_php php8.4 8.4.24-1~deb13u1 100 trixie
decision
equals decision trixie "$output"
