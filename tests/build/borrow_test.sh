# A PHP that is fetched to build for, on a machine whose apt and packages are made up. Sourced by run.sh.
# shellcheck shell=bash

# An apt with the packages of a distribution, which are plain tarballs here, and a machine's own with the keys of it.
with_lender() {
    local folder=$M/packages
    program dpkg <<<'echo amd64'
    ln -s "$(command -v find)" "$(command -v ln)" "$M/bin/"
    mkdir -p "$folder"
    pack cli usr/bin/php8.3 'echo "run by $LOADED"'
    pack dev usr/bin/php-config8.3 'case $1 in --includes) echo "-I/usr/include/php/1 -I/usr/include/php/1/main" ;; --vernum) echo 80306 ;; esac'
    pack libc usr/lib/x/libc.so.6 ''
    pack loader usr/lib64/ld-linux-x.so.2 'LOADED="$1 $2" exec "${@:3}"'
    pack keys "usr/share/keyrings/${1:-ubuntu-archive-keyring}.gpg" 'keys'
    program apt-get <<TEXT
echo "apt-get \$*" >>"$M/log"
for word in "\$@"; do
    case \$word in Dir::Cache=*) cache=\${word#*=} ;; Dir::Etc::sourcelist=*) list=\${word#*=} ;; esac
done
[ ! -f "$M/offline" ] || exit 100
case " \$* " in
    *' update '*) cat "\$list" >>"$M/log" ;;
    *' --download-only install '*) cp "$folder/cli.deb" "$folder/libc.deb" "$folder/loader.deb" "\$cache/archives/" ;;
    *' download php8.3-dev '*) cp "$folder/dev.deb" ./php8.3-dev.deb ;;
    *' download ubuntu-keyring '*) cp "$folder/keys.deb" ./ubuntu-keyring_1_all.deb ;;
esac
TEXT
    program dpkg-deb <<<'case $1 in --fsys-tarfile) cat "$2" ;; -x) tar -xf "$2" -C "$3" ;; esac'
}

# pack NAME FILE TEXT: a package with one program.
pack() {
    local content=$M/content
    rm -rf "$content"
    mkdir -p "$content/$(dirname "$2")"
    printf '#!/bin/bash\n%s\n' "$3" >"$content/$2"
    chmod 755 "$content/$2"
    tar -cf "$M/packages/$1.deb" -C "$content" .
}

borrow() {
    # shellcheck disable=SC2016 # expanded over there
    on_machine HIGHPER_BORROWED="${borrowed:-$M/borrowed}" HIGHPER_ARCHIVE="${archive-http://archive.invalid/ubuntu}" bash -euc '
        cd "$1/scripts"; . ./lib.sh; . ./php.sh; . ./package/release.sh; . ./package/cross.sh; . ./package/borrow.sh; borrow_php "$2"' _ "$ROOT" "$1"
}

case_is 'a PHP that is not here is fetched, unpacked and installed nowhere'
machine; with_lender
borrow 8.3
succeeds
root=$M/borrowed/php8.3-amd64-borrowed
equals php-config "$root/php-config" "$(tail -n 1 <<<"$output")"
equals includes "-I$root/usr/include/php/1 -I$root/usr/include/php/1/main" "$("$root/php-config" --includes)"
equals binary "$root/php" "$("$root/php-config" --php-binary)"
equals vernum 80306 "$("$root/php-config" --vernum)"
equals 'the C library that came along' "run by --library-path $root/usr/lib/x" "$("$root/php" -v)"
contains log ' noble main' "$(cat "$M/log")"
lacks log ' install php8.3-dev' "$(cat "$M/log")"

case_is 'no archive is read without the keys that belong to it'
if [ -f /usr/share/keyrings/ubuntu-archive-keyring.gpg ]; then keys=/usr/share/keyrings; else keys=$M/borrowed/ubuntu-keyring/usr/share/keyrings; fi
contains log "deb [signed-by=$keys/ubuntu-archive-keyring.gpg] http://" "$(cat "$M/log")"
lacks log trusted "$(cat "$M/log")"
if [ ! -f /usr/share/keyrings/ubuntu-archive-keyring.gpg ]; then
    machine; with_lender other
    borrow 8.3
    refuses
    contains output 'the keys of the archive are missing' "$output"
    lacks log ' update' "$(cat "$M/log")"
fi

case_is 'what is there is not fetched again, and what came half is'
machine; with_lender
touch "$M/offline"
borrow 8.3
refuses
rm "$M/offline"
borrow 8.3
succeeds
: >"$M/log"
borrow 8.3
succeeds
equals log '' "$(cat "$M/log")"

case_is 'a PHP that nobody has, a machine without apt, a folder with a space'
machine; with_lender
borrow 9.9
refuses
contains output 'no archive with PHP 9.9 is known here' "$output"
archive='' borrow 8.3
refuses
contains output 'HIGHPER_ARCHIVE=URI names an archive of Ubuntu for amd64' "$output"
borrowed="$M/a folder" borrow 8.3
refuses
contains output 'has a space' "$output"
rm "$M/bin/apt-get"
borrow 8.3
refuses
contains output 'no apt to fetch PHP 8.3 with' "$output"
