#!/usr/bin/env bash
# A Debian 13 in which nothing was ever installed but PHP: the Debian package goes in, works on the command line and under FPM, and goes out
# again; then the tarball, by hand. clean.sh [--fresh]: --fresh makes the Debian anew, where otherwise the one in build/roots is copied.
# Needs root, debootstrap and, the first time, the network. Where it cannot be had the part says so and counts as one that was skipped.
. "$(dirname "${BASH_SOURCE[0]}")/part.sh"

suite=trixie
minor=8.4
roots=$ROOT/build/roots
base=$roots/$suite-php$minor
work=''

[ "${1:-}" != --fresh ] || fresh=yes
[ $# -eq 0 ] || [ "${fresh:-}" = yes ] || die "clean knows --fresh, not '$1'"

# Needs no Debian: a part that has tried nothing at all counts as failed.
scripts_can_be_read() {
    local script
    for script in packaging/install.sh packaging/debian/postinst packaging/debian/prerm packaging/debian/postrm; do
        sh -n "$script" || return 1
    done
}
check 'what installs and removes can be read by sh' scripts_can_be_read

unmounted() { ! grep -qF " $1/" /proc/mounts; }

# Never with something mounted below: what is mounted there is this machine's.
discard() {
    [ -n "$1" ] && [ -d "$1" ] || return 0
    ! grep -qF " $1/proc " /proc/mounts || umount "$1/proc"
    unmounted "$1" || { warn "something is mounted below $1: left there"; return 0; }
    rm -rf --one-file-system "$1"
}
clean_up() {
    discard "$work"
    discard "$roots/new.$$"
    rm -rf "${SCRATCH:-}"
}
scratch_folder
trap clean_up EXIT

reason=''
if [ "$(uname -s)" != Linux ] || [ "$(uname -m)" != x86_64 ]; then
    reason="this is not Linux on x86_64"
elif [ "$(id -u)" != 0 ]; then
    reason="a root filesystem can only be made by root"
elif ! have debootstrap || ! have dpkg-deb; then
    reason="debootstrap or dpkg-deb is not installed"
elif [ "$(php_minor)" != "$minor" ]; then
    reason="Debian's $suite has PHP $minor, and this one is $(php_minor)"
fi

# Everything in there happens with this environment and no other, and may not start services of its own.
inside() {
    local root=$1
    shift
    chroot "$root" /usr/bin/env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"
}

make_base() {
    local new=$roots/new.$$
    mkdir -p "$roots"
    step "Making a Debian $suite with PHP $minor; this takes some minutes, once"
    # Without the keyring debootstrap would only warn, and run as root what nobody has signed.
    debootstrap --force-check-gpg --variant=minbase "$suite" "$new" >"$SCRATCH/log" 2>&1 || return 1
    printf '#!/bin/sh\nexit 101\n' >"$new/usr/sbin/policy-rc.d"
    chmod 755 "$new/usr/sbin/policy-rc.d"
    mount -t proc proc "$new/proc" || return 1
    inside "$new" apt-get -qq update >>"$SCRATCH/log" 2>&1 &&
        inside "$new" apt-get -qq -y --no-install-recommends install "php$minor-cli" "php$minor-fpm" >>"$SCRATCH/log" 2>&1 || return 1
    inside "$new" apt-get clean
    umount "$new/proc"
    discard "$base"
    mv "$new" "$base"
}

if [ -z "$reason" ] && { [ ! -d "$base" ] || [ "${fresh:-}" = yes ]; }; then
    make_base || { tail -n 5 "$SCRATCH/log"; reason="debootstrap could not make a Debian $suite (its last lines are above)"; }
fi
if [ -z "$reason" ]; then
    work=$roots/run.$$
    cp -a --reflink=auto "$base" "$work"
    mount -t proc proc "$work/proc" 2>"$SCRATCH/log" || reason="proc cannot be mounted: $(cat "$SCRATCH/log")"
fi
if [ -n "$reason" ]; then
    say "skipped: installing into a clean Debian; $reason"
    say "$checks_passed passed, $checks_failed failed, 1 skipped"
    [ "$checks_failed" -eq 0 ]
    exit
fi

# As the package part does: what was tested is what is packed.
export HIGHPER_COMMIT=${HIGHPER_COMMIT:-}
"$ROOT/scripts/package.sh" --php "$minor" --only tarball --only deb --output "$SCRATCH/dist"
mkdir -p "$work/opt/highper"
cp "$SCRATCH"/dist/*.deb "$SCRATCH"/dist/*.tar.gz "$ROOT/scripts/test/clean/fpm.php" "$work/opt/highper/"
# What Composer would install.
cp -R "$ROOT/php" "$ROOT/composer.json" "$work/opt/highper/"

php() { inside "$work" "php$minor" "$@"; }
silent() { [ -z "$("$@" 2>&1)" ]; }

begins_without() { php -v | finds "^PHP $minor" && ! php -m | finds -x highper; }
# Nothing is downloaded: all it depends on came with PHP.
package_installs() { inside "$work" apt-get -y --no-install-recommends -o Dpkg::Use-Pty=0 install "/opt/highper/$(basename "$SCRATCH"/dist/*.deb)"; }
is_listed() { php -m | finds -x highper; }
introduces_itself() { php --ri highper | tee /dev/stderr | finds '^Version => '; }
is_the_backend() { [ "$(php -r 'echo HighPerApp\HighPer\Native\Backend::current();')" = extension ]; }
says_nothing_else() { silent php -d display_startup_errors=1 -d error_reporting=-1 -r ''; }
under_fpm() { php /opt/highper/fpm.php "$1"; }
through_ffi() {
    [ "$(inside "$work" HIGHPER_BACKEND=ffi "php$minor" -d ffi.enable=1 -r '
        spl_autoload_register(static function (string $class): void {
            $file = "/opt/highper/php/" . strtr(substr($class, strlen("HighPerApp\\HighPer\\Native\\")), "\\", "/") . ".php";
            if (is_file($file)) { require $file; }
        });
        $router = (new HighPerApp\HighPer\Native\Router())->get("/users/{id:int}", "user");
        echo HighPerApp\HighPer\Native\Backend::current(), " ", $router->match("GET", "/users/42")[1]["id"];')" = 'ffi 42' ]
}
# As an upgrade does it; what an administrator has chosen stays.
upgrades() {
    package_again && is_listed && inside "$work" phpdismod highper && package_again && ! php -m | finds -x highper &&
        inside "$work" phpenmod highper && is_listed
}
package_again() { inside "$work" dpkg -i "/opt/highper/$(basename "$SCRATCH"/dist/*.deb)"; }
# But for what an administrator may have changed, which only purging takes.
package_goes() {
    inside "$work" apt-get -y -o Dpkg::Use-Pty=0 remove "php$minor-highper" && ! php -m | finds -x highper && says_nothing_else &&
        nothing_left -name 'highper.so' -o -name '*-highper.ini'
}
package_is_purged() { inside "$work" apt-get -y -o Dpkg::Use-Pty=0 purge "php$minor-highper" && nothing_left -name '*highper.ini' -o -name 'highper.h'; }
nothing_left() { silent find "$work/etc/php" "$work/usr/lib/php" "$work/usr/include" \( "$@" \); }

# As docs/installing.md says.
by_hand() {
    inside "$work" sh -c 'cd /opt/highper && tar -xzf highper-*.tar.gz && cd highper-*/ && sha256sum --quiet -c SHA256SUMS && ./install.sh'
}
hand_goes() {
    inside "$work" sh -c 'cd /opt/highper/highper-*/ && ./install.sh --uninstall' && ! php -m | finds -x highper && says_nothing_else &&
        nothing_left -name '*highper*'
}

check 'the clean Debian has PHP and no highper' begins_without
check 'the Debian package installs' package_installs
check 'php -m lists it' is_listed
check 'php --ri shows it' introduces_itself
check 'it is the backend' is_the_backend
check 'PHP starts without a message' says_nothing_else
check 'under FPM phpinfo() has its section' under_fpm present
check 'the package serves FFI, too' through_ffi
check 'upgraded, it stays on; switched off, it stays off' upgrades
check 'removed, it is gone from the command line' package_goes
check 'removed, it is gone from FPM' under_fpm absent
check 'purged, it leaves nothing behind' package_is_purged
check 'the tarball installs by hand' by_hand
check 'php -m lists it again' is_listed
check 'under FPM phpinfo() has its section again' under_fpm present
check 'uninstalled, it leaves nothing behind' hand_goes
checks_done
