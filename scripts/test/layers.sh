#!/usr/bin/env bash
# Who may import whom, as ARCHITECTURE.md has it: layers.sh [FOLDER], of this checkout unless told otherwise. Reads the sources; builds nothing.
. "$(dirname "${BASH_SOURCE[0]}")/part.sh"

cd "${1:-$ROOT}"

# A Rust file in one line without its comments, so that an import that was wrapped is found like any other.
rust_code() { sed 's://.*$::' "$1" | tr -s '[:space:]' ' '; }

# PHP likewise; comments stay, since a namespace that only a comment names is a dependency of its reader.
php_code() { tr -s '[:space:]' ' ' <"$1"; }

# keeps_from LANGUAGE EXPRESSION FOLDER...: no file of that language below the folders matches. Fails where there is no such file.
keeps_from() {
    local language=$1 expression=$2 file files found=0
    shift 2
    files=$(find "$@" -name "*.$language" -type f) || return 1
    [ -n "$files" ] || { say "no files in $*"; return 1; }
    case $language in rs) language=rust ;; esac
    while IFS= read -r file; do
        if "${language}_code" "$file" | finds -E "$expression"; then
            say "$file: $("${language}_code" "$file" | grep -oE "$expression" | sort -u | tr '\n' ' ')"
            found=1
        fi
    done <<<"$files"
    return "$found"
}

# A module of the root package, by whatever path: crate::NAME, super::NAME, or within braces.
module() { echo "(crate|super)::(\{[^;]*[^A-Za-z0-9_])?$1([^A-Za-z0-9_]|\$)"; }

# What src/ext takes from src/abi: the number that phpinfo() shows.
ext_takes_only_the_version() {
    local file taken
    for file in $(find src/ext -name '*.rs'); do
        taken=$(rust_code "$file" | grep -oE "$(module abi)[A-Za-z0-9_:{]*" | sort -u) || continue
        [ "$file $taken" = 'src/ext/module.rs crate::abi::HIGHPER_ABI_VERSION' ] || { say "$file: $taken"; return 1; }
    done
}

# The engines that depend on another one, as "FROM -> TO".
engine_edges() {
    local manifest
    for manifest in crates/*/Cargo.toml; do
        awk -v from="$(basename "$(dirname "$manifest")")" '
            /^\[/ { inside = /dependencies/ }
            inside && /^highper-/ { to = $1; sub(/^highper-/, "", to); sub(/[.=].*/, "", to); print from " -> " to }' "$manifest"
    done
}

engines_are_apart() {
    local edges
    edges=$(engine_edges | grep -vx -e 'paseto -> crypto' -e 'validator -> serializer' -e 'server -> http') || return 0
    say "$edges"
    return 1
}

engines_deny_unsafe() {
    local crate
    for crate in crates/*/src/lib.rs; do
        grep -qxE '#!\[(deny|forbid)\(unsafe_code\)\]' "$crate" || { say "$crate does not deny unsafe code"; return 1; }
    done
}

# Where unsafe code may be, and who may call AWS-LC's C functions. Folders of tests aside, nobody else takes the ban back.
unsafe_is_where_it_belongs() {
    local file
    for file in $(grep -rlE 'allow\(unsafe_code\)' crates --include='*.rs'); do
        case $file in
            crates/serializer/src/json/simd/* | crates/crypto/src/memory/* | crates/crypto/src/sys.rs | crates/crypto/src/sys/* | \
                crates/server/src/sys/*) ;;
            *) say "$file allows unsafe code"; return 1 ;;
        esac
    done
    for file in $(grep -rlE '(^|[^A-Za-z0-9_])aws_lc_sys' crates src --include='*.rs'); do
        case $file in
            crates/crypto/src/sys.rs | crates/crypto/src/sys/*) ;;
            *) say "$file calls AWS-LC itself"; return 1 ;;
        esac
    done
}

php_edge() { echo "(Native\\\\|[^A-Za-z0-9_])($1)\\\\[A-Z]"; }

check 'engines know no PHP' keeps_from rs '(^|[^A-Za-z0-9_])(ext_php_rs|zend_[a-z]|highper::)' crates
check 'engines depend on each other only where they may' engines_are_apart
check 'engines deny unsafe code' engines_deny_unsafe
check 'unsafe code is where it belongs' unsafe_is_where_it_belongs
check 'the C ABI knows no PHP' keeps_from rs '(^|[^A-Za-z0-9_])ext_php_rs' src/abi
check 'the C ABI imports neither ext nor zval' keeps_from rs "$(module '(ext|zval)')" src/abi
check 'ext takes nothing but the version from the C ABI' ext_takes_only_the_version
check 'zval imports neither ext nor the C ABI' keeps_from rs "$(module '(ext|abi)')" src/zval
check 'zval knows no engine' keeps_from rs '(^|[^A-Za-z0-9_])highper_[a-z]+::' src/zval
check 'PHP: contracts and exceptions know no backend' keeps_from php "$(php_edge 'Ffi|Fallback')" php/Contract php/Exception
check 'PHP: the fallback does not know FFI' keeps_from php "$(php_edge Ffi)|[^A-Za-z]FFI[^A-Za-z]" php/Fallback
check 'PHP: backends do not ask which one is used' keeps_from php '[^A-Za-z]Backend::' php/Fallback php/Ffi
check 'PHP: the example uses public names only' keeps_from php "$(php_edge 'Ffi|Fallback')" examples
checks_done
