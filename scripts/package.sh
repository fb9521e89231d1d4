#!/usr/bin/env bash
# Makes the tarball: package.sh [--output FOLDER]. The same build gives the same bytes, whoever packs it and when.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$here/lib.sh"
. "$here/php.sh"

output=$ROOT/dist
while [ $# -gt 0 ]; do
    case $1 in
        --output) output=${2:?--output takes a folder}; shift 2 ;;
        *) die "package knows --output FOLDER, not '$1'" ;;
    esac
done

"$here/build.sh"
need_toolchain
scratch_folder
extension=$(extension_path)

# As the library itself says, so that the name never differs from what is inside.
version=$("$PHP" -d "extension=$extension" -r 'echo phpversion("highper");')
traits=$("$PHP" -n -r 'echo PHP_ZTS ? "-zts" : "", PHP_DEBUG ? "-debug" : "";')
case $(uname -s) in
    Darwin) system=macos ;;
    *) if ldd --version 2>&1 | finds -i musl; then system=linux-musl; else system=linux-gnu; fi ;;
esac
name=highper-$version-php$(php_minor)$traits-$(uname -m)-$system

mkdir -p "$SCRATCH/$name" "$output"
cp "$extension" "$ROOT/include/highper.h" "$ROOT/stubs/highper.stub.php" "$ROOT/README.md" "$ROOT/LICENSE" "$SCRATCH/$name/"
sed "s/highper\.so/$(basename "$extension")/" "$ROOT/packaging/50-highper.ini" >"$SCRATCH/$name/50-highper.ini"
chmod 644 "$SCRATCH/$name"/*
chmod 755 "$SCRATCH/$name"

if tar --version 2>/dev/null | finds GNU; then
    fixed=(--sort=name --owner=0 --group=0 --numeric-owner --mtime="@${SOURCE_DATE_EPOCH:-0}")
else
    # bsdtar sorts nothing and keeps the times of the files.
    fixed=(--uid 0 --gid 0)
    find "$SCRATCH/$name" -exec touch -t 197001010000 {} +
fi
# gzip would put a name and a time into its header.
tar -C "$SCRATCH" "${fixed[@]}" -cf - "$name" | gzip -n -9 >"$SCRATCH/$name.tar.gz"
mv "$SCRATCH/$name.tar.gz" "$output/"
step "$output/$name.tar.gz ($(($(wc -c <"$output/$name.tar.gz") / 1024)) KiB)"
