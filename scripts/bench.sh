#!/usr/bin/env bash
# Runs the benchmarks: bench.sh [OPTIONS] all of them, and writes benches/report/; bench.sh NAME [OPTIONS] one of them, with its figures on the terminal.
#
#   --quick            About two minutes over everything, coarser.
#   --rounds=N         Interleaved rounds: 15, quick 5.
#   --only=TEXT,...    What has one of these texts in its name; bench.sh NAME --list shows the names.
#   --simdjson=FILE    Where the simdjson extension was built, a rival that is not packaged; or SIMDJSON_SO in the environment.
# All of them:
#   --fresh            Begin anew; otherwise a run that was interrupted goes on, if commit, library, PHP and options are the same.
#   --compare=FILE     Fail if a ratio to a rival got worse by more than 10 % against FILE, an earlier results.json.
#   --results=FILE     Measure nothing: write the report of FILE, or with --compare compare it.
#   --report=FOLDER    Write there.
#   --readme           Measure nothing: write README.md's block of figures and its plot from benches/report/results.json.
# One of them:
#   --list             Only name what there is.
#   --check            Only see whether all contenders agree.
#   --json=FILE        Write the figures there, too.
#   --timing           (crypto) Whether comparisons and decoders take a time that depends on secrets.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$here/lib.sh"
. "$here/php.sh"
help_if_asked "$@"

# What is misspelt is told at once, not after minutes of building.
not_here=''
case ${1:-} in
    '' | -*) not_here='--list --check --json --timing' ;;
    *)
        not_here='--fresh --compare --results --report --readme'
        [ -f "$ROOT/benches/php/$1/suite.php" ] || die "there is no benchmark '$1'; there are: $(cd "$ROOT/benches/php" && echo */suite.php | sed 's,/suite\.php,,g')"
        ;;
esac
position=0
option=''
for argument in "$@"; do
    position=$((position + 1))
    value=$argument
    case " $not_here " in *" ${argument%%=*} "*) die "${argument%%=*} is for $([ "${not_here#--list}" = "$not_here" ] && echo all benchmarks || echo one benchmark); bench.sh --help tells" ;; esac
    case $option in
        '')
            case $argument in
                --quick | --fresh | --readme | --list | --check | --timing) continue ;;
                --rounds | --only | --simdjson | --compare | --results | --report | --json) option=$argument; continue ;;
                --rounds=* | --only=* | --simdjson=* | --compare=* | --results=* | --report=* | --json=*) option=${argument%%=*} value=${argument#*=} ;;
                -*) die "bench does not know $argument; bench.sh --help names the options" ;;
                *) [ "$position" = 1 ] && continue || die "bench runs one benchmark or all; '$argument' is one too many" ;;
            esac
            ;;
    esac
    case $option in
        --rounds) case $value in '' | *[!0-9]* | 0*) die "--rounds is a whole number from 1 on, not '$value'" ;; esac ;;
        --simdjson | --compare | --results) [ -f "$value" ] || die "there is no $value, which $option names" ;;
        *) [ -n "$value" ] || die "$option needs a value" ;;
    esac
    option=''
done
[ -z "$option" ] || die "$option needs a value"

reads_only=false
for argument in "$@"; do
    # The names are those of what is there; a library that is a little older does not change them.
    case $argument in --readme | --results | --results=*) reads_only=true ;; --list) [ ! -f "$(extension_path)" ] || reads_only=true ;; esac
done
if $reads_only; then
    find_php || die "no PHP $MIN_PHP or newer was found; run ./build.sh setup"
else
    "$here/setup.sh" bench
    "$here/build.sh"
    need_toolchain
fi

export HIGHPER_SO
HIGHPER_SO=$(extension_path)
unset HIGHPER_BACKEND HIGHPER_EXPECT
exec "$PHP" -d memory_limit=1G "$ROOT/benches/php/bench.php" "$@"
