#!/usr/bin/env bash
# Loads a library for another processor into the PHP of that processor, under qemu, and has it do a little of everything:
# emulate.sh [TARGET], by default aarch64-linux-gnu. Needs qemu-user-static and, the first time, the network; installs nothing on this machine.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$here/lib.sh"
. "$here/php.sh"
. "$here/package/release.sh"
. "$here/package/cross.sh"
. "$here/test/count.sh"

[ $# -le 1 ] || die 'emulate takes one target, or nothing'
need_toolchain
target=$(full_triple "${1:-aarch64-linux-gnu}")
architecture=$(debian_architecture "$target")
emulator=qemu-${target%%-*}-static
have "$emulator" || die "$emulator was not found; it comes with qemu-user-static"
minor=$(php_minor)
library=$ROOT/build/php$minor-$target/highper.so
[ -f "$library" ] || die "there is no ${library#"$ROOT/"}; run ./build.sh package --target $target --php $minor"

root=$ROOT/build/cross/php$minor-$architecture-root
if [ ! -f "$root/complete" ]; then
    step "Fetching PHP $minor for $architecture, and what it needs"
    rm -rf "$root"
    mkdir -p "$root/usr/lib"
    # Where a program looks for its loader; Debian's base system has this link.
    ln -s usr/lib "$root/lib"
    foreign_apt "$architecture" update || die "apt has no package lists for $architecture"
    foreign_apt "$architecture" -y --no-install-recommends --download-only install "php$minor-cli" || die "apt has no php$minor-cli for $architecture"
    for package in "$ROOT/build/cross/apt-$architecture"/cache/archives/*.deb; do
        dpkg-deb --fsys-tarfile "$package" | tar -x -C "$root" --keep-directory-symlink
    done
    : >"$root/complete"
fi

php() { "$emulator" -L "$root" "$root/usr/bin/php$minor" -n -d "extension=$library" "$@"; }

is_foreign() { [ "$(php -r 'echo php_uname("m");')" = "${target%%-*}" ]; }
is_loaded() { php --ri highper; }
answers() {
    [ "$(php -r "$2")" = "$1" ]
}

check "PHP runs, for ${target%%-*}" is_foreign
check 'it loads the extension' is_loaded
check 'routes' answers '42' 'echo (new HighPerApp\HighPer\Native\Router())->get("/users/{id:int}", "user")->match("GET", "/users/42")[1]["id"];'
check 'JSON' answers '{"a":[1,2.5,"é\u0001"]}' 'echo HighPerApp\HighPer\Native\Json::encode(HighPerApp\HighPer\Native\Json::decode("{\"a\":[1,2.5,\"\\u00e9\\u0001\"]}", true), JSON_UNESCAPED_UNICODE);'
check 'JSON of many bytes at once' answers 'same' '
    $value = array_map(static fn (int $n): array => ["n" => $n, "text" => str_repeat("ab\"\\ ü", $n), "list" => range(0, $n)], range(1, 60));
    $text = json_encode($value);
    echo HighPerApp\HighPer\Native\Json::encode($value) === $text && HighPerApp\HighPer\Native\Json::decode($text, true) === $value ? "same" : "different";'
check 'MessagePack' answers '82a2696401a3726177c401ff' 'echo bin2hex(HighPerApp\HighPer\Native\MessagePack::pack(["id" => 1, "raw" => "\xff"]));'
check 'BLAKE3, as its authors say' answers 'af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262' '
    echo HighPerApp\HighPer\Native\Hash::hex("", HighPerApp\HighPer\Native\Hash::BLAKE3);'
check 'PASETO, there and back' answers 'ok' '
    $key = HighPerApp\HighPer\Native\Paseto\LocalKey::generate();
    $token = HighPerApp\HighPer\Native\Paseto::local($key)->issue(["sub" => "ok"]);
    echo HighPerApp\HighPer\Native\Paseto::local($key)->parse($token)->get("sub");'
check 'validation' answers 'no' '
    echo HighPerApp\HighPer\Native\Validator::compile(["age" => "required|integer|min:18"])->passes(["age" => "17"]) ? "yes" : "no";'
checks_done
