#!/usr/bin/env bash
# Generated files say what their sources say: made anew beside and compared.
. "$(dirname "${BASH_SOURCE[0]}")/part.sh"

need_extension
scratch_folder

header() {
    cp include/highper.h "$SCRATCH/committed.h" || return 1
    cargo run --locked --quiet --package xtask -- header || return 1
    local same=0
    diff -u "$SCRATCH/committed.h" include/highper.h || same=1
    cp "$SCRATCH/committed.h" include/highper.h
    return "$same"
}

stubs() {
    local committed=stubs/highper.stub.php made=$SCRATCH/stub.php
    "$PHP" -n -l "$committed" || return 1
    if [ "$("$PHP_CONFIG" --vernum)" -ge 80400 ]; then
        "$PHP" -d "extension=$(extension_path)" scripts/stubs.php >"$made" || return 1
    else
        # Older ones keep no documentation of what is native: there, all but the comments is compared.
        "$PHP" -d "extension=$(extension_path)" scripts/stubs.php --undocumented >"$SCRATCH/bare.php" || return 1
        "$PHP" -n -w "$SCRATCH/bare.php" >"$made"
        "$PHP" -n -w "$committed" >"$SCRATCH/committed.php"
        committed=$SCRATCH/committed.php
    fi
    diff -u "$committed" "$made"
}

check 'include/highper.h is what the C ABI generates' header
check 'stubs/highper.stub.php is what the extension generates' stubs
checks_done
