#!/usr/bin/env bash
# A release library must load on Debian 12: its newest GLIBC symbol is 2.36 or older, and it exports what it should.
. "$(dirname "${BASH_SOURCE[0]}")/part.sh"

need_extension
library=$(extension_path)

glibc_is_old_enough() {
    [ "$(uname -s)" = Linux ] || { say "no glibc here"; return 0; }
    local newest
    newest=$(readelf --version-info --wide "$library" | grep -o 'GLIBC_[0-9.]*' | sort -u -t_ -k2 -V | tail -n 1)
    say "newest: ${newest:-none}"
    [ -n "$newest" ] && [ "$(printf '%s\nGLIBC_2.36\n' "$newest" | sort -t_ -k2 -V | tail -n 1)" = GLIBC_2.36 ]
}

exports() { nm -D --defined-only "$library" | finds " [TD] _\{0,1\}$1\$"; }

check 'newest GLIBC symbol is 2.36 or older' glibc_is_old_enough
check 'exports get_module, for PHP' exports get_module
check 'exports highper_abi_version, for FFI' exports highper_abi_version
checks_done
