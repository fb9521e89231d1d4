#!/usr/bin/env bash
# Builds what is committed a second time, in a clone in another folder and with another folder for cargo, and compares every byte that
# `package` made here with what it makes there: reproduce.sh [--php X.Y] [--keep]. Takes as long as two whole builds, if nothing is built yet.
# --keep leaves the second folder behind, for looking at differences.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$here/lib.sh"
. "$here/php.sh"
. "$here/package/contents.sh"
. "$here/test/count.sh"

minor=''
keep=false
while [ $# -gt 0 ]; do
    case $1 in
        --php) minor=${2:?--php takes a version such as 8.4}; shift 2 ;;
        --keep) keep=true; shift ;;
        *) die "reproduce knows --php X.Y and --keep, not '$1'" ;;
    esac
done
is_checkout || die 'this is not a checkout, so there is nothing to clone'
clean_checkout || die 'the checkout is not what was committed: commit first'
# Whatever is committed meanwhile.
commit=$(git -C "$ROOT" rev-parse HEAD)
need_toolchain
minor=${minor:-$(php_minor)}
scratch_folder
if $keep; then
    trap - EXIT
    say "keeping $SCRATCH"
fi

# For a PHP that is not here: its headers are no part of what is compared.
export HIGHPER_BORROWED=${HIGHPER_BORROWED:-$ROOT/build/cross}
"$here/package.sh" --php "$minor" --output "$SCRATCH/first"

# What was downloaded is shared, what was unpacked from it is not, so that no path of the first build comes back.
home=${CARGO_HOME:-$HOME/.cargo}
mkdir -p "$SCRATCH/cargo/registry"
for folder in cache index; do
    [ ! -d "$home/registry/$folder" ] || cp -R "$home/registry/$folder" "$SCRATCH/cargo/registry/"
done
git clone --quiet --no-hardlinks "$ROOT" "$SCRATCH/a second folder"
git -C "$SCRATCH/a second folder" checkout --quiet --detach "$commit"
(
    # Cargo's own programs stay where they are.
    export PATH="$PATH:$home/bin" CARGO_HOME=$SCRATCH/cargo
    unset CARGO_TARGET_DIR SOURCE_DATE_EPOCH
    "$SCRATCH/a second folder/scripts/package.sh" --php "$minor" --output "$SCRATCH/second"
)

same() { cmp "$SCRATCH/first/$1" "$SCRATCH/second/$1"; }
for file in "$SCRATCH"/first/*; do
    name=$(basename "$file")
    say "$(sha256 <"$file" | cut -d' ' -f1) here, $(sha256 <"$SCRATCH/second/$name" | cut -d' ' -f1) there"
    check "$name is the same from another folder" same "$name"
done
check 'nothing else was made there' diff <(ls "$SCRATCH/first") <(ls "$SCRATCH/second")
checks_done
