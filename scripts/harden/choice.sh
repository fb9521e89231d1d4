# For parts of the hardening run that consist of others with names, and take as long as they take: which of them are wanted, and what came of them.
# Sourced, after test/count.sh.
# shellcheck shell=bash

passed=0
failed=0
skipped=0

# choose NAMES ARGUMENT...: NAMES, separated by blanks, are all that there are; sets `only`. --minutes and --seed are taken for the sake of
# scripts/harden.sh, which gives them to all parts.
choose() {
    local all=$1 name
    shift
    only=$all
    while [ $# -gt 0 ]; do
        case $1 in
            --list) tr ' ' '\n' <<<"$all"; exit 0 ;;
            --minutes | --seed) [ $# -gt 1 ] || die "$1 wants a value" ;;
            --only) [ $# -gt 1 ] || die '--only wants names'; only=${2//,/ } ;;
            *) die "$(basename "$0") knows --minutes, --seed, --only and --list, not '$1'" ;;
        esac
        shift 2
    done
    for name in $only; do
        case " $all " in *" $name "*) ;; *) die "there is no '$name'; --list names them" ;; esac
    done
}

wanted() { case " $only " in *" $1 "*) return 0 ;; *) return 1 ;; esac }

# Closes the part with its counts; fails if anything did.
finish() {
    say "$((passed + checks_passed)) passed, $((failed + checks_failed)) failed, $skipped skipped"
    [ "$((failed + checks_failed))" -eq 0 ]
}
